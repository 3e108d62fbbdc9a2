"""While the bot runs, what is owed is run; and what goes wrong is said to the operator and tried again."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event

import pytest
from clocks import set_clock
from sqlalchemy import select, text

from bot.scheduled_runs import fold_in_changes, run_owed_dates, scheduled_runs
from etl.booking import book_run
from etl.company import Company
from etl.run_records import Trigger
from store.database import Database, open_database
from store.tables import job_slots

NIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line.getMessage() for line in caplog.records if line.name.startswith("kpibot")]


@pytest.fixture
def night(database: Database, caplog: pytest.LogCaptureFixture) -> Database:
    """A database at three in the morning, and a log that is read."""
    caplog.set_level(logging.INFO, logger="kpibot")
    set_clock(database, NIGHT)
    return database


@pytest.fixture
def logged() -> Iterator[Event]:
    """Set once a night is said to be done."""
    said = Event()
    handler = logging.Handler()
    handler.emit = lambda line: said.set() if line.getMessage().startswith("daily_run done") else None  # type: ignore[method-assign]  # a handler of one line
    logging.getLogger("kpibot.etl").addHandler(handler)
    yield said
    logging.getLogger("kpibot.etl").removeHandler(handler)


def test_what_is_owed_when_the_bot_starts_is_run(night: Database, logged: Event) -> None:
    """A deploy at 01:10 delays the night's numbers by the deploy, and not by a day."""
    with scheduled_runs(night, Company(), "replica"):
        assert logged.wait(20)

    with night.read() as connection:
        assert connection.execute(select(job_slots.c.local_date, job_slots.c.status)).one() == (NIGHT.date(), "done")


def test_a_night_is_logged_once(night: Database, caplog: pytest.LogCaptureFixture) -> None:
    """The operator sees that the night was run, and nothing each minute after that."""
    for _ in range(2):
        run_owed_dates(night, Company(), "replica")

    assert _said(caplog) == ["daily_run done local_date=2026-11-22 snapshot=None rows_changed=0"]


def test_a_night_that_fails_is_said(night: Database, caplog: pytest.LogCaptureFixture) -> None:
    """The operator reads why there are no numbers, and that they are waited for."""
    with night.write() as connection:
        connection.execute(text("ALTER TABLE channel_spellings ADD CONSTRAINT broken CHECK (spelling = '')"))

    for _ in range(2):
        run_owed_dates(night, Company(), "replica")

    failed, left = _said(caplog)
    assert failed.startswith("daily_run failed local_date=2026-11-22 reason=The run published nothing")
    assert left == "daily_run left local_date=2026-11-22 reason=waiting to be tried again"


def test_a_light_run_leaves_the_work_to_the_run_under_way(night: Database, caplog: pytest.LogCaptureFixture) -> None:
    """A replica that finds another at work does not queue up behind it."""
    book_run(night, Trigger.LIGHT, "other")

    fold_in_changes(night, Company(), "replica")

    assert _said(caplog) == ["light_run left run_under_way=1 holder=other"]


def test_a_database_that_is_away_is_said_and_looked_for_again(caplog: pytest.LogCaptureFixture) -> None:
    """A restart of the database does not end the schedule."""
    away = open_database("postgresql://nobody@127.0.0.1:9/none")

    run_owed_dates(away, Company(), "replica")
    fold_in_changes(away, Company(), "replica")

    assert [message.split(" reason=")[0] for message in _said(caplog)] == [
        "daily_run not looked for",
        "light_run failed",
    ]
