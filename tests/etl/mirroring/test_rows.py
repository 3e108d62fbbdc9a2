"""What becomes of the rows of a mirrored relation, one by one."""

from datetime import date
from decimal import Decimal

import pytest
from shops import Shop

from etl.importing import Counts
from etl.mirroring import Depth

ORDER = (
    "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "
    "VALUES ('o{0}', 'c{0}', '{1}', {2}, 'CAD')"
)
LOOSE = "INSERT INTO shop.loose VALUES {}, ('o1', 'c1', '2026-10-01T10:00Z', '5', 'CAD')"
# A day that light runs look at, and one long before those.
YESTERDAY, LONG_AGO = "2026-11-21T10:00-05", "2026-06-05T10:00-04"


MOVING = (
    "CREATE TABLE shop.moving (id {0} PRIMARY KEY DEFAULT {1}::{0}, "
    "customer_id text, ordered_at timestamptz, gross_amount numeric)"
)


def order(number: int, at: str = YESTERDAY, amount: str = "50") -> str:
    return ORDER.format(number, at, amount)


@pytest.fixture
def orders(shop: Shop) -> Shop:
    """Three orders of yesterday, mirrored."""
    mirrored = shop.mirroring(orders="orders")
    mirrored.execute(*map(order, range(3)))
    mirrored.mirror()
    return mirrored


@pytest.fixture
def loose(shop: Shop) -> Shop:
    """Orders in a table that holds whatever it is given."""
    shop.execute(
        "CREATE TABLE shop.loose (id text, customer_id text, ordered_at text, gross_amount text, currency text)"
    )
    return shop.mirroring(orders="loose")


def test_what_is_new_changed_and_gone_is_told_apart(orders: Shop) -> None:
    """The account of a mirroring adds up, and the numbers get what happened."""
    orders.execute(
        order(3), "UPDATE shop.orders SET gross_amount = 7 WHERE id = 'o1'", "DELETE FROM shop.orders WHERE id = 'o2'"
    )

    done = orders.mirror_one()

    assert done.counts == Counts(3, new=1, changed=1, same=1, held=0, refused=0)
    assert (done.deleted, done.days_compared) == (1, 1)
    assert orders.rows("SELECT id, gross_amount FROM orders ORDER BY 1") == [("o0", 50), ("o1", 7), ("o3", 50)]


def test_what_did_not_change_is_not_read(orders: Shop) -> None:
    """A night without changes costs a look at each day, and queues nothing for the run."""
    orders.execute(order(3, LONG_AGO))
    orders.mirror()
    orders.execute("DELETE FROM orders_changes", "UPDATE shop.orders SET gross_amount = 7 WHERE id = 'o3'")

    done = orders.mirror_one()

    assert (done.days_compared, done.counts.read) == (1, 1)
    assert orders.mirror_one().days_compared == 0
    assert orders.rows("SELECT id FROM orders_changes") == [("o3",)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("'o9', 'c1', '2026-10-01T10:00Z', '-5', 'CAD'", "gross_amount '-5' is negative"),
        ("'o9', 'c1', '2026-10-01T10:00Z', '', 'CAD'", "gross_amount is empty"),
        ("'o9', NULL, '2026-10-01T10:00Z', '5', 'CAD'", "customer_id is empty"),
        ("'o9', 'c1', '2026-10-01T10:00Z', '5', 'USD'", "currency is 'USD', not the company's CAD"),
        ("'o9', 'c1', '2026-10-01T10:00', '5', 'CAD'", "ordered_at '2026-10-01T10:00' has no time zone"),
        ("'o9', 'c1', '2026-02-30T10:00Z', '5', 'CAD'", "ordered_at '2026-02-30T10:00Z' is not a time"),
        ("'o9', 'c1', 'infinity', '5', 'CAD'", "ordered_at 'infinity' is not a time"),
        ("'o9', 'c1', NULL, '5', 'CAD'", "ordered_at is empty"),
    ],
)
def test_a_row_that_breaks_the_contract_is_kept_aside(loose: Shop, row: str, reason: str) -> None:
    """It does not become a number, it holds back nothing else, and it is told once, however often it is met."""
    loose.execute(LOOSE.format(f"({row})"))

    accounts = [loose.mirror_one(depth=depth) for depth in (Depth.DAYS, Depth.DAYS, Depth.ROWS)]

    for done in accounts:
        assert (done.counts.refused, done.refusals[0][0]) == (1, "o9")
        assert done.refusals[0][1].startswith(reason)
    assert loose.rows("SELECT id FROM orders") == [("o1",)]
    kept = loose.rows("SELECT source, file, row ->> 'id', reason FROM rejected_rows")
    assert [each[:3] for each in kept] == [("orders", "shop.loose", "o9")]
    assert str(kept[0][3]).startswith(reason)


