"""The views that rules read, on small tables."""

from datetime import date
from typing import Any

import pytest
from sql_examples import ORDER, Row, filled

from audit.store import Store

OTHER = "302-7654321-1234567"


def inbound(name: str, day: str, **more: object) -> Row:
    return {"message_id": name, "direction": "inbound", "sent_at": f"2026-{day}T10:00:00+00:00", **more}


def outbound(name: str, day: str, **more: object) -> Row:
    return {**inbound(name, day, **more), "direction": "outbound"}


def column(store: Store, view: str, name: str, key: str = "message_id") -> dict[str, Any]:
    text = f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')" if name.endswith("_at") else name
    return {row["k"]: row["v"] for row in store.rows(f"select {key} as k, {text} as v from model.{view} order by k")}


class TestOrders:
    def one(self, *rows: Row) -> dict[str, Any]:
        with filled(orders=rows) as store:
            found = store.rows("select * exclude (sku) replace (completed_at::date as completed_at) from "
                               "(select *, '' as sku from model.orders)")  # fmt: skip
        assert len(found) == 1
        return found[0]

    def test_facts_of_several_files_are_joined(self) -> None:
        found = self.one(
            {"sku": "A", "marketplace": "Amazon.de", "status": "shipped", "file_id": 1},
            {
                "sku": "A",
                "purchased_at": None,
                "shipped_at": "2026-01-03T10:00:00+00:00",
                "fulfilment": "amazon",
                "file_id": 2,
            },
            {"purchased_at": None, "buyer_language": "fr", "file_id": 3},
        )
        assert (found["marketplace"], found["fulfilment"], found["buyer_language"]) == ("Amazon.de", "amazon", "fr")
        assert (found["completed_by"], found["completed_at"]) == ("shipped", date(2026, 1, 3))

    @pytest.mark.parametrize(
        ("known", "by"),
        [
            ({"delivered_at": 5, "promised_at": 9, "shipped_at": 3}, "delivered"),
            ({"promised_at": 9, "shipped_at": 3}, "promised"),
            ({"shipped_at": 3}, "shipped"),
            ({}, "purchased"),
        ],
    )
    def test_completion_goes_by_the_best_date(self, known: dict[str, int], by: str) -> None:
        assert self.one({k: f"2026-01-0{day}T10:00:00+00:00" for k, day in known.items()})["completed_by"] == by

    def test_an_order_without_any_date_is_completed_by_nothing(self) -> None:
        found = self.one({"purchased_at": None})
        assert (found["completed_by"], found["completed_at"]) == ("", None)

    def test_the_latest_status_that_says_something_wins(self) -> None:
        found = self.one(
            {"status": "pending", "updated_at": "2026-01-01T10:00:00+00:00"},
            {"status": "shipped", "updated_at": "2026-01-04T10:00:00+00:00"},
            {"status": "", "updated_at": "2026-01-08T10:00:00+00:00"},
        )
        assert found["status"] == "shipped"

    @pytest.mark.parametrize(
        "status", ["Pending", "unshipped", "Back-Ordered", "PartiallyShipped", "pending availability"]
    )
    def test_an_order_that_is_not_sent_yet_is_under_way(self, status: str) -> None:
        assert self.one({"status": status})["is_underway"]

    @pytest.mark.parametrize("status", ["", "shipped", "delivered", "cancelled"])
    def test_any_other_order_is_not(self, status: str) -> None:
        assert not self.one({"status": status})["is_underway"]

    def test_a_delivered_order_is_not_under_way_whatever_its_status(self) -> None:
        assert not self.one({"status": "unshipped", "delivered_at": "2026-01-05T10:00:00+00:00"})["is_underway"]

    def test_a_status_from_before_the_dispatch_is_out_of_date(self) -> None:
        old = {"status": "unshipped", "updated_at": "2026-01-02T10:00:00+00:00"}
        assert not self.one(old, {"shipped_at": "2026-01-03T10:00:00+00:00"})["is_underway"]


