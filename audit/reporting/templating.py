"""The Jinja environment: sandboxed, strict, escaping; and the report's assets."""

import re
from functools import cache
from html import escape
from typing import Any

from markupsafe import Markup

from audit.reporting.wording import day, language, said, span
from audit.resources import REPORTS

_EMOJI = re.compile("[\U0001f000-\U0001faff☀-➿⬛-⭕️‍⃣]+")


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script."""
    return (REPORTS / "assets" / name).read_text(encoding="utf-8").strip()


@cache
def environment() -> Any:
    """The environment that all templates are rendered in."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(REPORTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "n": lambda value: f"{value:,}",
        "day": day,
        "language": language,
        "said": said,
        "short_span": lambda period: span(period.first, period.last, "%b"),
        "prose": prose,
        "safe_json": Markup,  # made by json.dumps, `</` escaped
        "svg": Markup,  # drawn by charts.py or a macro, texts escaped there
        "zip_names": lambda ids, rules: [(name, rules[name].failure_title) for name in ids],
        "weighted": lambda lines: sum(line.messages * line.weight for line in lines),
    }
    return made


def prose(text: str) -> Markup:
    """Words of a message: an empty line as a small gap, each run of emoji with its code points.

    Paper shows the code points, as fonts may lack the picture.
    """
    out, done = [], 0
    for found in _EMOJI.finditer(text):
        points = " ".join(f"U+{ord(c):04X}" for c in found[0])
        out += [_gaps(text[done : found.start()]), f'<i class="emo" data-cp="{points}">{escape(found[0])}</i>']
        done = found.end()
    return Markup("".join([*out, _gaps(text[done:])]))  # noqa: S704 - escaped piece by piece


def _gaps(text: str) -> str:
    return escape(text).replace("\n\n", '<i class="gap"></i>')
