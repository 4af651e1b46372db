"""The DuckDB file of one account. The only package that imports duckdb."""

from audit.store.store import Store

__all__ = ["Store"]