class TestRoles:
    def roles(self, *messages: Row) -> dict[str, Any]:
        with filled(messages=messages) as store:
            return column(store, "messages", "role")

    def test_an_answer_within_14_times_24_hours_is_a_reply(self) -> None:
        found = self.roles(
            inbound("b1", "01-01"), outbound("m1", "01-02"), outbound("m2", "01-15"),
            {"message_id": "m3", "sent_at": "2026-01-15T10:00:00.000001+00:00"},
        )  # fmt: skip
        assert found == {"b1": "", "m1": "reply", "m2": "reply", "m3": "proactive"}

    def test_the_14_days_count_from_the_latest_message_of_the_buyer(self) -> None:
        found = self.roles(inbound("b1", "01-01"), inbound("b2", "01-10"), outbound("m1", "01-20"))
        assert found["m1"] == "reply"

    def test_what_the_buyer_writes_later_makes_no_reply(self) -> None:
        assert self.roles(outbound("m1", "01-01"), inbound("b1", "01-02"))["m1"] == "proactive"

    def test_what_a_buyer_writes_in_another_thread_makes_no_reply(self) -> None:
        assert self.roles(inbound("b1", "01-01", thread_id="t2"), outbound("m1", "01-02"))["m1"] == "proactive"

    def test_at_the_same_second_the_buyer_wrote_first(self) -> None:
        assert self.roles(inbound("z", "01-01"), outbound("a", "01-01"))["a"] == "reply"

    def test_the_days_stay_24_hours_when_the_clocks_change(self) -> None:
        found = self.roles(
            inbound("b1", "03-20", marketplace="Amazon.de"), outbound("m1", "04-03", marketplace="Amazon.de"),
            {"message_id": "m2", "marketplace": "Amazon.de", "sent_at": "2026-04-03T10:30:00+00:00"},
        )  # fmt: skip
        assert (found["m1"], found["m2"]) == ("reply", "proactive")


class TestContext:
    def test_praise_counts_from_the_latest_message_and_a_problem_for_good(self) -> None:
        messages = [
            inbound("b1", "01-01", acts=["problem"]), outbound("m1", "01-02"),
            inbound("b2", "01-03", acts=["praise"]), outbound("m2", "01-04"),
            inbound("b3", "01-05", acts=["praise", "problem"]), outbound("m3", "01-06"),
        ]  # fmt: skip
        with filled(messages=messages) as store:
            assert column(store, "messages", "after_problem") == {
                "b1": False, "b2": False, "b3": False, "m1": True, "m2": True, "m3": True,
            }  # fmt: skip
            praise = column(store, "messages", "after_praise")
            before = column(store, "messages", "previous_message_id")
        assert (praise["m1"], praise["m2"], praise["m3"]) == (False, True, False)
        assert (before["m1"], before["m2"], before["m3"]) == ("b1", "b2", "b3")

    def test_a_review_that_the_buyer_once_spoke_of_is_remembered_in_the_thread(self) -> None:
        messages = [
            outbound("m0", "01-01"), inbound("b1", "01-02", acts=["review_told"]), outbound("m1", "01-03"),
            inbound("b2", "01-04", acts=["thanks"]), outbound("m2", "01-05"),
        ]  # fmt: skip
        with filled(messages=messages) as store:
            told = column(store, "messages", "after_review")
        assert (told["m0"], told["m1"], told["m2"]) == (False, True, True)

    def test_who_asks_how_to_review_has_left_none(self) -> None:
        messages = [inbound("b1", "01-02", acts=["review_told", "ask_review"]), outbound("m1", "01-03")]
        with filled(messages=messages) as store:
            assert not column(store, "messages", "after_review")["m1"]

    def test_praise_of_long_ago_makes_no_reply_to_praise(self) -> None:
        with filled(messages=[inbound("b1", "01-01", acts=["praise"]), outbound("m1", "02-02")]) as store:
            assert not column(store, "messages", "after_praise")["m1"]


