"""Wordings that findings stand on: counts, first and last use, and samples with the words marked."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from audit.features.reading import skim
from audit.model.evidence import Excerpt
from audit.model.policy import Marketplace
from audit.model.reading import FieldText, Reading
from audit.model.result import Finding, Mark, Sample, Template

SAMPLES = 5
Row = Mapping[str, Any]


def sample_ids(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """The messages to show for each template: the latest, and at least one for each rule that fires on it."""
    by_template: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.template_id and finding.message_id:
            by_template[finding.template_id][finding.rule].append(finding)
    return {template: _chosen(rules) for template, rules in by_template.items()}


def _chosen(rules: Mapping[str, Sequence[Finding]]) -> tuple[str, ...]:
    latest = {rule: sorted(found, key=_newest_first) for rule, found in sorted(rules.items())}
    firsts = [found[0] for found in latest.values()]
    rest = sorted((f for found in latest.values() for f in found[1:]), key=_newest_first)
    ids = dict.fromkeys(f.message_id or "" for f in [*sorted(firsts, key=_newest_first), *rest])
    return tuple(ids)[:SAMPLES]


def _newest_first(finding: Finding) -> tuple[float, str]:
    return (-datetime.fromisoformat(finding.sent_at or "1970-01-01T00:00:00Z").timestamp(), finding.message_id or "")


def template(row: Row, samples: tuple[Sample, ...], wording: str) -> Template:
    """A template from its row of counts."""
    return Template(
        template_id=row["template_id"], language=row["language"] or None, wording=wording, messages=row["messages"],
        orders=row["orders"], first_sent=row["first_sent"], last_sent=row["last_sent"],
        marketplaces=_counts(row["marketplaces"]), channels=_counts(row["channels"]), tools=_counts(row["tools"]),
        agents=_counts(row["agents"]), roles=_counts(row["roles"]), samples=samples,
    )  # fmt: skip


def _counts(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(v for v in values if v).items(), key=lambda item: (-item[1], item[0])))


def sample(row: Row, findings: Sequence[Finding], market: Marketplace | None, timezone: str) -> tuple[Sample, str]:
    """The sample of one message and its template's wording, with slots."""
    reading = skim(row["subject"], row["body_text"], row["body_html"])
    sent = datetime.fromisoformat(row["sent_at_utc"])
    local = sent.astimezone(ZoneInfo(market.timezone if market else timezone))
    shown = Sample(
        message_id=row["message_id"], order_id=row["order_id"] or None, sent_at=row["sent_at_utc"],
        local_time=local.strftime("%Y-%m-%d %H:%M"), marketplace=row["marketplace"] or None,
        channel=row["channel"] or None, agent=row["agent"] or None, tool=row["tool"] or None, role=row["role"] or None,
        subject=reading.subject.text, body="\n\n".join(b.text for b in reading.bodies), language=reading.language,
        marks=tuple(sorted(_marks(reading, findings), key=lambda m: (m.field, m.start, m.end, m.rule))),
    )  # fmt: skip
    return shown, reading.wording


def _marks(reading: Reading, findings: Sequence[Finding]) -> Iterable[Mark]:
    places = _places(reading)
    for finding in findings:
        for item in finding.evidence:
            if not isinstance(item, Excerpt) or item.field not in places:
                continue
            field, offset, name = places[item.field]
            start, end = bisect_left(field.origins, item.start), bisect_left(field.origins, item.end)
            if start < end:
                yield Mark(
                    rule=finding.rule, severity=finding.severity, verdict=finding.verdict, field=name,
                    start=start + offset, end=end + offset,
                )  # fmt: skip


def _places(reading: Reading) -> dict[str, tuple[FieldText, int, str]]:
    """Field name → its text, where that begins in the sample's field, and the sample's field."""
    places = {"subject": (reading.subject, 0, "subject")}
    offset = 0
    for body in reading.bodies:
        places[body.field] = (body, offset, "body")
        offset += len(body.text) + 2
    return places