def test_a_row_that_breaks_later_leaves_the_numbers_until_it_is_mended(orders: Shop) -> None:
    """The source holds what the relation holds that can be used, whatever it held before."""
    orders.execute("UPDATE shop.orders SET currency = 'USD' WHERE id = 'o1'")
    broken = orders.mirror_one()
    ids = orders.rows("SELECT id FROM orders ORDER BY 1")

    orders.execute("UPDATE shop.orders SET currency = 'CAD' WHERE id = 'o1'")
    mended = orders.mirror_one()

    assert (broken.deleted, broken.counts.refused, ids) == (1, 1, [("o0",), ("o2",)])
    assert (mended.counts.new, mended.counts.refused) == (1, 0)


def test_two_rows_of_one_key_are_one(loose: Shop) -> None:
    """A view that joins an order to its parcels brings it twice; where these differ, the same one counts each night."""
    loose.execute(
        "INSERT INTO shop.loose VALUES ('o1', 'c1', '2026-10-01T10:00Z', '5', 'CAD'), "
        "('o1', 'c1', '2026-10-01T10:00Z', '5', 'CAD'), ('o2', 'c1', '2026-10-01T10:00Z', '9', 'CAD'), "
        "('o2', 'c1', '2026-10-01T10:00Z', '6', 'CAD')"
    )
    first = loose.mirror_one()
    amounts = loose.rows("SELECT id, gross_amount FROM orders ORDER BY 1")
    loose.execute("DELETE FROM shop.loose WHERE gross_amount = '6'")
    loose.mirror()
    loose.execute("INSERT INTO shop.loose VALUES ('o2', 'c1', '2026-10-01T10:00Z', '6', 'CAD')")

    second = loose.mirror_one()

    assert first.counts == Counts(4, new=2, changed=0, same=1, held=0, refused=1)
    assert first.refusals == (("o2", "another row has the same key and other values"),)
    assert second.counts.refused == 1
    assert loose.rows("SELECT id, gross_amount FROM orders ORDER BY 1") == amounts


@pytest.mark.parametrize("depth", [Depth.RECENT, Depth.DAYS])
@pytest.mark.parametrize("kind", ["text", "bigint", "uuid", "shop.size"])
def test_a_row_that_moves_to_another_day_survives(shop: Shop, kind: str, depth: Depth) -> None:
    """A corrected time does not lose the order, even where it leaves the days that are looked at."""
    shop.execute(
        "CREATE TYPE shop.size AS ENUM ('1')",
        MOVING.format(kind, "'00000000-0000-0000-0000-000000000001'" if kind == "uuid" else "'1'"),
        "INSERT INTO shop.moving (customer_id, ordered_at, gross_amount) VALUES ('c1', '2026-11-21Z', 5)",
        # Of a file, on the same day; its key is of no type but text.
        order(1).replace("shop.", ""),
    )
    mirrored = shop.mirroring(orders="moving")
    mirrored.mirror()
    mirrored.execute("UPDATE shop.moving SET ordered_at = '2026-06-05Z'")

    done = mirrored.mirror_one(depth=depth)

    assert (done.counts.changed, done.deleted) == (1, 0)
    assert mirrored.rows("SELECT count(*) FROM orders WHERE ordered_at < '2026-07-01'") == [(1,)]


def test_a_change_that_a_fingerprint_cannot_see_is_found_by_rows(shop: Shop) -> None:
    """Equal count, sum and update time: the nightly look misses it, the weekly one does not."""
    shop.execute(
        "ALTER TABLE shop.orders ADD COLUMN updated_at timestamptz DEFAULT '2026-11-21Z'", *map(order, range(2))
    )
    mirrored = shop.mirroring(orders="orders")
    mirrored.mirror()
    mirrored.execute("UPDATE shop.orders SET gross_amount = CASE id WHEN 'o0' THEN 20 ELSE 80 END")

    nightly, weekly = mirrored.mirror_one(depth=Depth.DAYS), mirrored.mirror_one(depth=Depth.ROWS)

    assert (nightly.days_compared, nightly.counts.changed) == (0, 0)
    assert (weekly.days_compared, weekly.counts.changed) == (1, 2)


