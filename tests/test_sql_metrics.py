"""The aggregates for charts, on small tables."""

from datetime import date
from typing import Any

from sql_examples import ORDER, Row, filled
from test_sql_models import OTHER, inbound, outbound

from audit.resources import QUERIES
from audit.store import Store


def metric(store: Store, name: str) -> list[dict[str, Any]]:
    return store.rows((QUERIES / "metrics" / f"{name}.sql").read_text(encoding="utf-8"))


def questions(first: int, last: int, **more: object) -> list[Row]:
    return [inbound(f"b{n:02}", f"01-{n:02}", thread_id=f"t{n}", **more) for n in range(first, last + 1)]


class TestReplyTimes:
    def test_episodes_are_counted_by_local_month(self) -> None:
        messages = [
            inbound("b1", "01-05", thread_id="t1"),
            {"message_id": "m1", "thread_id": "t1", "sent_at": "2026-01-05T14:00:00+00:00"},
            inbound("b2", "01-05", thread_id="t2"), outbound("m2", "01-07", thread_id="t2"),
            inbound("b3", "01-06", thread_id="t3"), inbound("b4", "02-01", thread_id="t4"),
            inbound("b5", "01-06", thread_id="t5", no_response_needed=True),
        ]  # fmt: skip
        with filled(messages=messages) as store:
            found = metric(store, "reply_times")
        assert found == [
            {
                "month": "2026-01", "episodes": 3, "within_limit": 1, "late": 1, "unanswered": 1, "undecided": 0,
                "median_hours": 26.0,
            },
            {
                "month": "2026-02", "episodes": 1, "within_limit": 0, "late": 0, "unanswered": 0, "undecided": 1,
                "median_hours": None,
            },
        ]  # fmt: skip

    def test_half_a_mailbox_is_undecided(self) -> None:
        with filled(messages=questions(1, 9)) as store:
            found = metric(store, "reply_times")
        assert [(row["episodes"], row["unanswered"], row["undecided"]) for row in found] == [(9, 0, 9)]

    def test_the_period_selects(self) -> None:
        with filled(messages=questions(1, 9), period=(date(2026, 1, 8), None)) as store:
            assert metric(store, "reply_times")[0]["episodes"] == 2


class TestRequests:
    def test_repeats_are_those_after_an_orders_first(self) -> None:
        asks = {"acts": ["review_request"]}
        messages = [
            outbound("m1", "01-05", **asks), outbound("m2", "02-05", **asks),
            outbound("m3", "01-06", order_id=OTHER, **asks), outbound("m4", "01-04", delivery_status="blocked", **asks),
        ]  # fmt: skip
        with filled(messages=messages, solicitations=[{"solicited_at": "2026-02-07T10:00:00+00:00"}]) as store:
            found = metric(store, "requests")
        assert found == [
            {"month": "2026-01", "messages": 2, "solicitations": 0, "repeats": 0},
            {"month": "2026-02", "messages": 1, "solicitations": 1, "repeats": 2},
        ]


class TestHalfMailboxes:
    def halves(self, *messages: Row) -> list[dict[str, Any]]:
        with filled(messages=messages) as store:
            return metric(store, "half_mailboxes")

    def test_seven_days_of_questions_without_any_answer(self) -> None:
        found = self.halves(outbound("m0", "01-01"), *questions(2, 8), outbound("m9", "01-20"))
        assert found == [
            {"channel": "", "missing": "outbound", "present": 7, "first": "2026-01-02", "last": "2026-01-08"}
        ]

    def test_six_days_are_no_half_mailbox(self) -> None:
        assert self.halves(outbound("m0", "01-01"), *questions(2, 7), outbound("m9", "01-20")) == []

    def test_four_questions_are_none(self) -> None:
        few = [q for q in questions(2, 9) if q["message_id"] in {"b02", "b04", "b06", "b09"}]
        assert self.halves(outbound("m0", "01-01"), *few, outbound("m9", "01-20")) == []

    def test_a_campaign_of_a_tool_does_not_hide_that_the_answers_are_missing(self) -> None:
        campaign = [outbound(f"m{n}", f"01-{n:02}", thread_id=f"c{n}", channel="tool") for n in range(2, 9)]
        found = self.halves(*questions(2, 8, channel="email"), *campaign)
        assert [(half["channel"], half["missing"], half["present"]) for half in found] == [("email", "outbound", 7)]

    def test_answers_that_go_by_another_channel_are_answers(self) -> None:
        answers = [outbound(f"m{n}", f"01-{n + 1:02}", thread_id=f"t{n}", channel="tool") for n in range(2, 9)]
        assert self.halves(*questions(2, 8, channel="email"), *answers) == []

    def test_a_sent_folder_alone_lacks_the_questions(self) -> None:
        sent = [outbound(f"m{n}", f"01-0{n}", thread_id=f"t{n}", channel="email") for n in range(1, 8)]
        assert [half["missing"] for half in self.halves(*sent)] == ["inbound"]

    def test_a_tools_log_alone_lacks_nothing(self) -> None:
        sent = [outbound(f"m{n}", f"01-0{n}", thread_id=f"t{n}", channel="tool") for n in range(1, 8)]
        assert self.halves(*sent) == []

    def test_a_seller_who_writes_more_than_buyers_do_lacks_nothing(self) -> None:
        sent = [outbound(f"m{n:02}", f"01-{n:02}", thread_id=f"t{n}") for n in range(2, 30)]
        assert self.halves(inbound("b1", "01-01", thread_id="q1"), *sent, inbound("b2", "01-31", thread_id="q2")) == []


class TestLookBack:
    def test_messages_that_need_what_was_sent_before_the_data_are_counted(self) -> None:
        messages = [outbound("m1", "01-05", acts=["review_request"]), outbound("m2", "01-25", order_id=OTHER)]
        orders = [{"purchased_at": "2026-01-01T10:00:00+00:00"}, {"order_id": OTHER}]
        with filled(messages=messages, orders=orders) as store:
            found = {row["rule"]: (row["messages"], row["begins_on"]) for row in metric(store, "look_back")}
        assert found == {"late-message": (1, "2026-01-05"), "repeat-review-request": (1, "2026-01-05")}


def test_scope_groups_and_months_count_the_period() -> None:
    messages = [
        outbound("m1", "01-05", marketplace="Amazon.de", language="de"), outbound("m2", "02-05", language="en"),
        inbound("b1", "02-04"), outbound("m3", "03-01"),
    ]  # fmt: skip
    with filled(messages=messages, period=(None, date(2026, 2, 28))) as store:
        scope, groups, months = metric(store, "scope")[0], metric(store, "groups"), metric(store, "months")
    assert (scope["outbound"], scope["proactive"], scope["replies"], scope["inbound"]) == (2, 1, 1, 1)
    assert scope["outside_period"] == 1
    assert [(row["kind"], row["name"], row["n"]) for row in groups] == [
        ("language", "de", 1), ("language", "en", 1), ("marketplace", "", 1), ("marketplace", "Amazon.de", 1),
        ("policy", "2020-11-06", 2),
    ]  # fmt: skip
    assert months == [{"month": "2026-01", "outbound": 1}, {"month": "2026-02", "outbound": 1}]


def test_one_order_named_by_two_rows_is_one() -> None:
    with filled(orders=[{"order_id": ORDER, "sku": "A"}, {"order_id": ORDER, "sku": "B"}]) as store:
        assert store.count("model.orders") == 1
