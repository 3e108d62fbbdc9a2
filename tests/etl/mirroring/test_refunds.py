"""Refunds and the orders that they belong to, each from a relation or a file of its own."""

from pathlib import Path

import pytest
from shops import Shop

from etl.importing import Counts, import_file
from etl.mirroring import Depth

ORDER = (
    "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "
    "VALUES ('o1', 'c1', '2026-11-21Z', 50, 'CAD')"
)


@pytest.fixture
def loose(shop: Shop) -> Shop:
    """Refunds that may speak of orders that are not there."""
    shop.execute(
        "CREATE TABLE shop.returns (id text, order_id text, refunded_at timestamptz, amount numeric)",
        # Long before the days that a light run looks at.
        "INSERT INTO shop.returns VALUES ('r1', 'o1', '2026-06-05T10:00Z', 20)",
    )
    return shop.mirroring(orders="orders", refunds="returns")


def test_a_refund_waits_for_its_order(loose: Shop) -> None:
    """It is not lost and not counted before its time; it is tried again at each mirroring, wherever its day lies."""
    held = loose.mirror_one("refunds")
    loose.execute(ORDER)

    taken = loose.mirror_one("refunds", Depth.RECENT)

    assert held.counts == Counts(1, new=0, changed=0, same=0, held=1, refused=0)
    assert taken.counts == Counts(1, new=1, changed=0, same=0, held=0, refused=0)
    assert loose.rows("SELECT id, order_id FROM refunds") == [("r1", "o1")]
    assert loose.rows("SELECT count(*) FROM held_refunds") == [(0,)]


def test_a_refund_that_goes_while_it_waits_is_forgotten(loose: Shop) -> None:
    """It does not come back with its order."""
    loose.mirror()
    loose.execute("DELETE FROM shop.returns")
    loose.mirror()
    loose.execute(ORDER)

    loose.mirror(Depth.ROWS)

    assert loose.rows("SELECT (SELECT count(*) FROM refunds), (SELECT count(*) FROM held_refunds)") == [(0, 0)]


def test_the_refunds_of_an_order_that_comes_back_come_back(loose: Shop) -> None:
    """An order that a view loses for an hour takes no refund with it for good."""
    loose.execute(ORDER)
    loose.mirror()
    loose.execute("DELETE FROM shop.orders")
    loose.mirror()
    gone = loose.rows("SELECT count(*) FROM refunds")
    loose.execute(ORDER)

    loose.mirror(Depth.RECENT)

    assert (gone, loose.rows("SELECT count(*) FROM refunds")) == ([(0,)], [(1,)])


def test_a_refund_that_changes_to_an_unknown_order_no_longer_counts(loose: Shop) -> None:
    """It waits, and its old order is not refunded meanwhile."""
    loose.execute(ORDER)
    loose.mirror()
    loose.execute("UPDATE shop.returns SET order_id = 'o2'")

    done = loose.mirror_one("refunds")

    assert (done.counts.held, done.deleted) == (1, 1)
    assert loose.rows("SELECT count(*) FROM refunds") == [(0,)]


def test_a_refund_of_a_file_finds_its_mirrored_order(loose: Shop, tmp_path: Path) -> None:
    """Orders may be mirrored while refunds come as files."""
    file = tmp_path / "refunds.csv"
    file.write_text("id,order_id,refunded_at,amount\nr9,o1,2026-11-21T10:00Z,5\n")
    only_orders = loose.mirroring(orders="orders")
    import_file(loose.database, loose.company, "refunds", file)
    only_orders.execute(ORDER)

    done = only_orders.mirror_one("refunds")

    assert (done.counts.new, only_orders.rows("SELECT id FROM refunds")) == (1, [("r9",)])


def test_mirrored_refunds_are_the_companys_word(loose: Shop) -> None:
    """As where the company writes them itself: nothing is held against an amount, and no order of events decides."""
    loose.execute(ORDER, "UPDATE shop.returns SET amount = 70")

    loose.mirror()
    loose.execute("UPDATE shop.orders SET gross_amount = 10")
    loose.mirror()

    assert loose.rows("SELECT o.gross_amount, r.amount FROM orders o JOIN refunds r ON r.order_id = o.id") == [(10, 70)]
