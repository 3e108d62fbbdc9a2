"""Incremental runs end where one full rebuild ends, whatever happened in between.

A state machine over source rows, two open transactions and runs. Its steps are drawn by seeded dice (histories.py):
hypothesis, left to choose them as rules, repeats itself and hardly ever changes a row that a run has seen. It chooses
the seeds instead, and remembers those that failed.

KPIBOT_SOAK: how many histories to play, and KPIBOT_SOAK_SECONDS: for how long at most; `make soak` asks for 5,000.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from aggregates import tables_of
from histories import HISTORIES, Step, forget_everything, play
from hypothesis import HealthCheck, Phase, given, settings
from moments import NOW
from sqlalchemy import text

from etl.company import Company
from etl.run import run_etl
from etl.terms import Days
from store.database import Database

# Shrinking a history of real runs takes minutes; the failing one is printed as it is, and replayed from its seed.
_ON_A_DATABASE = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Late enough for subscriptions that were ordered long before and are still active.
_SPOILED = Days(date(2027, 1, 10), date(2027, 2, 20))


HISTORIES_TO_PLAY = int(os.environ.get("KPIBOT_SOAK", "100"))
SECONDS = float(os.environ.get("KPIBOT_SOAK_SECONDS", "inf"))


@pytest.fixture
def is_time_left(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], bool]]:
    """Whether to play another history; in the end it is said how many were played."""
    played, end = 0, time.monotonic() + SECONDS

    def ask() -> bool:
        nonlocal played
        is_left = time.monotonic() < end
        played += is_left
        return is_left

    yield ask
    if "KPIBOT_SOAK" in os.environ:
        with capsys.disabled():
            print(f"\n{played:,} histories were played, of {HISTORIES_TO_PLAY:,}")  # noqa: T201  # how far it came is what a soak is run for
    assert played


@settings(_ON_A_DATABASE, max_examples=HISTORIES_TO_PLAY)
@given(history=HISTORIES)
def test_incremental_runs_end_where_a_full_rebuild_ends(
    database: Database, is_time_left: Callable[[], bool], history: list[Step]
) -> None:
    """Late, changed, moved and deleted rows, some in transactions open across runs, are neither lost nor doubled."""
    if not is_time_left():
        return
    forget_everything(database)
    company = Company()

    play(database, history, lambda: run_etl(database, company, NOW))
    run_etl(database, company, NOW)
    incremental = tables_of(database)
    rebuilt = run_etl(database, company, NOW, full=True)

    assert tables_of(database) == incremental
    assert rebuilt.snapshot_id is None


@settings(_ON_A_DATABASE, max_examples=20)
@given(history=HISTORIES)
def test_rebuilding_some_days_heals_them_and_harms_no_others(database: Database, history: list[Step]) -> None:
    """After a mishap in the tables, `etl run --from --to` puts its days right, with changes still in the queue."""
    forget_everything(database)
    company = Company()
    run_etl(database, company, NOW)
    half = len(history) // 2
    play(database, history[:half], lambda: run_etl(database, company, NOW))
    run_etl(database, company, NOW)
    with database.write() as connection:
        connection.execute(
            text("UPDATE metrics_daily SET orders = orders + 7, mrr = mrr + 7 WHERE day BETWEEN :start AND :end"),
            vars(_SPOILED),
        )
        connection.execute(text("DELETE FROM cohort_value WHERE cohort_day BETWEEN :start AND :end"), vars(_SPOILED))

    play(database, [step for step in history[half:] if step.sql != "RUN"], lambda: None)
    run_etl(database, company, NOW, days=_SPOILED)

    healed = tables_of(database)
    assert run_etl(database, company, NOW, full=True).snapshot_id is None
    assert tables_of(database) == healed
