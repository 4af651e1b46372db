"""Writes ``sample_data/demo`` and ``sample_data/clean``."""

from pathlib import Path

from . import clean, demo, writers

SAMPLE_DATA = Path(__file__).resolve().parents[2] / "sample_data"


def main() -> None:
    for name, build in (("demo", demo.build), ("clean", clean.build)):
        writers.write(build(), SAMPLE_DATA / name)


main()
