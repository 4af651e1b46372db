"""The command line: parses, calls, prints; no logic."""

from audit.cli.app import main

__all__ = ["main"]
