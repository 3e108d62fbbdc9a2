"""Import of orders: every row is accounted for, and what can't be taken says why."""

from decimal import Decimal

import pytest
from fixture_types import ImportText, Rows

from etl.importing import Counts
from etl.unknown_channels import UnknownChannel

HEADER = "id,customer_id,ordered_at,gross_amount,cogs,currency,channel,subscription_id,interval_months"
GOOD = "o1,c1,2026-10-01T10:00:00-04:00,50.00,20.00,CAD,meta,,"


def test_a_good_row_is_taken_as_it_stands(import_text: ImportText, rows: Rows) -> None:
    """A row that follows the contract arrives with its amount to the cent and its moment to the second."""
    summary = import_text("orders", HEADER, GOOD)

    assert summary.counts == Counts(read=1, new=1, changed=0, same=0, held=0, refused=0)
    query = "SELECT id, gross_amount, ordered_at = '2026-10-01 14:00:00Z', channel, subscription_id FROM orders"
    assert rows(query) == [("o1", Decimal("50.00"), True, "meta", None)]


def test_importing_a_file_again_changes_nothing(import_text: ImportText) -> None:
    """A file sent twice is not counted twice."""
    import_text("orders", HEADER, GOOD)

    assert import_text("orders", HEADER, GOOD).counts == Counts(1, new=0, changed=0, same=1, held=0, refused=0)


def test_a_changed_row_changes_the_order(import_text: ImportText, rows: Rows) -> None:
    """A corrected amount replaces the old one."""
    import_text("orders", HEADER, GOOD)

    summary = import_text("orders", HEADER, GOOD.replace("50.00", "55.00"))

    assert summary.counts == Counts(1, new=0, changed=1, same=0, held=0, refused=0)
    assert rows("SELECT gross_amount FROM orders") == [(Decimal("55.00"),)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (GOOD.replace("o1,", ",", 1), "id is empty"),
        (GOOD.replace("-04:00", ""), "ordered_at '2026-10-01T10:00:00' has no time zone: write an offset"),
        (GOOD.replace("2026-10-01T", "2026-13-01T"), "is not a time such as 2026-11-22T09:30:00-05:00"),
        (GOOD.replace("2026-10-01T", "2026-02-30T"), "is not a time such as"),
        (GOOD.replace("2026-10-01T10:00:00-04:00", "01/10/2026 10:00"), "is not a time such as"),
        (GOOD.replace("-04:00", "+25:00"), "is not a time such as"),
        (GOOD.replace("50.00", "-50.00"), "gross_amount '-50.00' is negative"),
        (GOOD.replace("50.00", "$50"), "gross_amount '$50' is not a plain amount such as 1234.50"),
        (GOOD.replace("50.00", '"1,250.00"'), "gross_amount '1,250.00' is not a plain amount"),
        (GOOD.replace("50.00", "NaN"), "gross_amount 'NaN' is not a plain amount"),
        (GOOD.replace("50.00", "٥٠"), "is not a plain amount"),
        (GOOD.replace("CAD", "USD"), "currency is 'USD', not the company's CAD"),
        (GOOD.replace("meta,,", "meta,s1,0"), "interval_months '0' is not a whole number of 1 or more"),
        (GOOD.replace("meta,,", "meta,,3"), "interval_months is set on an order without a subscription"),
        (GOOD.replace("c1", "   x   ".replace("x", " ")), "customer_id is"),
        (GOOD.replace("c1", "c" * 501), "customer_id is longer than 500 characters"),
        (GOOD.replace("c1", "c\0"), "customer_id holds a NUL byte"),
        (GOOD + ",extra", "the row has 10 fields, the header 9"),
    ],
)
def test_a_wrong_row_is_refused_with_line_and_reason(
    import_text: ImportText, rows: Rows, row: str, reason: str
) -> None:
    """One wrong row does not cost the good ones, and it can be found and mended."""
    other = GOOD.replace("o1", "o2")

    summary = import_text("orders", HEADER, other, row)

    assert summary.counts == Counts(2, new=1, changed=0, same=0, held=0, refused=1)
    assert rows("SELECT id FROM orders") == [("o2",)]
    [(line, kept)] = rows("SELECT line, reason FROM rejected_rows")
    assert line == 3
    assert reason in str(kept)


def test_the_refused_row_itself_is_kept(import_text: ImportText, rows: Rows) -> None:
    """What was refused can be read as it came, under its column names."""
    import_text("orders", HEADER, GOOD.replace("CAD", "USD"))

    assert rows("SELECT row->>'id', row->>'currency', source, file FROM rejected_rows") == [
        ("o1", "USD", "orders", "file.csv")
    ]


def test_lines_are_those_of_the_file(import_text: ImportText, rows: Rows) -> None:
    """Blank lines and line breaks inside quotes do not shift the lines that refusals name."""
    quoted = GOOD.replace("o1", "o2").replace("c1", '"c\n1"')

    import_text("orders", HEADER, "", quoted, GOOD.replace("CAD", "EUR"))

    assert rows("SELECT line FROM rejected_rows") == [(5,)]


def test_a_repeated_line_counts_once(import_text: ImportText, rows: Rows) -> None:
    """An export with a line twice does not double the order."""
    summary = import_text("orders", HEADER, GOOD, GOOD)

    assert summary.counts == Counts(2, new=1, changed=0, same=1, held=0, refused=0)
    assert rows("SELECT count(*) FROM orders") == [(1,)]


