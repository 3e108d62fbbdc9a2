"""Certificates over a real database: what a run attests, and what becomes of the numbers that depend on it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from aggregates import tables_of
from company import ZONE, SmallCompany, noon
from moments import NOW
from sqlalchemy import text

from etl.certificates import AcceptanceError, accept_day, write_watermark
from etl.company import Company
from etl.run import run_etl
from store.database import Database

YESTERDAY = date(2026, 11, 21)
WEEKS = 10


def days_back(number: int) -> list[date]:
    return [YESTERDAY - timedelta(days=back) for back in range(number)]


@pytest.fixture
def shop(database: Database) -> SmallCompany:
    """Ten weeks of a few orders a day and of spend on two channels; nothing is published yet."""
    company = SmallCompany(database)
    for day in days_back(7 * WEEKS):
        company.customers(day, 6)
    for channel in ("meta", "tiktok"):
        company.spend(YESTERDAY - timedelta(days=7 * WEEKS), YESTERDAY - timedelta(days=1), 30, channel)
    company.complete("orders", YESTERDAY)
    return company


def execute(database: Database, statement: str, **parameters: object) -> None:
    with database.write() as connection:
        connection.execute(text(statement), parameters)


def certificates(database: Database) -> dict[tuple[str, str], str]:
    with database.read() as connection:
        rows = connection.execute(text("SELECT source, day::text, status FROM certificates"))
        return {(source, day): status for source, day, status in rows}


def test_every_source_has_a_certificate_for_each_of_its_days(shop: SmallCompany) -> None:
    """There is no day of which nobody can say whether it is whole."""
    shop.spend(YESTERDAY, YESTERDAY, 30)
    shop.spend(YESTERDAY, YESTERDAY, 30, "tiktok")

    shop.run()

    found = certificates(shop.database)
    assert len(found) == 7 * WEEKS * 2 + 1
    assert set(found.values()) == {"certified"}


def test_a_missing_source_holds_back_what_depends_on_it(shop: SmallCompany) -> None:
    """Without yesterday's spend CAC speaks of the day before; revenue does not wait."""
    shop.run()

    cac, revenue = shop.ask("cac"), shop.ask("revenue")

    assert (cac.freshness and cac.freshness.through) == YESTERDAY - timedelta(days=1)
    assert (cac.freshness and cac.freshness.held_back_by) == "ad spend of Nov 21, 2026 not in"
    assert (revenue.freshness and revenue.freshness.through) == YESTERDAY


def test_half_of_a_source_holds_back_as_well(shop: SmallCompany) -> None:
    """Meta's report came and TikTok's did not: the CAC of that day is not shown."""
    shop.spend(YESTERDAY, YESTERDAY, 30)
    shop.run()

    freshness = shop.ask("cac").freshness

    assert freshness is not None
    assert freshness.through == YESTERDAY - timedelta(days=1)
    assert freshness.held_back_by == "no rows of tiktok's ad spend on Nov 21, 2026"


def test_zeros_before_the_report_is_there_hold_back_as_well(shop: SmallCompany) -> None:
    """All-zero spend while orders come in is a loader that ran too early, not free customers."""
    for channel in ("meta", "tiktok"):
        shop.spend(YESTERDAY, YESTERDAY, 0, channel)
    shop.run()

    freshness = shop.ask("cac").freshness

    assert freshness is not None
    assert freshness.held_back_by == "meta's ad spend is all zero on Nov 21, 2026"


def test_the_open_half_of_a_day_is_not_a_day(database: Database) -> None:
    """Orders that end at noon, with nobody's word that this was all, do not close their day."""
    company = SmallCompany(database)
    for day in days_back(20):
        company.customers(day, 3)
    company.run()

    freshness = company.ask("revenue").freshness

    assert freshness is not None
    assert freshness.through == YESTERDAY - timedelta(days=1)
    assert freshness.held_back_by == "orders of Nov 21, 2026 not known to be complete"


