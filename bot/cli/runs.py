"""What the commands that start a run share: the days, the wait for a run that is under way, and what came of it."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from etl.booking import AlreadyRunning, BookedRun
from etl.leases import this_process
from etl.run import RunResult
from etl.run_records import Trigger
from etl.schedule.running import book_when_free
from etl.terms import Days
from store.database import Database

FROM_DAY = typer.Option("--from", formats=["%Y-%m-%d"], help="First day to compute again.")
TO_DAY = typer.Option("--to", formats=["%Y-%m-%d"], help="Last day to compute again.")
WaitSeconds = Annotated[
    float, typer.Option("--wait", min=0, help="How many seconds to wait for a run that is under way.")
]


def days_between(first: datetime | None, last: datetime | None) -> Days:
    """The days of --from and --to. Raises BadParameter where they are not both there and in order."""
    if first is None or last is None or first > last:
        raise typer.BadParameter("give both --from and --to, the earlier day first")
    return Days(first.date(), last.date())


def booked_when_free(database: Database, trigger: Trigger, wait: float) -> BookedRun:
    """A run of this process, after the one that is under way, of which the terminal is told."""
    return book_when_free(database, trigger, this_process(), wait_seconds=wait, waiting=_tell_of)


def result_text(result: RunResult) -> str:
    """What a run did, for a person."""
    if result.snapshot_id is None:
        return f"Nothing changed ({result.kind} run); the last snapshot stands."
    return f"Published snapshot {result.snapshot_id}: {result.rows_changed:,} rows changed ({result.kind} run)."


def _tell_of(running: AlreadyRunning) -> None:
    Console(stderr=True, soft_wrap=True).print(f"{running}: waiting for it.", highlight=False, markup=False)
