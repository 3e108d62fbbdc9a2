"""What the database remembers of App Homes: who is shown new numbers, and by whom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.home.kept_views import HomeView, HomeViews
from store.database import Database
from store.tables import runs, snapshots

# Saturday evening in Toronto, and Sunday morning in Greenwich.
EVENING = datetime(2026, 11, 22, 3, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """At an evening."""
    return Clock()


@pytest.fixture
def homes(database: Database, clock: Clock) -> HomeViews:
    """Over an empty database."""
    return HomeViews(database, clock, "America/Toronto")


@pytest.fixture
def publish(database: Database) -> Callable[[], None]:
    """Publishes a snapshot."""

    def published() -> None:
        with database.write() as connection:
            run = {"kind": "light", "status": "done", "started_at": EVENING, "parameters": {}}
            run_id = connection.execute(insert(runs).values(run).returning(runs.c.id)).scalar_one()
            connection.execute(insert(snapshots).values(run_id=run_id, published_at=EVENING))

    return published


def test_it_stays_on_its_tab_and_knows_what_slack_shows(homes: HomeViews) -> None:
    """Each morning would begin on a tab that nobody chose."""
    homes.opened("U1", "D1", "executive", None)
    homes.choose("U1", "growth")
    homes.published("U1", "h1")
    before = homes.of("U1")
    homes.opened("U1", "D1", "executive", "h2")

    assert before == HomeView("U1", "D1", "growth", "h1")
    assert homes.of("U1") == HomeView("U1", "D1", "growth", "h2")
    assert homes.of("U2") is None


def test_a_hash_that_is_wrong_is_forgotten_and_a_newer_one_is_not(homes: HomeViews) -> None:
    """The page could never be published again; or two replicas would overwrite each other."""
    homes.opened("U1", "D1", "executive", "old")
    homes.published("U1", "new")
    homes.forget_hash("U1", "old")
    kept = homes.of("U1")
    homes.forget_hash("U1", "new")

    assert kept == HomeView("U1", "D1", "executive", "new")
    assert homes.of("U1") == HomeView("U1", "D1", "executive", None)


def test_who_opened_it_before_the_newest_snapshot_is_taken_once(homes: HomeViews, publish: Callable[[], None]) -> None:
    """They would go on seeing old numbers; or be sent the same page for ever."""
    publish()
    homes.opened("U1", "D1", "executive", None)
    before = homes.take_outdated()
    publish()

    assert before is None
    assert (homes.take_outdated(), homes.take_outdated()) == ("U1", None)


def test_who_opened_it_before_there_were_any_numbers_is_taken(homes: HomeViews, publish: Callable[[], None]) -> None:
    """The first page of a new company would stay empty."""
    homes.opened("U1", "D1", "executive", None)
    before = homes.take_outdated()
    publish()

    assert (before, homes.take_outdated()) == (None, "U1")


@pytest.mark.parametrize(
    ("later", "taken"),
    [(timedelta(hours=1, minutes=59), "U1"), (timedelta(hours=2), None)],
    ids=["a minute before midnight", "at midnight"],
)
def test_a_day_ends_at_the_companys_midnight(
    homes: HomeViews, clock: Clock, publish: Callable[[], None], later: timedelta, taken: str | None
) -> None:
    """Everybody who ever opened a page would be sent one, each day; or nobody would after midnight in Greenwich."""
    homes.opened("U1", "D1", "executive", None)
    clock.now += later
    publish()

    assert homes.take_outdated() == taken


def test_two_replicas_never_take_the_same_person(homes: HomeViews, publish: Callable[[], None]) -> None:
    """Each person would be sent the page once for each replica, and Slack would refuse some of them."""
    users = [f"U{number}" for number in range(8)]
    for user in users:
        homes.opened(user, "D1", "executive", None)
    publish()

    with ThreadPoolExecutor(4) as replicas:
        taken = list(replicas.map(lambda _: homes.take_outdated(), range(16)))

    assert sorted(filter(None, taken)) == users
