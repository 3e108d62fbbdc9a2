"""A run that somebody asks for, beside the ones that come by themselves: never two of them at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.refreshing.folded import FoldedRows, rows_waiting
from etl.company import Company
from etl.run import RunResult
from etl.schedule.running import run_on_demand
from store.database import Database

# Told before each step, in the thread of the run: its number from 1, how many there are, and what it does.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Ran:
    """A run has ended. `snapshot`: what it published; None where nothing had changed. `rows`: what it folded in."""

    snapshot: int | None
    rows: tuple[FoldedRows, ...] = ()


@dataclass(frozen=True)
class AlreadyRunning:
    """Somebody else's run is on its way, and will bring whatever this one would have."""


class OnDemand(Protocol):
    """What runs the ETL: bot.refreshing.on_demand.EtlOnDemand."""

    def run(self, holder: str, progress: Progress) -> Ran | AlreadyRunning:
        """Run, or say that a run is on its way. It blocks. Raises RunError where the last snapshot stands."""


@dataclass(frozen=True)
class EtlOnDemand:
    """Runs the ETL over the company's database, under the one lease of all runs."""

    database: Database
    company: Company
    clock: Callable[[], datetime]

    def run(self, holder: str, progress: Progress) -> Ran | AlreadyRunning:
        """Run, unless a run is on its way in any replica."""
        today = self.clock().astimezone(ZoneInfo(self.company.zone)).date()
        rows = rows_waiting(self.database, self.company.zone, today)
        result = run_on_demand(self.database, self.company, holder, progress)
        return Ran(result.snapshot_id, rows) if isinstance(result, RunResult) else AlreadyRunning()
