"""A backfill ends where a full rebuild ends, whatever happened while it went on."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

from aggregates import tables_of
from histories import Step, forget_everything, playing, random_history
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from moments import NOW
from sqlalchemy import event, text

from etl.backfill.records import open_backfill
from etl.backfill.running import run_backfill
from etl.company import Company
from etl.run import RunResult, run_etl
from etl.run_kinds import Correction
from etl.terms import Days
from store.database import Database

# As for incremental runs: shrinking takes minutes, and the failing example is replayed from its seed.
_ON_A_DATABASE = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Late enough for subscriptions that were ordered long before and are still active; two months, one of them in part.
_SPOILED = Days(date(2026, 11, 10), date(2027, 1, 20))
EXAMPLES = int(os.environ.get("KPIBOT_SOAK_BACKFILLS", "8"))
_MISHAPS = (
    "UPDATE metrics_daily SET orders = orders + 7, mrr = mrr + 7 WHERE day BETWEEN :start AND :end",
    "DELETE FROM cohort_value WHERE cohort_day BETWEEN :start AND :end",
    "UPDATE customers_by_period SET lost_customers = lost_customers + 3 WHERE bucket BETWEEN :start AND :end",
    "DELETE FROM mrr_spans WHERE from_day BETWEEN :start AND :end",
    # Behind the back of the queue.
    "ALTER TABLE spend DISABLE TRIGGER USER",
    "INSERT INTO spend (day, channel, campaign, amount, currency) VALUES (:start, 'meta', 'unseen', 5, 'CAD')",
    "ALTER TABLE spend ENABLE TRIGGER USER",
)


def _spoil(database: Database) -> None:
    with database.write() as connection:
        for mishap in _MISHAPS:
            connection.execute(text(mishap), vars(_SPOILED))


@contextmanager
def _at_statements(database: Database, happen: Callable[[], None]) -> Iterator[None]:
    """Let something happen before each statement, but not before those of what happens."""
    happening = False

    def before(*_: object) -> None:
        nonlocal happening
        if not happening:
            happening = True
            happen()
            happening = False

    event.listen(database.engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", before)


@settings(_ON_A_DATABASE, max_examples=EXAMPLES)
@given(seed=st.integers(0, 2**32))
def test_a_backfill_ends_where_a_full_rebuild_ends(database: Database, seed: int) -> None:
    """Changes at any statement, runs between and within slices, open transactions: nothing is lost or doubled."""
    forget_everything(database)
    dice = Random(seed)  # noqa: S311  # a reproducible draw is the purpose
    company = Company()
    steps = iter([*random_history(seed), *random_history(seed + 1), *random_history(seed + 2)])
    is_publishing = True

    # Some of the runs rebuild days or everything: what was staged before them holds no longer.
    def run_meanwhile() -> None:
        how = dice.choice(({}, {}, {}, {}, {"days": Days(date(2026, 12, 1), date(2026, 12, 5))}, {"full": True}))
        run_etl(database, company, NOW, **how)  # type: ignore[arg-type]  # one of the arguments, or none

    def happen() -> None:
        if dice.random() < 0.1:
            step = next(steps, Step(0, "COMMIT", {}))
            # One who publishes has the others wait, and here all are one thread.
            if not (is_publishing and step.sql == "RUN"):
                take(step)

    def publish(correction: Correction | None) -> RunResult:
        nonlocal is_publishing
        is_publishing = True
        try:
            return run_etl(database, company, NOW, correction=correction)
        finally:
            is_publishing = False

    run_etl(database, company, NOW)
    with playing(database, lambda: run_etl(database, company, NOW)) as take:
        for _ in range(15):
            take(next(steps))
    run_etl(database, company, NOW)
    _spoil(database)
    with playing(database, run_meanwhile) as take, _at_statements(database, happen):
        backfill = open_backfill(database, company, _SPOILED, NOW)
        run_backfill(database, company, backfill, publish)
    # What changed while the backfill was published is the next run's.
    run_etl(database, company, NOW)

    healed = tables_of(database)
    assert run_etl(database, company, NOW, full=True).snapshot_id is None
    assert tables_of(database) == healed
