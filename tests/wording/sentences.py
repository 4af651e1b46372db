"""The labelled sentences, and the groups of acts that mean one clause."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
FRAME = Path(__file__).parent / "frame.tsv"
ACTS = (
    "review_request",
    "positive_only",
    "plea",
    "plea_harm",
    "review_change",
    "feedback_change",
    "condition_satisfied",
    "divert_unhappy",
    "before_review",
    "incentive",
    "review_mention",
    "promotion",
    "confirmation",
    "thanks_help",
    "opt_out_offer",
    "off_platform",
    "cancel_request",
)
INNOCENT = frozenset({"review_mention", "confirmation", "thanks_help"})
# A rule asks for the clause, and acts of one clause are easily taken for each other.
GROUPS = {
    "any_review_ask": frozenset(ACTS[:10]),
    "any_gating": frozenset({"condition_satisfied", "divert_unhappy", "before_review"}),
    "any_persuasion": frozenset({"positive_only", "plea_harm"}),
    "any_change": frozenset({"review_change", "feedback_change"}),
}
NAMES = (*ACTS, *GROUPS)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with what it does."""

    language: str
    acts: frozenset[str]
    role: str
    text: str

    def does(self, name: str) -> bool:
        """Whether it does the act, or one of the group."""
        return bool(self.acts & GROUPS.get(name, frozenset({name})))


def read(folder: Path = CORPUS) -> list[Labelled]:
    """All sentences, language by language, in the order of the files."""
    out = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            acts, role, text = line.split("\t")
            out.append(Labelled(path.stem, frozenset(acts.split(" ")) - {"-"}, role, text))
    return out


def frame(file: Path = FRAME) -> list[Labelled]:
    """What stands around sentences in every message and does nothing: greetings, signatures, numbers, quoted lines."""
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [Labelled(language, frozenset(), "r", text) for language, text in lines]


def fingerprint(folder: Path = CORPUS, file: Path = FRAME) -> str:
    """A hash of all files, so that a model can say what it was made from."""
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*.tsv")), file):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
