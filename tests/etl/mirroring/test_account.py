"""What is kept of a mirroring: which source was brought, when, and what of it could not be used."""

from shops import Shop

from etl.mirroring import Depth, Mirroring, Pace, mirror_before_run, mirror_changed
from metrics.reading import read_sources

ORDER = (
    "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "
    "VALUES ('{}', 'c', '2026-11-21Z', 5, 'CAD')"
)
IMPORTS = "SELECT source, file, read, new, deleted, refused FROM imports ORDER BY id"


def test_only_a_mirroring_that_changed_something_is_kept(shop: Shop) -> None:
    """A light look every five minutes neither fills a table nor drops what answers have been kept."""
    mirrored = shop.mirroring(orders="orders")
    mirrored.execute(ORDER.format("o1"))
    for depth in Depth:
        mirrored.mirror(depth)
    mirrored.execute("DELETE FROM shop.orders")
    mirrored.mirror()

    assert mirrored.rows(IMPORTS) == [("orders", "shop.orders", 1, 1, 0, 0), ("orders", "shop.orders", 0, 0, 1, 0)]


def test_a_relation_without_a_row_is_connected(shop: Shop) -> None:
    """No refunds so far is not the same as nobody having brought refunds."""
    mirrored = shop.mirroring(refunds="refunds")
    with shop.database.read() as connection:
        before = read_sources(connection)["refunds"]

    mirrored.mirror(Depth.RECENT)
    mirrored.mirror()

    with shop.database.read() as connection:
        assert (before.connected, read_sources(connection)["refunds"].connected) == (False, True)
        assert read_sources(connection)["orders"].connected is False
    assert mirrored.rows("SELECT count(*) FROM imports") == [(1,)]


def test_a_row_that_is_refused_for_another_reason_is_told_again(shop: Shop) -> None:
    """What a person mended half is not passed over in silence."""
    shop.execute(
        "CREATE TABLE shop.ads (day date, channel text, amount numeric, currency text)",
        "INSERT INTO shop.ads VALUES ('2026-11-21', 'meta', -1, 'USD')",
    )
    mirrored = shop.mirroring(spend="ads")
    for statement in ("SELECT 1", "UPDATE shop.ads SET amount = 1", "UPDATE shop.ads SET channel = 'tiktok'"):
        mirrored.execute(statement)
        mirrored.mirror()

    reasons = mirrored.rows("SELECT reason FROM rejected_rows ORDER BY id")
    assert reasons == [
        ("amount '-1' is negative",),
        ("currency is 'USD', not the company's CAD",),
        ("currency is 'USD', not the company's CAD",),
    ]


def test_a_long_mirroring_tells_how_far_it_is(shop: Shop) -> None:
    """A person sees a bar that moves; what is read lies in memory a batch at a time."""
    shop.execute(
        "INSERT INTO shop.orders (id, customer_id, ordered_at, gross_amount, currency) "
        "SELECT n, 'c', timestamptz '2026-11-21Z', 5, 'CAD' FROM generate_series(1, 12000) n"
    )
    mirrored = shop.mirroring(orders="orders")
    told: list[tuple[int, int, str]] = []

    mirror_changed(
        mirrored.database, mirrored.company, shop.now, depth=Depth.DAYS, progress=lambda *told_of: told.append(told_of)
    )

    assert told == [(10_000, 12_000, "orders"), (12_000, 12_000, "orders")]


def test_before_a_run_everything_that_is_mirrored_is_brought(shop: Shop) -> None:
    """A run of any pace finds the rows in the sources; a company that mirrors nothing pays nothing."""
    shop.execute(ORDER.format("o1"))
    mirrored = shop.mirroring(orders="orders")

    nothing = mirror_before_run(shop.database, shop.company, shop.now, Pace.DAILY)
    done = mirror_before_run(mirrored.database, mirrored.company, mirrored.now, Pace.LIGHT)

    assert nothing == Mirroring()
    assert [each.counts.new for each in done.sources if each.source == "orders"] == [1]
