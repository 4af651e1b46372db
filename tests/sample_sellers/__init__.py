"""The two made-up sellers of ``sample_data``: ``demo`` with planted faults, ``clean`` without any.

``python -m tests.sample_sellers`` writes both folders; the same code gives the same bytes. The texts stand in ``texts``,
one file a language.
"""