class TestLanguages:
    def languages(self, *messages: Row, orders: tuple[Row, ...] = ()) -> tuple[str, str]:
        with filled(messages=messages, orders=orders) as store:
            return column(store, "messages", "buyer_language")["m1"], column(store, "messages", "buyer_language_basis")[
                "m1"
            ]

    def test_a_told_preference_comes_first(self) -> None:
        buyer = inbound("b1", "01-01", language="fr")
        assert self.languages(buyer, outbound("m1", "01-02", buyer_language="pt-BR")) == ("pt", "known")
        assert self.languages(buyer, outbound("m1", "01-02"), orders=({"buyer_language": "it_IT"},)) == ("it", "known")

    def test_then_the_language_of_most_of_the_buyers_messages_in_the_thread(self) -> None:
        buyer = [inbound(f"b{n}", f"01-0{n}", language=code) for n, code in enumerate(("fr", "fr", "de", ""), 1)]
        assert self.languages(*buyer, outbound("m1", "01-09", marketplace="Amazon.de")) == ("fr", "messages")

    def test_the_thread_outweighs_what_the_buyer_writes_elsewhere(self) -> None:
        other = [inbound(f"o{n}", f"01-0{n}", language="de", buyer_id="b", thread_id=f"t{n + 1}") for n in range(1, 4)]
        buyer = inbound("b1", "01-01", language="fr", buyer_id="b")
        assert self.languages(*other, buyer, outbound("m1", "01-09", buyer_id="b")) == ("fr", "messages")

    def test_then_of_the_buyers_other_messages(self) -> None:
        buyer = inbound("b1", "01-01", language="fr", buyer_id="b", thread_id="t2")
        assert self.languages(buyer, outbound("m1", "01-02", buyer_id="b")) == ("fr", "messages")

    def test_of_as_many_messages_the_latest_decides(self) -> None:
        buyer = [inbound("b1", "01-01", language="fr"), inbound("b2", "01-02", language="de")]
        assert self.languages(*buyer, outbound("m1", "01-09")) == ("de", "messages")

    def test_then_the_marketplaces_default(self) -> None:
        assert self.languages(outbound("m1", "01-02", marketplace="Amazon.fr")) == ("fr", "marketplace")

    def test_else_it_is_unknown(self) -> None:
        assert self.languages(outbound("m1", "01-02")) == ("", "")


class TestDays:
    def test_the_zone_is_the_marketplaces_else_the_orders_else_the_accounts(self) -> None:
        late = "2026-01-10T23:30:00+00:00"
        messages = [
            {"message_id": "m1", "sent_at": late, "marketplace": "Amazon.com"},
            {"message_id": "m2", "sent_at": late},
            {"message_id": "m3", "sent_at": late, "order_id": OTHER},
        ]
        with filled(messages=messages, orders=[{"marketplace": "Amazon.de"}], timezone="Asia/Tokyo") as store:
            zones = column(store, "messages", "zone")
            days = column(store, "messages", "local_day")
        assert zones == {"m1": "America/Los_Angeles", "m2": "Europe/Berlin", "m3": "Asia/Tokyo"}
        assert (days["m1"], days["m2"]) == (date(2026, 1, 10), date(2026, 1, 11))

    def test_the_policy_version_goes_by_the_local_day(self) -> None:
        sent = {"sent_at": "2020-11-05T23:30:00+00:00"}
        messages = [{"message_id": "m1", **sent, "marketplace": "Amazon.de"}, {"message_id": "m2", **sent}]
        with filled(messages=messages) as store:
            assert column(store, "messages", "policy") == {"m1": "2020-11-06", "m2": "older"}

    def test_the_period_takes_both_its_days(self) -> None:
        messages = [outbound(f"m{n}", f"01-0{n}") for n in range(1, 6)]
        with filled(messages=messages, period=(date(2026, 1, 2), date(2026, 1, 4))) as store:
            found = column(store, "messages", "in_period")
        assert [name for name, inside in found.items() if inside] == ["m2", "m3", "m4"]

    def test_messages_are_there_before_any_check_was_asked_for(self) -> None:
        with filled(messages=[outbound("m1", "01-01")]) as store:
            store.execute("delete from settings")
            assert column(store, "messages", "zone") == {"m1": "UTC"}


class TestLinks:
    def test_a_message_without_order_belongs_to_its_threads_else_to_the_one_it_names(self) -> None:
        messages = [
            inbound("b1", "01-01"), outbound("m1", "01-02", order_id="", order_ids=[OTHER]),
            outbound("m2", "01-02", thread_id="t2", order_id="", order_ids=[OTHER]),
            outbound("m3", "01-02", thread_id="t3", order_id="", order_ids=[OTHER, ORDER]),
        ]  # fmt: skip
        with filled(messages=messages) as store:
            assert column(store, "messages", "linked_order_id") == {"b1": ORDER, "m1": ORDER, "m2": OTHER, "m3": ""}

    def test_a_thread_about_two_orders_links_nothing(self) -> None:
        messages = [
            inbound("b1", "01-01"),
            inbound("b2", "01-01", order_id=OTHER),
            outbound("m1", "01-02", order_id=""),
        ]
        with filled(messages=messages) as store:
            assert column(store, "messages", "linked_order_id")["m1"] == ""


