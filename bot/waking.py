"""Wakes jobs up for as long as the bot runs. What is owed, and who may do it, stands in the database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler


@dataclass(frozen=True)
class Wake:
    """A job that is called at once, and again after each such time. It may block, and must not raise."""

    job: Callable[[], None]
    every: timedelta


@contextmanager
def woken(wakes: Sequence[Wake]) -> Iterator[None]:
    """The jobs are called while the block runs, one after another: those of one scheduler never meet."""
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
    for number, wake in enumerate(wakes):
        scheduler.add_job(
            wake.job,
            "interval",
            id=str(number),
            seconds=wake.every.total_seconds(),
            coalesce=True,
            max_instances=1,
            # The default drops a call that is a second late, with a mere warning.
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)