def test_two_lines_that_contradict_each_other_are_not_guessed_between(import_text: ImportText, rows: Rows) -> None:
    """The first stands, the second is refused and names the line it contradicts."""
    summary = import_text("orders", HEADER, GOOD, GOOD.replace("50.00", "60.00"))

    assert summary.counts == Counts(2, new=1, changed=0, same=0, held=0, refused=1)
    assert rows("SELECT reason FROM rejected_rows") == [("line 2 has the same key and other values",)]


def test_absent_columns_take_their_defaults(import_text: ImportText, rows: Rows) -> None:
    """A short export is enough: company currency, no cost, channel other."""
    import_text("orders", "order_id,customer_id,ordered_at,gross_amount", "o1,c1,2026-10-01 10:00:00Z,5")

    assert rows("SELECT currency, cogs, channel, interval_months FROM orders") == [("CAD", Decimal(0), "other", None)]


def test_a_file_without_a_column_leaves_that_column_alone(import_text: ImportText, rows: Rows) -> None:
    """A later, shorter export does not wipe out costs and channels that are known."""
    import_text("orders", HEADER, GOOD)

    summary = import_text("orders", "id,customer_id,ordered_at,gross_amount", "o1,c1,2026-10-01T10:00:00-04:00,51")

    assert summary.counts.changed == 1
    assert rows("SELECT gross_amount, cogs, channel FROM orders") == [(Decimal(51), Decimal("20.00"), "meta")]


def test_inline_refunds_become_refunds(import_text: ImportText, rows: Rows) -> None:
    """An export that carries the refund in the order's line loses neither."""
    header = "order_id,customer_id,ordered_at,gross_amount,refund_amount,refunded_at"

    summary = import_text(
        "orders", header, "o1,c1,2026-10-01T10:00Z,50,12.50,2026-11-02T09:00Z", "o2,c1,2026-10-02T10:00Z,50,0,"
    )

    assert summary.refunds is not None
    assert summary.refunds.new == 1
    assert rows("SELECT order_id, amount FROM refunds") == [("o1", Decimal("12.50"))]


def test_an_inline_refund_that_is_taken_back_goes(import_text: ImportText, rows: Rows) -> None:
    """The line says how things are now: a refund that was a mistake does not stay for ever."""
    header = "id,customer_id,ordered_at,gross_amount,refund_amount,refunded_at"
    import_text("orders", header, "o1,c1,2026-10-01T10:00Z,50,12.50,2026-11-02T09:00Z")

    import_text("orders", header, "o1,c1,2026-10-01T10:00Z,50,0,")

    assert rows("SELECT count(*) FROM refunds") == [(0,)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("51,2026-11-02T09:00Z", "refund_amount 51 is more than the gross_amount 50"),
        ("12,", "refund_amount is set without refunded_at"),
    ],
)
def test_an_impossible_inline_refund_refuses_its_line(
    import_text: ImportText, rows: Rows, cells: str, reason: str
) -> None:
    """Half of a line is not taken: the order would stand there without its refund."""
    header = "id,customer_id,ordered_at,gross_amount,refund_amount,refunded_at"

    import_text("orders", header, f"o1,c1,2026-10-01T10:00Z,50,{cells}")

    assert rows("SELECT reason FROM rejected_rows") == [(reason,)]
    assert rows("SELECT count(*) FROM orders") == [(0,)]


def test_subscription_orders_without_an_id_get_one_for_each_customer_and_interval(
    import_text: ImportText, rows: Rows
) -> None:
    """An export that only flags subscriptions still gives recurring revenue."""
    header = "id,customer_id,ordered_at,gross_amount,is_subscription,interval_months"

    import_text("orders", header, "o1,c1,2026-10-01T10:00Z,50,true,", "o2,c1,2026-11-01T10:00Z,50,false,")

    assert rows("SELECT id, subscription_id, interval_months FROM orders ORDER BY id") == [
        ("o1", "c1/1", 1),
        ("o2", None, None),
    ]


def test_an_order_can_not_shrink_below_what_was_refunded_of_it(import_text: ImportText, rows: Rows) -> None:
    """A correction that makes refunds exceed the order is refused, so that net revenue stays true."""
    import_text("orders", HEADER, GOOD)
    import_text("refunds", "id,order_id,refunded_at,amount", "r1,o1,2026-10-05T10:00Z,40")

    summary = import_text("orders", HEADER, GOOD.replace("50.00", "30.00"))

    assert summary.counts.refused == 1
    assert rows("SELECT gross_amount FROM orders") == [(Decimal("50.00"),)]


def test_unknown_columns_and_channels_are_named(import_text: ImportText) -> None:
    """What was left out or folded into other is said, not hidden."""
    summary = import_text("orders", HEADER + ",mood", GOOD.replace("meta", "Pinterest") + ",happy")

    assert summary.warnings == ("Columns that orders does not have were left out: mood.",)
    assert summary.unknown_channels == (UnknownChannel("Pinterest", 1),)


def test_gzip_is_read_by_its_ending(import_text: ImportText) -> None:
    """A compressed export need not be unpacked first."""
    assert import_text("orders", HEADER, GOOD, name="orders.csv.gz").counts.new == 1
