"""``python -m tests.bench [quick]``: stage by stage seconds, messages a second, peak memory, ratios.

Every stage runs in a process of its own, the two sides of a comparison in turn, five rounds, medians; a ratio is taken only
after both found the same. Numbers of different runs or machines do not compare, ratios of one run do.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .mailbox import write_mbox
from .seller import write_seller


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: ``ours`` must be quicker than ``other`` by ``bar``, or slower by no more (``at_most``)."""

    title: str
    other: str
    ours: str
    bar: float
    at_most: bool = False
    same: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """The median of a stage."""

    seconds: float
    peak: int
    found: int
    digest: str


LOAD = Pair("load, of DuckDB's read_csv", "floor", "load", 3, at_most=True)
LOAD_PANDAS = Pair("load, of pandas", "load_pandas", "load", 1)
MBOX = Pair("mbox, of mailbox", "mbox_standard", "mbox", 8)
HISTORY = Pair("history, of row loops", "history_loops", "history_sql", 8)
HISTORY_PANDAS = Pair("history, of whole columns", "history_pandas", "history_sql", 1)
SCAN = Pair("phrases, of a loop of re", "scan_loop", "scan", 40)
LANGUAGE = Pair("language, of no memory", "languages_plain", "languages", 2)
WHOLE = Pair("end to end, of the plain script", "audit_plain", "audit", 4)
EVERYTHING = Pair("all rules, of the plain script", "audit_plain", "audit_all", 1, same=False)
FULL = {
    10_000: (LOAD, LOAD_PANDAS, MBOX, WHOLE, EVERYTHING, HISTORY, HISTORY_PANDAS, SCAN, LANGUAGE),
    100_000: (LOAD, LOAD_PANDAS, WHOLE, HISTORY, HISTORY_PANDAS, LANGUAGE),
    1_000_000: (LOAD, LOAD_PANDAS),
}
QUICK = {2_000: (LOAD, MBOX, WHOLE, HISTORY, SCAN, LANGUAGE)}
_ONCE = 500_000


def run(name: str, folder: Path) -> Taken:
    """One stage in a process of its own."""
    call = [sys.executable, "-m", "tests.bench.stages", name, str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    return Taken(**json.loads(done.stdout.splitlines()[-1]))


def middle(taken: list[Taken]) -> Taken:
    """The median of the rounds; memory is the largest."""
    return Taken(median(t.seconds for t in taken), max(t.peak for t in taken), taken[0].found, taken[0].digest)


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def measure(size: int, pairs: tuple[Pair, ...], rounds: int) -> dict[str, Taken]:
    """All pairs at one size, in turn; answers with the medians by stage."""
    with tempfile.TemporaryDirectory() as beside:
        folder = Path(beside)
        write_seller(folder, size, faults=20)
        if any(pair.ours == "mbox" for pair in pairs):
            write_mbox(folder / "messages.csv", folder / "all.mbox")
        names = list(dict.fromkeys(name for pair in pairs for name in (pair.other, pair.ours)))
        taken: dict[str, list[Taken]] = {name: [] for name in names}
        for _ in range(rounds):
            for name in names:
                taken[name].append(run(name, folder))
    medians = {name: middle(found) for name, found in taken.items()}
    for name, found in medians.items():
        say(
            f"{size:>9,}  {name:<16} {found.seconds:>9.2f} s {size / found.seconds:>11,.0f}/s {found.peak:>7,} MB  {found.found:,} found"
        )
    for pair in pairs:
        _compare(size, pair, medians[pair.other], medians[pair.ours])
    return medians


def _compare(size: int, pair: Pair, other: Taken, ours: Taken) -> None:
    if pair.same and other.digest != ours.digest:
        sys.exit(f"{pair.title}: {pair.other} and {pair.ours} did not find the same at {size:,} messages")
    if pair.at_most:
        ratio, kept, sign = ours.seconds / other.seconds, ours.seconds <= pair.bar * other.seconds, "at most"
    else:
        ratio, kept, sign = other.seconds / ours.seconds, other.seconds >= pair.bar * ours.seconds, "at least"
    say(f"{size:>9,}  {pair.title:<34} {ratio:>6.1f} ×   {sign} {pair.bar:g}: {'reached' if kept else 'MISSED'}")


def main(arguments: list[str]) -> None:
    """The whole of it, the quick form, or the sizes that are named."""
    quick = "quick" in arguments
    sizes = [int(a.replace("_", "")) for a in arguments if a[:1].isdigit()]
    rounds = 3 if quick else 5
    growth: dict[int, Taken] = {}
    for size, pairs in (QUICK if quick else FULL).items():
        if sizes and size not in sizes:
            continue
        measure(size, pairs, 1 if size >= _ONCE and sizes else rounds)
        if size >= 100_000:
            growth[size] = _whole(size)
    if len(growth) == 2:
        ratio = growth[1_000_000].seconds / growth[100_000].seconds
        say(
            f"100,000 → 1,000,000 with every rule costs {ratio:.1f} ×, at most 12: {'reached' if ratio <= 12 else 'MISSED'}"
        )
    if 1_000_000 in growth:
        peak = growth[1_000_000].peak
        say(
            f"a million messages with every rule take {peak:,} MB, at most 1,536: {'reached' if peak <= 1536 else 'MISSED'}"
        )


def _whole(size: int) -> Taken:
    with tempfile.TemporaryDirectory() as beside:
        write_seller(Path(beside), size, faults=20)
        found = run("audit_all", Path(beside))
    say(
        f"{size:>9,}  every rule       {found.seconds:>9.2f} s {size / found.seconds:>11,.0f}/s {found.peak:>7,} MB  {found.found:,} found"
    )
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
