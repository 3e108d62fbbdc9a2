"""Replicas, changes, kills, freezes and a moving clock, all at once: the tables end where a full rebuild ends.

KPIBOT_SOAK_SECONDS: how long; a few seconds in the suite, minutes under `make soak`.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event
from time import monotonic

import pytest
from aggregates import tables_of
from clocks import move_clock, set_clock
from histories import random_history
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from etl.company import Company
from etl.run import RunResult, run_etl
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import run_light
from store.clock import read_clock
from store.database import Database

SECONDS = float(os.environ.get("KPIBOT_SOAK_SECONDS", "6"))
# The night before the clocks go back in Toronto.
START = datetime(2026, 10, 30, 4, 0, tzinfo=UTC)
REPLICAS = 3
Change = Callable[[Connection], object]

# Runs what is owed and what changed, one after the other, until its standard input ends.
REPLICA = """
import logging, select, sys
from etl.company import Company
from etl.run import RunError
from etl.schedule.daily import run_daily_owed
from etl.schedule.running import run_light
from store.database import open_database
from sqlalchemy.exc import DBAPIError
logging.disable(logging.CRITICAL)
database, name = open_database(sys.argv[1]), sys.argv[2]
while not select.select([sys.stdin], [], [], 0)[0]:
    try:
        run_daily_owed(database, Company(), name)
        run_light(database, Company(), name)
    except (RunError, DBAPIError):
        pass
"""


@dataclass
class Replicas:
    """Processes of the bot's kind, that may be killed and frozen. `done`: what was done to them."""

    url: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    started: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def start(self) -> None:
        self.started += 1
        program = [sys.executable, "-c", REPLICA, self.url, f"replica {self.started}"]
        self.running.append(subprocess.Popen(program, stdin=subprocess.PIPE))  # noqa: S603  # our own program

    def kill(self, dice: Random) -> None:
        """kill -9, and another starts."""
        victim = self.running.pop(dice.randrange(len(self.running)))
        victim.kill()
        _reap(victim)
        self.start()
        self.done["killed"] += 1

    def freeze(self, dice: Random) -> None:
        """It stops where it is, or goes on from where it stopped."""
        chosen = dice.choice(self.running)
        chosen.send_signal(dice.choice((signal.SIGSTOP, signal.SIGCONT, signal.SIGCONT)))
        self.done["frozen or woken"] += 1

    def stop(self) -> None:
        """All of them come to their end."""
        for each in self.running:
            each.send_signal(signal.SIGCONT)
            if each.stdin:
                each.stdin.close()
        for each in self.running:
            assert each.wait(60) == 0, "a replica ended with an error"
        self.running.clear()


def _reap(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    process.wait(10)


@contextmanager
def replicas_over(database: Database) -> Iterator[Replicas]:
    replicas = Replicas(database.engine.url.render_as_string(hide_password=False))
    try:
        for _ in range(REPLICAS):
            replicas.start()
        yield replicas
    finally:
        for each in replicas.running:
            each.kill()
            _reap(each)


def _steps(dice: Random) -> Iterator[Change]:
    """Changes of source rows without end."""
    while True:
        for step in random_history(dice.randrange(2**32)):
            if step.sql not in {"RUN", "COMMIT"}:
                yield lambda connection, step=step: connection.execute(text(step.sql), step.parameters)


def _meddle(
    database: Database, replicas: Replicas, dice: Random, changes: Iterator[Callable[[Connection], object]]
) -> str:
    """One thing that happens, in words."""
    match dice.randrange(90):
        case 0:
            replicas.kill(dice)
            return "kill"
        case 1 | 2 | 3 | 4:
            replicas.freeze(dice)
            return "freeze"
        case 5 | 6 | 7 | 8 | 9:
            move_clock(database, timedelta(minutes=dice.choice((1, 20, 70, 500))))
            return "clock"
        case _:
            with database.write() as connection:
                for _ in range(dice.randint(1, 3)):
                    next(changes)(connection)
            return "change"


def test_whatever_happens_the_tables_end_where_a_full_rebuild_ends(database: Database) -> None:
    """Months of operation on a bad week: no row is lost or doubled, and no night is run twice or left out."""
    dice, happened = Random(11), Counter[str]()  # noqa: S311  # a reproducible draw is the purpose
    set_clock(database, START)
    changes, until, pace = _steps(dice), monotonic() + SECONDS, Event()
    with replicas_over(database) as replicas:
        while monotonic() < until:
            try:
                happened[_meddle(database, replicas, dice, changes)] += 1
            except DBAPIError:
                happened["refused"] += 1
            # So that the replicas get a turn: a run takes longer than what happens beside it.
            pace.wait(dice.random() / 15)
        replicas.stop()
    move_clock(database, timedelta(hours=2))

    _finish(database)

    published = tables_of(database)
    rebuilt = run_etl(database, Company(), read_clock(database), full=True)
    assert rebuilt.snapshot_id is None
    assert tables_of(database) == published
    _assert_each_night_once(database)
    with database.read() as connection:
        query = text("SELECT status, count(*) FROM runs GROUP BY 1")
        runs = dict(tuple(row) for row in connection.execute(query))
    print(f"soak: {SECONDS:g} s, {dict(happened)}, replicas {dict(replicas.done)}, runs {runs}")  # noqa: T201  # for make soak


def _finish(database: Database) -> None:
    """What is owed is done, and what changed is folded in."""
    for outcome in run_daily_owed(database, Company(), "last"):
        assert isinstance(outcome.came_of, RunResult), outcome
    assert isinstance(run_light(database, Company(), "last"), RunResult)


def _assert_each_night_once(database: Database) -> None:
    with database.read() as connection:
        nights = connection.execute(text("SELECT local_date, status FROM job_slots ORDER BY 1")).all()
        twice = text(
            "SELECT local_date FROM runs WHERE trigger = 'daily' AND status = 'done' GROUP BY 1 HAVING count(*) <> 1"
        )
        assert connection.execute(twice).all() == []
    first, last = nights[0][0], nights[-1][0]
    assert [status for _, status in nights] == ["done"] * len(nights)
    assert len(nights) == (last - first).days + 1


def test_the_soak_can_fail(database: Database) -> None:
    """A night that was run twice is found."""
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO job_slots (job, local_date, status, lease, token, holder, attempts, retry_at) "
                "VALUES ('daily_run', '2026-10-30', 'done', 'etl', 1, 'a', 1, now())"
            )
        )
        for _ in range(2):
            connection.execute(
                text(
                    "INSERT INTO runs (kind, status, started_at, parameters, trigger, local_date) "
                    "VALUES ('full', 'done', now(), '{}', 'daily', '2026-10-30')"
                )
            )

    with pytest.raises(AssertionError):
        _assert_each_night_once(database)
