"""Every snapshot can be asked as if it were the newest, says what it folded in, and is thinned when it is old."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from aggregates import Tables, tables_of
from company import ZONE, SmallCompany, noon
from fixture_types import Rows
from histories import HISTORIES, Step, forget_everything, play
from hypothesis import HealthCheck, Phase, given, settings
from moments import NOW
from sqlalchemy import select, text

from etl.company import Company
from etl.run import run_etl
from etl.thinning import thin_snapshots
from metrics.answer import Answer
from metrics.as_of import UnknownSnapshotError
from metrics.engine import AsOf, CompanyView, answer_question
from metrics.periods import Between
from metrics.question import Question
from store.database import Database
from store.owing import OwedMessage, owe
from store.tables import snapshots

# Late enough that all days of the random histories have ended.
_LATER = noon(date(2027, 4, 1))
_QUESTIONS = tuple(
    Question(metric, Between(date(2026, 11, 1), date(2027, 2, 28)), by)
    for metric, by in (("netrevenue", "channel"), ("mrr", None), ("mrrgrowth", None), ("customers", None))
)


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=HISTORIES)
def test_every_snapshot_answers_as_it_did_when_it_was_the_newest(database: Database, history: list[Step]) -> None:
    """A number that was posted can be computed again, whatever came late since, also when others were thinned."""
    forget_everything(database)
    then: dict[int, tuple[Tables, list[Answer]]] = {}

    def run() -> None:
        snapshot = run_etl(database, Company(), _LATER).snapshot_id
        if snapshot is not None:
            then[snapshot] = (tables_of(database), _answers(database))

    play(database, history, run)
    run()

    assert {snapshot: (tables_of(database, snapshot), _answers(database, snapshot)) for snapshot in then} == then
    kept = set(list(then)[::2])
    _cite(database, kept)
    thin_snapshots(database, ZONE, _LATER + timedelta(days=9))
    assert _kept(database) == kept | set(list(then)[-1:])
    for snapshot in _kept(database):
        assert (tables_of(database, snapshot), _answers(database, snapshot)) == then[snapshot]


def _answers(database: Database, snapshot: int | None = None) -> list[Answer]:
    as_of = AsOf(snapshot) if snapshot else None
    return [answer_question(each, CompanyView(database, ZONE, "CAD", _LATER, as_of=as_of)) for each in _QUESTIONS]


def _cite(database: Database, cited: set[int]) -> None:
    """In turn by an answer that was posted and by a message that is owed."""
    with database.write() as connection:
        for number, snapshot in enumerate(sorted(cited)):
            if number % 2:
                owe(connection, OwedMessage("digest", str(snapshot), "C1", "", [], _LATER, snapshot_id=snapshot))
                continue
            connection.execute(
                text("INSERT INTO posted_answers VALUES ('C1', :ts, NULL, 'revenue', :snapshot, now())"),
                {"ts": str(snapshot), "snapshot": snapshot},
            )


def _kept(database: Database) -> set[int]:
    with database.read() as connection:
        return set(connection.execute(select(snapshots.c.id).where(snapshots.c.thinned_at.is_(None))).scalars())


@pytest.fixture
def company(database: Database) -> SmallCompany:
    return SmallCompany(database)


def test_the_last_snapshot_of_each_local_day_is_kept(company: SmallCompany) -> None:
    """A year of runs every five minutes does not fill the disk, and each of its days can still be asked."""
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(3)]
    for number, day in enumerate(days):
        for hour in range(3):
            company.order(f"o{number}{hour}", f"c{number}{hour}", date(2026, 10, 1))
            run_etl(company.database, Company(), noon(day) + timedelta(hours=hour))

    thinned = thin_snapshots(company.database, ZONE, noon(date(2026, 11, 10)))

    # The third day's last runs are not a week old.
    assert (thinned, _kept(company.database)) == (4, {3, 6, 7, 8, 9})


def test_what_is_thinned_leaves_no_rows_behind(company: SmallCompany, rows: Rows) -> None:
    """Thinning is for the disk's sake."""
    for amount in (50, 60, 70, 80):
        company.order(f"o{amount}", "c1", date(2026, 10, 1), amount=amount)
        run_etl(company.database, Company(), NOW)
    before = rows("SELECT count(*) FROM metrics_daily_history WHERE day = '2026-10-01'")

    thin_snapshots(company.database, ZONE, NOW + timedelta(days=8))

    assert before == [(3,)]
    assert rows("SELECT count(*) FROM metrics_daily_history") == [(0,)]


def test_a_thinned_snapshot_names_its_neighbours(company: SmallCompany) -> None:
    """Who asks for what is gone learns what is there."""
    for number in range(3):
        company.order(f"o{number}", f"c{number}", date(2026, 10, 1))
        run_etl(company.database, Company(), NOW)
    _cite(company.database, {1})
    thin_snapshots(company.database, ZONE, NOW + timedelta(days=8))
    view = CompanyView(company.database, ZONE, "CAD", NOW, as_of=AsOf(2))

    with pytest.raises(UnknownSnapshotError, match="Snapshot 2 is not kept; the nearest ones that are: 1 and 3"):
        answer_question(_QUESTIONS[0], view)


def test_a_snapshot_says_which_rows_it_folded_in(company: SmallCompany, rows: Rows) -> None:
    """ "Why did it move?" has an answer: two late orders, one corrected, one gone, a refund."""
    for name in ("a", "b"):
        company.order(name, name, date(2026, 11, 10), amount=50)
    company.run()
    company.order("late1", "c", date(2026, 11, 9), amount=30)
    company.order("late2", "d", date(2026, 11, 9), amount=40)
    company.refund("r1", "a", date(2026, 11, 12), 5)
    with company.database.write() as connection:
        connection.execute(text("UPDATE orders SET gross_amount = 45 WHERE id = 'a'"))
        connection.execute(text("DELETE FROM orders WHERE id = 'b'"))

    company.run()

    query = (
        "SELECT source, day::text, kind, rows, amount_before, amount_after, examples FROM snapshot_changes "
        "WHERE snapshot_id = 2 ORDER BY source, day, kind"
    )
    assert rows(query) == [
        ("orders", "2026-11-09", "new", 2, Decimal(0), Decimal(70), ["late1", "late2"]),
        ("orders", "2026-11-10", "changed", 1, Decimal(50), Decimal(45), ["a"]),
        ("orders", "2026-11-10", "deleted", 1, Decimal(50), Decimal(0), ["b"]),
        ("refunds", "2026-11-12", "new", 1, Decimal(0), Decimal(5), ["r1"]),
    ]


def test_an_order_that_moved_counts_on_both_days(company: SmallCompany, rows: Rows) -> None:
    """The day that lost it and the day that got it are both explained."""
    company.order("a", "a", date(2026, 11, 10), amount=50)
    company.run()
    with company.database.write() as connection:
        connection.execute(text("UPDATE orders SET ordered_at = ordered_at - interval '2 days'"))

    company.run()

    query = "SELECT day::text, kind, amount_before, amount_after FROM snapshot_changes WHERE snapshot_id = 2 ORDER BY 1"
    assert rows(query) == [
        ("2026-11-08", "changed", Decimal(0), Decimal(50)),
        ("2026-11-10", "changed", Decimal(50), Decimal(0)),
    ]


def test_a_first_run_lists_no_rows(company: SmallCompany, rows: Rows) -> None:
    """That a company was loaded is said in a word, not in millions of rows."""
    company.order("a", "a", date(2026, 11, 10))

    company.run()

    assert rows("SELECT count(*) FROM snapshot_changes") == [(0,)]