class TestDelivery:
    def statuses(self, *notices: Row, messages: tuple[Row, ...] = ()) -> dict[str, Any]:
        default = (outbound("m1", "01-05"), outbound("m2", "01-08"), outbound("m3", "01-08", order_id=OTHER))
        with filled(messages=messages or default, notices=notices) as store:
            return {name: status for name, status in column(store, "messages", "delivery_status").items() if status}

    def test_a_notice_is_about_the_message_that_it_names(self) -> None:
        assert self.statuses({"message_id": "m1", "order_id": OTHER}) == {"m1": "blocked"}

    def test_else_about_the_latest_message_of_the_order_before_it(self) -> None:
        assert self.statuses({"order_id": ORDER}) == {"m2": "blocked"}
        assert self.statuses({"order_id": ORDER, "noticed_at": "2026-01-07T10:00:00+00:00"}) == {"m1": "blocked"}

    def test_the_day_that_it_names_decides(self) -> None:
        assert self.statuses({"order_id": ORDER, "sent_on": "2026-01-05"}) == {"m1": "blocked"}
        assert self.statuses({"order_id": ORDER, "sent_on": "2026-01-07"}) == {"m2": "blocked"}
        assert self.statuses({"order_id": ORDER, "sent_on": "2026-01-02"}) == {}

    def test_else_about_the_latest_message_to_the_buyer(self) -> None:
        messages = (outbound("m1", "01-05", buyer_id="b"), outbound("m2", "01-06", buyer_id="c"))
        assert self.statuses({"buyer_id": "b", "status": "opted_out"}, messages=messages) == {"m1": "opted_out"}

    def test_a_notice_outweighs_what_a_helpdesk_believes(self) -> None:
        messages = (outbound("m1", "01-05", delivery_status="delivered"),)
        assert self.statuses({"order_id": ORDER, "status": "restricted"}, messages=messages) == {"m1": "restricted"}

    def test_two_notices_about_one_message_leave_one_message(self) -> None:
        with filled(messages=[outbound("m1", "01-05")], notices=[{"message_id": "m1"}, {"order_id": ORDER}]) as store:
            assert store.count("model.messages") == 1

    @pytest.mark.parametrize(("status", "is_delivered"), [("", True), ("unknown", True), ("opted_out", False)])
    def test_only_what_amazon_held_back_is_not_delivered(self, status: str, is_delivered: bool) -> None:
        with filled(messages=[outbound("m1", "01-05", delivery_status=status)]) as store:
            assert column(store, "messages", "is_delivered")["m1"] is is_delivered


class TestRequests:
    def test_undelivered_requests_are_there_and_say_so(self) -> None:
        asks = {"acts": ["review_request"]}
        messages = [outbound("m1", "01-05", **asks), outbound("m2", "01-06", delivery_status="blocked", **asks)]
        with filled(messages=messages, solicitations=[{"status": "refused"}]) as store:
            assert column(store, "requests", "is_delivered", "subject_id") == {"m1": True, "m2": False}

    def test_a_button_has_the_orders_marketplace_and_buyer(self) -> None:
        orders = [{"marketplace": "Amazon.com", "buyer_id": "b"}]
        clicks = [{"solicited_at": "2026-01-12T03:00:00+00:00"}]
        with filled(orders=orders, solicitations=clicks) as store:
            found = store.rows("select subject_id, marketplace, buyer_id, local_day, kind from model.requests")
        assert found == [
            {
                "subject_id": f"{ORDER}@2026-01-12T03:00:00Z", "marketplace": "Amazon.com", "buyer_id": "b",
                "local_day": date(2026, 1, 11), "kind": "solicitation",
            }
        ]  # fmt: skip


def test_every_message_is_in_the_view_once() -> None:
    messages = [outbound("m1", "01-01"), inbound("b1", "01-01"), inbound("b2", "01-01", buyer_id="b", language="de")]
    with filled(messages=messages, orders=[{"sku": "A"}, {"sku": "B"}]) as store:
        assert [row["message_id"] for row in store.rows("select message_id from model.messages order by 1")] == [
            "b1", "b2", "m1",
        ]  # fmt: skip


def test_models_give_the_same_rows_in_the_same_order_twice() -> None:
    messages = [inbound(f"b{n}", "01-01", language=("de", "fr")[n % 2]) for n in range(20)]
    with filled(messages=[*messages, outbound("m1", "01-02")]) as store:
        first = store.rows("select * from model.messages order by message_id")
        assert store.rows("select * from model.messages order by message_id") == first
        assert next(row for row in first if row["message_id"] == "m1")["previous_message_id"] == "b9"
