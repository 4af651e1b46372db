"""HTML that would stop the parser, or keep it busy for hours, made harmless: character for character, so that places stay."""

import re

_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_COMMENT = re.compile(r"<(?=!--)")
_LESS = "\u2039"


def tame(source: str) -> str:
    """``source`` with every ``<`` that begins a tag or comment which nothing ends as ‹, and ``<![`` as an odd comment.

    The parser looks for the end of each such beginning anew, which takes for ever on many, and breaks off at unknown
    sections, which browsers take for comments. The result is as long as the source.
    """
    source = _after(source.replace("<![", "<!x"), ">", _OPENS)
    return _after(source, "-->", _COMMENT) if "<!--" in source else source


def _after(source: str, last: str, opens: re.Pattern[str]) -> str:
    place = source.rfind(last) + 1
    return source[:place] + opens.sub(_LESS, source[place:])