def test_a_later_order_closes_the_day(database: Database) -> None:
    """The first order of today says that yesterday's are in."""
    company = SmallCompany(database)
    for day in (*days_back(20), date(2026, 11, 22)):
        company.customers(day, 3)

    company.run()

    freshness = company.ask("revenue").freshness
    assert (freshness and freshness.through) == YESTERDAY


def test_an_order_of_next_year_closes_nothing(database: Database) -> None:
    """A mistyped year does not vouch for the days before it."""
    company = SmallCompany(database)
    for day in (*days_back(20), date(2027, 11, 22)):
        company.customers(day, 3)

    company.run()

    freshness = company.ask("revenue").freshness
    assert (freshness and freshness.through) == YESTERDAY - timedelta(days=1)


def test_a_day_in_the_period_that_does_not_add_up_withholds_the_number(shop: SmallCompany) -> None:
    """What is published and what lies in the source differ: no number is better than a wrong one."""
    shop.run()
    execute(shop.database, "UPDATE metrics_daily SET gross_revenue = gross_revenue + 1 WHERE day = '2026-11-10'")
    run_etl(shop.database, Company(zone=ZONE), NOW, recount=30)

    answer = shop.ask("revenue")

    assert answer.value is None
    assert "orders of Nov 10, 2026 do not add up" in (answer.reason or "")
    assert "kpibot etl run --from 2026-11-10 --to 2026-11-10" in (answer.reason or "")


def test_computing_the_day_again_heals_it(shop: SmallCompany) -> None:
    """The advice helps."""
    shop.run()
    healthy = tables_of(shop.database)
    execute(shop.database, "UPDATE metrics_daily SET gross_revenue = gross_revenue + 1 WHERE day = '2026-11-10'")
    run_etl(shop.database, Company(zone=ZONE), NOW, recount=30)

    run_etl(shop.database, Company(zone=ZONE), NOW, full=True)

    assert tables_of(shop.database) == healthy


def test_an_odd_day_is_shown_and_marked_until_somebody_accepts_it(shop: SmallCompany) -> None:
    """A rush is neither hidden nor passed over in silence; who knows better says so, once."""
    shop.customers(date(2026, 11, 17), 60, prefix="rush")
    shop.run()
    marked = shop.ask("revenue")

    accepted = accept_day(shop.database, "orders", date(2026, 11, 17), reason="a newsletter", by="fin", now=NOW)
    shop.run()

    assert "Unusually high orders on Nov 17, 2026: 66 against usually 6 rows." in marked.notes
    assert accepted == ("unusually high orders",)
    assert not any("Unusually" in note for note in shop.ask("revenue").notes)


def test_accepting_that_a_channel_is_paused_closes_the_day_and_the_next(shop: SmallCompany) -> None:
    """TikTok is paused for good: finance says it once."""
    for day in (YESTERDAY - timedelta(days=1), YESTERDAY):
        shop.spend(day, day, 30, "meta") if day == YESTERDAY else None
    execute(shop.database, "DELETE FROM spend WHERE channel = 'tiktok' AND day >= '2026-11-20'")
    shop.run()
    held = shop.ask("spend").freshness

    accept_day(shop.database, "spend", date(2026, 11, 20), reason="TikTok is paused", by="fin", now=NOW)
    shop.run()

    freed = shop.ask("spend").freshness
    assert (held and held.through, freed and freed.through) == (date(2026, 11, 19), YESTERDAY)


def test_nothing_is_accepted_that_was_not_found(shop: SmallCompany) -> None:
    """An acceptance for the wrong day is not kept for later surprises."""
    shop.run()

    with pytest.raises(AcceptanceError, match="Nothing was found about orders on 2026-11-02"):
        accept_day(shop.database, "orders", date(2026, 11, 2), reason="sure", by="fin", now=NOW)


def test_what_is_not_complete_cannot_be_accepted(shop: SmallCompany) -> None:
    """That a load came to its end is said by who loads, not by who likes the number."""
    execute(shop.database, "DELETE FROM source_watermarks")
    shop.run()

    with pytest.raises(AcceptanceError, match="kpibot etl complete orders 2026-11-21"):
        accept_day(shop.database, "orders", YESTERDAY, reason="sure", by="fin", now=NOW)