def test_a_relation_that_does_not_say_when_rows_change_is_hashed(orders: Shop) -> None:
    """Without updated_at even money that moved between two orders of a day is seen each night."""
    orders.execute("UPDATE shop.orders SET gross_amount = CASE id WHEN 'o0' THEN 20 WHEN 'o1' THEN 80 ELSE 50 END")

    assert orders.mirror_one().counts.changed == 2


def test_an_update_time_alone_makes_a_day_look_other(shop: Shop) -> None:
    """With updated_at a corrected channel is seen each night, though count and sum stay."""
    shop.execute("ALTER TABLE shop.orders ADD COLUMN updated_at timestamp DEFAULT '2026-11-21'", order(1), order(2))
    mirrored = shop.mirroring(orders="orders")
    mirrored.mirror()
    mirrored.execute("UPDATE shop.orders SET channel = 'meta', updated_at = '2026-11-21 00:00:01' WHERE id = 'o1'")

    assert mirrored.mirror_one().counts.changed == 1


def test_columns_that_are_not_there_take_their_defaults(shop: Shop) -> None:
    """As in a file: a relation of spend needs no campaign, no clicks and no currency; and it may use other names."""
    shop.execute(
        "CREATE VIEW shop.ads AS SELECT day AS date, channel, amount::float8 AS spend FROM shop.spend",
        "INSERT INTO shop.spend (day, channel, amount, currency) VALUES ('2026-10-01', 'Meta', 2180.300001853, 'CAD')",
    )

    done = shop.mirroring(spend="ads").mirror_one("spend")

    assert done.counts.new == 1
    row = ("", Decimal("2180.300001853"), "CAD", 0)
    assert shop.rows("SELECT campaign, amount, currency, clicks FROM spend") == [row]


def test_rows_whose_day_is_part_of_their_key_come_and_go(shop: Shop) -> None:
    """Spend that was booked on a wrong day is on the right one, once."""
    mirrored = shop.mirroring(spend="spend", expenses="expenses", cash_balances="cash_balances")
    mirrored.execute(
        "INSERT INTO shop.spend (day, channel, amount, currency) VALUES ('2026-10-01', 'meta', 5, 'CAD')",
        "INSERT INTO shop.expenses VALUES ('2026-10-01', 'rent', 5, 'CAD')",
        "INSERT INTO shop.cash_balances VALUES ('2026-10-01', -5, 0, 'CAD')",
    )
    mirrored.mirror()
    mirrored.execute(
        "UPDATE shop.spend SET day = day + 1",
        "UPDATE shop.expenses SET day = day + 1",
        "UPDATE shop.cash_balances SET day = day + 1",
    )

    done = mirrored.mirror()

    assert [(each.counts.new, each.deleted) for each in done.sources] == [(1, 1)] * 3
    for name in ("spend", "expenses", "cash_balances"):
        assert mirrored.rows(f"TABLE {name}")[0][0] == date(2026, 10, 2)


def test_what_was_imported_for_days_that_the_relation_never_had_stays(orders: Shop) -> None:
    """A company that begins to mirror keeps the history that it brought as files."""
    orders.execute(order(0, LONG_AGO).replace("shop.", "").replace("'o0'", "'of a file'"))

    orders.mirror(Depth.ROWS)

    assert orders.rows("SELECT count(*) FROM orders") == [(4,)]


def test_another_relation_takes_the_place_of_the_first(orders: Shop) -> None:
    """What the old one held and the new one does not is gone after the next night."""
    orders.execute("CREATE VIEW shop.paid AS SELECT * FROM shop.orders WHERE id <> 'o1'")

    done = orders.mirroring(orders="paid").mirror_one()

    assert (done.deleted, orders.rows("SELECT count(*) FROM orders")) == (1, [(2,)])


def test_a_relation_that_gains_a_column_is_read_again(shop: Shop) -> None:
    """Costs that a view begins to bring are in the numbers after the next night, though no row was touched."""
    shop.execute(
        "ALTER TABLE shop.orders ADD COLUMN updated_at timestamptz DEFAULT '2026-11-21Z'",
        order(1, LONG_AGO),
        "UPDATE shop.orders SET cogs = 3",
        "CREATE VIEW shop.sold AS SELECT id, customer_id, ordered_at, gross_amount, updated_at FROM shop.orders",
    )
    mirrored = shop.mirroring(orders="sold")
    mirrored.mirror()
    mirrored.execute("DROP VIEW shop.sold", "CREATE VIEW shop.sold AS SELECT * FROM shop.orders")

    assert mirrored.mirror_one().counts.changed == 1
    assert mirrored.rows("SELECT cogs FROM orders") == [(3,)]
