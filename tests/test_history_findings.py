"""History rules from file to finding: what belongs to the account, to a buyer's message, to a solicitation."""

from datetime import date
from pathlib import Path

import pytest

from audit import audit
from audit.model.evidence import Reference
from audit.model.result import AuditResult, Finding
from audit.reporting import findings_csv, render_html

DAY = date(2026, 6, 1)
NAMES = (
    "message_id",
    "thread_id",
    "direction",
    "sent_at",
    "order_id",
    "buyer_id",
    "subject",
    "body_text",
    "delivery_status",
)


def order(number: int) -> str:
    return f"302-1111111-{number:07}"


def put(folder: Path, name: str, head: str, rows: list[str]) -> None:
    (folder / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> AuditResult:
    """Forty orders, ten of them refunded; all others were asked for a review. One buyer complains, one opted out."""
    folder = tmp_path_factory.mktemp("account")
    head = "order_id,purchased_at,delivered_at,refunded_at,marketplace,buyer_id"
    put(
        folder, "orders.csv", head,
        [
            f"{order(n)},2026-01-02T10:00:00Z,2026-01-05T10:00:00Z,{'2026-01-07T10:00:00Z' if n < 10 else ''},Amazon.de,b{n}"
            for n in range(40)
        ],
    )  # fmt: skip
    asked = [f"{order(n)},2026-01-12T10:00:00Z,button,sent" for n in range(10, 40)]
    put(folder, "solicitations.csv", "order_id,solicited_at,channel,status", asked)
    named = f"{order(41)} invoice"
    put(
        folder, "messages.csv", ",".join(NAMES),
        [
            f"m1,t1,outbound,2026-01-03T10:00:00Z,{order(41)},b41,{named},Your invoice is attached.,delivered",
            f"b1,t1,inbound,2026-01-04T10:00:00Z,{order(41)},b41,Re: {named},Please stop sending me messages.,",
            f"m2,t2,outbound,2026-01-03T10:00:00Z,{order(42)},b42,{order(42)} invoice,Your invoice is attached.,opted_out",
            f"b2,t3,inbound,2026-03-20T10:00:00Z,{order(43)},b43,Question,How do I clean it?,",
            f"m3,t3,outbound,2026-03-20T12:00:00Z,{order(43)},b43,Re: Question {order(43)},With warm water.,delivered",
        ],
    )  # fmt: skip
    return audit([folder], as_of=DAY)


def found(result: AuditResult, rule: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule]


def test_selective_asking_belongs_to_the_account_and_is_dated_by_the_end_of_the_period(result: AuditResult) -> None:
    (finding,) = found(result, "selective-asking")
    assert (finding.message_id, finding.order_id, finding.thread_id, finding.buyer_key) == (None, None, None, None)
    assert (finding.sent_at, finding.verdict.value, finding.severity.value) == (
        "2026-03-20T23:59:59Z",
        "review",
        "high",
    )
    assert "Of 10 orders" in finding.sentence
    outcome = next(o for o in result.outcomes if o.rule == "selective-asking")
    assert (outcome.unit, outcome.review, outcome.flagged) == ("account", 1, 0)


def test_a_complaint_stands_on_the_buyers_message_and_names_the_message_it_answers(result: AuditResult) -> None:
    (finding,) = found(result, "buyer-complaint")
    assert (finding.message_id, finding.direction, finding.order_id) == ("b1", "inbound", order(41))
    assert [e.id for e in finding.evidence if isinstance(e, Reference)] == ["m1"]
    outcome = next(o for o in result.outcomes if o.rule == "buyer-complaint")
    assert (outcome.unit, outcome.population, outcome.flagged) == ("buyer message", 2, 1)


def test_opted_out_buyers_are_counted_without_blame(result: AuditResult) -> None:
    assert found(result, "undelivered") == []
    assert any("had opted out" in note and "to 1 of the buyers" in note for note in result.notes)


def test_a_solicitation_has_no_message_but_an_order(result: AuditResult) -> None:
    wrong = [f for f in result.findings if f.order_id == order(10)]
    assert all(f.message_id is None and f.sent_at == "2026-01-12T10:00:00Z" for f in wrong)


def test_what_belongs_to_no_message_can_be_shown(result: AuditResult) -> None:
    assert "Unhappy buyers asked for reviews less often" in render_html(result)
    assert "selective-asking" in findings_csv(result)


def test_an_account_without_any_message_is_not_checked_for_selective_asking(tmp_path: Path) -> None:
    put(tmp_path, "orders.csv", "order_id,purchased_at", [f"{order(1)},2026-01-02T10:00:00Z"])
    outcome = next(o for o in audit([tmp_path], as_of=DAY).outcomes if o.rule == "selective-asking")
    assert (outcome.status.value, outcome.not_checked) == ("not_checked", 1)