def test_a_watermark_never_moves_back(shop: SmallCompany) -> None:
    """A loader that repeats an old day does not open the days since."""
    shop.complete("orders", YESTERDAY - timedelta(days=9))
    shop.run()

    freshness = shop.ask("revenue").freshness
    assert (freshness and freshness.through) == YESTERDAY


def test_an_unknown_channel_is_said_where_channels_are_told_apart(shop: SmallCompany) -> None:
    """The total is right; the part called "other" is not what it seems."""
    shop.order("x", "cx", date(2026, 11, 18), channel="Reels")
    shop.run()

    by_channel, total = shop.ask("revenue", by="channel"), shop.ask("revenue")

    assert "Orders of 'Reels' under other on Nov 18, 2026." in by_channel.notes
    assert not any("Reels" in note for note in total.notes)


def test_a_new_day_is_a_snapshot_of_its_own(shop: SmallCompany) -> None:
    """That a day has ended changes the answers, so it is published, and nothing cached outlives it."""
    shop.run()

    tomorrow = run_etl(shop.database, Company(zone=ZONE), NOW + timedelta(days=1))

    assert tomorrow.snapshot_id == 2
    assert run_etl(shop.database, Company(zone=ZONE), NOW + timedelta(days=1)).snapshot_id is None


def test_what_was_attested_stays_in_history(shop: SmallCompany) -> None:
    """What was known when a number was posted can be told later."""
    shop.run()
    shop.spend(YESTERDAY, YESTERDAY, 30)
    shop.spend(YESTERDAY, YESTERDAY, 30, "tiktok")

    shop.run()

    with shop.database.read() as connection:
        query = "SELECT day::text, status, snapshot_id, superseded_by FROM certificates_history"
        assert [tuple(row) for row in connection.execute(text(query))] == [("2026-11-21", "withheld", 1, 2)]


def test_certificates_end_where_a_full_rebuild_ends(shop: SmallCompany) -> None:
    """Whatever came late, went, was accepted or vouched for between runs, every day says what it would say afresh."""
    dice = Random(7)  # noqa: S311  # a reproducible draw is the purpose
    database, now = shop.database, NOW
    for round_ in range(25):
        _meddle(shop, dice, round_)
        if dice.random() < 0.4:
            now += timedelta(hours=dice.randrange(8, 40))
        run_etl(database, Company(zone=ZONE), now)

    incremental = tables_of(database)
    rebuilt = run_etl(database, Company(zone=ZONE), now, full=True)

    assert tables_of(database) == incremental
    assert rebuilt.snapshot_id is None


def _meddle(shop: SmallCompany, dice: Random, round_: int) -> None:
    """One thing that happens to sources in a week."""
    day = dice.choice(days_back(7 * WEEKS))
    later = replace(shop, now=noon(day))
    match dice.randrange(7):
        case 0:
            later.customers(day, dice.randrange(1, 30), prefix=f"late{round_}")
        case 1:
            execute(shop.database, "DELETE FROM orders WHERE ordered_at::date = :day", day=day)
        case 2:
            execute(
                shop.database,
                "UPDATE spend SET amount = amount * :by WHERE day = :day",
                by=dice.choice((0, 9)),
                day=day,
            )
        case 3:
            execute(shop.database, "DELETE FROM spend WHERE day = :day AND channel = 'tiktok'", day=day)
        case 4:
            execute(shop.database, "UPDATE orders SET channel = 'Reels' WHERE ordered_at::date = :day", day=day)
        case 5:
            write_watermark(shop.database, dice.choice(("orders", "spend")), day, NOW)
        case _:
            _accept_something(shop.database, dice)


def _accept_something(database: Database, dice: Random) -> None:
    with database.read() as connection:
        doubtful = connection.execute(text("SELECT source, day FROM certificates WHERE status <> 'certified'")).all()
    if doubtful:
        source, day = dice.choice(doubtful)
        with suppress(AcceptanceError):
            accept_day(database, source, day, reason="so it is", by="fin", now=NOW)
