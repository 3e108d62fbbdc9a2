"""Import of refunds and spend."""

from decimal import Decimal

import pytest
from fixture_types import ImportText, Rows

from etl.importing import Counts

ORDERS = ("id,customer_id,ordered_at,gross_amount", "o1,c1,2026-10-01T10:00:00-04:00,50.00")
REFUNDS = "id,order_id,refunded_at,amount"
SPEND = "day,channel,campaign,amount,impressions,clicks,conversions"


def test_a_refund_waits_for_its_order(import_text: ImportText, rows: Rows) -> None:
    """A refund that arrives before its order is not lost and not counted before its time."""
    held = import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,20")
    assert held.counts == Counts(1, new=0, changed=0, same=0, held=1, refused=0)

    summary = import_text("orders", *ORDERS)

    assert summary.refunds == Counts(1, new=1, changed=0, same=0, held=0, refused=0)
    assert rows("SELECT id, amount FROM refunds") == [("r1", Decimal(20))]
    assert rows("SELECT count(*) FROM held_refunds") == [(0,)]


def test_a_held_refund_that_proves_too_large_is_refused_when_its_order_comes(
    import_text: ImportText, rows: Rows
) -> None:
    """Waiting does not let an impossible refund in by the back door."""
    import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,70")

    summary = import_text("orders", *ORDERS)

    assert summary.refusals == ((0, "amount 70 is more than the order's gross_amount 50.00"),)
    assert rows("SELECT count(*) FROM refunds") == [(0,)]


def test_what_a_newer_file_says_of_a_held_refund_counts(import_text: ImportText, rows: Rows) -> None:
    """A refund corrected while it waits arrives corrected, once."""
    import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,20")
    import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,25")

    import_text("orders", *ORDERS)

    assert rows("SELECT amount FROM refunds") == [(Decimal(25),)]


@pytest.mark.parametrize(
    ("lines", "taken", "reason"),
    [
        (["r1,o1,2026-10-05T10:00Z,50.01"], [], "amount 50.01 is more than the order's gross_amount 50.00"),
        (
            ["r1,o1,2026-10-05T10:00Z,30", "r2,o1,2026-10-06T10:00Z,30"],
            ["r1"],
            "the refunds of order o1 would come to 60, more than its gross_amount 50.00",
        ),
        (["r1,o1,2026-10-05T10:00Z,60", "r2,o1,2026-10-06T10:00Z,30"], ["r2"], "amount 60 is more than"),
        (["r1,o1,2026-10-05T10:00Z,0"], [], "amount '0' must be more than 0"),
        (["r1,o1,2026-10-05T10:00Z,-3"], [], "amount '-3' is negative"),
    ],
)
def test_refunds_never_exceed_their_order(
    import_text: ImportText, rows: Rows, lines: list[str], taken: list[str], reason: str
) -> None:
    """Net revenue can't be pulled below zero by refunds that can't be."""
    import_text("orders", *ORDERS)

    import_text("refunds", REFUNDS, *lines)

    assert [row[0] for row in rows("SELECT id FROM refunds ORDER BY id")] == taken
    assert reason in str(rows("SELECT reason FROM rejected_rows"))


def test_a_refund_to_the_last_cent_is_taken(import_text: ImportText) -> None:
    """The boundary belongs to the good side: a full refund in two parts."""
    import_text("orders", *ORDERS)

    summary = import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,49.99", "r2,o1,2026-10-06T10:00Z,0.01")

    assert summary.counts.new == 2


def test_earlier_refunds_count_towards_the_limit(import_text: ImportText) -> None:
    """The limit holds over several files."""
    import_text("orders", *ORDERS)
    import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,30")

    assert import_text("refunds", REFUNDS, "r2,o1,2026-10-05T10:00Z,30").counts.refused == 1
    assert import_text("refunds", REFUNDS, "r1,o1,2026-10-05T10:00Z,45").counts.changed == 1


def test_spend_is_one_row_a_day_channel_and_campaign(import_text: ImportText, rows: Rows) -> None:
    """Two campaigns of a day both count; the same one sent again replaces itself."""
    import_text("spend", SPEND, "2026-10-01,meta,a,10.5,100,10,1", "2026-10-01,meta,b,20,200,20,2")

    summary = import_text("spend", SPEND, "2026-10-01,meta,a,11.5,100,10,1")

    assert summary.counts.changed == 1
    assert rows("SELECT sum(amount) FROM spend") == [(Decimal("31.5"),)]


def test_spend_takes_the_names_that_ad_accounts_use(import_text: ImportText, rows: Rows) -> None:
    """An export with date and spend needs no renaming, and no campaign."""
    import_text("spend", "date,channel,spend", "2026-10-01,Meta,2180.300001853")

    assert rows("SELECT campaign, amount, impressions FROM spend") == [("", Decimal("2180.300001853"), 0)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-02-29,meta,a,10,1,1,1", "day '2026-02-29' is not a day such as 2026-11-22"),
        ("2026-10-01,meta,a,10,1.5,1,1", "impressions '1.5' is not a whole number of 0 or more"),
        ("2026-10-01,,a,10,1,1,1", "channel is empty"),
    ],
)
def test_wrong_spend_is_refused(import_text: ImportText, rows: Rows, row: str, reason: str) -> None:
    """A wrong cell does not become a number."""
    import_text("spend", SPEND, row)

    assert rows("SELECT reason FROM rejected_rows") == [(reason,)]
