"""Order-side reports: what their columns mean, and how facts of several files come together."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from audit import check, import_files, open_store
from audit.importers.days import DayError, Spelling, moment, shows_day_first
from audit.resources import SAMPLE_DATA
from audit.showing import show_record
from audit.store import Store

FEEDBACK = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n"


def orders(store: Store, order: str) -> dict[str, Any]:
    return store.text_rows("select * from model.orders where order_id = ?", [order])[0]


class TestOrderReport:
    def test_later_rows_of_an_order_belong_to_it(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "order-report" / "new-orders-2026-03.txt"])
            rows = store.text_rows("select * from order_rows where order_id = '026-4410027-8830051' order by sku")
        assert [row["sku"] for row in rows] == ["LID-3L", "POT-3L", "SPOON"]
        assert {row["purchased_at"] for row in rows} == {"2026-03-28T22:41:07+00:00"}
        assert {row["buyer_id"] for row in rows} == {"k7w2mpx9q4tz@marketplace.amazon.co.uk"}
        assert all("Ada" not in row["extra"] for row in rows)

    def test_the_end_of_an_agreed_delivery_is_the_promise(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "order-report"])
            found = orders(store, "026-5510038-9940062")
        assert (found["completed_by"], found["completed_at"]) == ("promised", "2026-04-09T11:00:00+00:00")

    def test_the_poorer_report_takes_nothing_away(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "order-report"])
            both, alone = orders(store, "026-4410027-8830051"), orders(store, "026-7710050-1160084")
        assert (both["marketplace"], both["buyer_id"]) == ("Amazon.co.uk", "k7w2mpx9q4tz@marketplace.amazon.co.uk")
        assert (both["is_underway"], alone["is_underway"], alone["fulfilment"]) == (True, True, "merchant")


class TestFulfilledShipments:
    def test_the_last_of_two_shipments_of_an_item_decides(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "fulfilled-shipments"])
            found = orders(store, "114-2203318-5521077")
        assert (found["completed_by"], found["completed_at"]) == ("promised", "2026-02-13T04:00:00+00:00")
        assert (found["fulfilment"], found["marketplace"]) == ("amazon", "Amazon.com")

    def test_without_an_estimate_the_dispatch_counts_with_its_offset(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "fulfilled-shipments"])
            found = orders(store, "114-3304429-6632088")
        assert (found["completed_by"], found["completed_at"]) == ("shipped", "2026-02-04T09:00:00+00:00")

    def test_chinese_headers_and_halves_of_the_day_are_read(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "fulfilled-shipments"])
            found = orders(store, "114-5506641-8854100")
        assert (found["shipped_at"], found["promised_at"]) == ("2026-02-07T15:05:00+00:00", "2026-02-10T20:00:00+00:00")

    def test_a_return_of_another_file_joins_the_order(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "fulfilled-shipments", SAMPLE_DATA / "fba-returns"])
            found = orders(store, "114-2203318-5521077")
        assert found["returned_at"] == "2026-03-05T15:31:40+00:00"
        assert found["completed_by"] == "promised"


class TestSellerFeedback:
    def left(self, path: Path, **more: str) -> list[str]:
        with open_store() as store:
            import_files(store, [path], **more)
            return [row["left_at"] for row in store.text_rows("select left_at from feedback order by order_id")]

    def test_one_day_above_twelve_tells_the_order_of_all(self) -> None:
        assert [at[:10] for at in self.left(SAMPLE_DATA / "seller-feedback" / "us.txt")] == ["2026-10-21", "2026-11-06"]

    def test_an_unclear_day_needs_the_marketplace(self) -> None:
        unclear = SAMPLE_DATA / "seller-feedback" / "unclear.txt"
        assert self.left(unclear) == []
        assert self.left(unclear, marketplace="Amazon.com") == ["2026-05-12T06:59:59+00:00"]
        assert self.left(unclear, marketplace="Amazon.co.uk") == ["2026-11-05T23:59:59+00:00"]

    def test_the_orders_tell_the_marketplace_though_they_are_read_with_the_feedback(self, tmp_path: Path) -> None:
        (tmp_path / "a-feedback.txt").write_text(f"{FEEDBACK}5/11/26\t2\t\t\t026-4410027-8830051\t\n", encoding="utf-8")
        report = (SAMPLE_DATA / "order-report" / "new-orders-2026-03.txt").read_bytes()
        (tmp_path / "z-orders.txt").write_bytes(report)
        assert self.left(tmp_path) == ["2026-11-05T23:59:59+00:00"]

    def test_the_raters_address_is_not_kept(self) -> None:
        with open_store() as store:
            import_files(store, [SAMPLE_DATA / "seller-feedback"])
            assert all("@" not in row["extra"] for row in store.rows("select extra from feedback"))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2026-03-28T22:41:07+00:00", "2026-03-28T22:41:07+00:00"),
        ("28-03-2026T22:41:07+ 00 :00", "2026-03-28T22:41:07+00:00"),
        ("03-28-2026", "2026-03-28T22:59:59+00:00"),
        ("28.03.2026 22:41", "2026-03-28T21:41:00+00:00"),
        ("28.3.26", "2026-03-28T22:59:59+00:00"),
        ("05-Jan-2026", "2026-01-05T22:59:59+00:00"),
        ("2026/03/28 10:41:07 PM -0700", "2026-03-29T05:41:07+00:00"),
        ("2026年3月28日 下午10:41:07", "2026-03-28T21:41:07+00:00"),
        ("03/04/2026", "2026-04-03T21:59:59+00:00"),
    ],
)
def test_days_are_read_as_they_are_meant(text: str, want: str) -> None:
    assert moment(text, Spelling("Amazon.de"), None).isoformat() == want


@pytest.mark.parametrize(
    "text", ["", "soon", "31-02-2026", "40/40/2026", "2026-13-01", "05-Foo-2026", "28.03.2026 25:00", "03/04/26"]
)
def test_what_is_no_day_or_two_days_is_said(text: str) -> None:
    with pytest.raises(DayError):
        moment(text, Spelling(), None)


def test_a_day_and_a_month_of_the_same_number_are_one_day() -> None:
    assert moment("04/04/26", Spelling(), "UTC") == datetime(2026, 4, 4, 23, 59, 59, tzinfo=UTC)


def test_columns_that_contradict_themselves_show_nothing() -> None:
    assert shows_day_first(["13/1/26", "1/2/26"]) is True
    assert shows_day_first(["1/13/26"]) is False
    assert shows_day_first(["1/13/26", "13/1/26"]) is None


def test_show_names_file_and_row_of_every_fact_of_an_order(tmp_path: Path) -> None:
    place = tmp_path / "s.duckdb"
    with open_store(place) as store:
        import_files(store, [SAMPLE_DATA / "fulfilled-shipments", SAMPLE_DATA / "fba-returns"])
    shown = show_record(place, "order", "114-2203318-5521077").splitlines()
    assert "completed_by: promised" in shown
    assert "promised_at: 2026-02-13T04:00:00Z (item LAMP-S), from fulfilled-shipments/2026-02.txt, row 2" in shown
    assert "returned_at: 2026-03-05T15:31:40Z (item LAMP-S), from fba-returns/2026-03.txt, row 1" in shown


def test_show_tells_what_happened_around_an_order(tmp_path: Path) -> None:
    place = tmp_path / "s.duckdb"
    with open_store(place) as store:
        import_files(store, [SAMPLE_DATA / "demo"])
        check(store, as_of=date(2026, 10, 5))
        order = store.rows("select order_id from feedback order by order_id")[0]["order_id"]
    happened = [line for line in show_record(place, "order", order).splitlines() if line.startswith("20")]
    assert happened == sorted(happened)
    assert any("feedback of" in line and "from feedback.csv, row" in line for line in happened)
