"""`kpibot etl backfill`: years of days computed again, in slices that a kill does not undo."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.progress import reporting
from bot.cli.runs import FROM_DAY, TO_DAY, WaitSeconds, booked_when_free, days_between, result_text
from bot.company_database import open_company_database
from bot.settings import SettingsError, load_settings
from bot.views.durations import duration_text
from etl.backfill.records import Backfill, Opening, open_backfill
from etl.backfill.running import Standing, run_backfill
from etl.company import Company
from etl.run import RunResult
from etl.run_kinds import Correction
from etl.run_records import Trigger
from etl.schedule.running import run_booked
from store.database import Database

_OPENINGS = {
    Opening.NEW: "Beginning",
    Opening.RESUMED: "Going on with",
    Opening.RESTARTED: "Beginning anew",
    Opening.REDEFINED: "Beginning anew, because zone, channels or transforms are not what they were,",
}


def register(app: typer.Typer) -> None:
    """Add the command to `kpibot etl`."""
    app.command("backfill")(backfill)


def backfill(
    *,
    from_day: Annotated[datetime, FROM_DAY],
    to_day: Annotated[datetime, TO_DAY],
    restart: Annotated[
        bool, typer.Option("--restart", help="Forget the slices that an unfinished backfill of these days has done.")
    ] = False,
    wait: WaitSeconds = 600,
) -> None:
    """Compute days again from the sources, a month at a time, and publish them together when all are done.

    Questions are answered from the last snapshot meanwhile. After a kill the same command goes on where it stood.
    """
    days = days_between(from_day, to_day)
    settings = load_settings()
    if settings.elsewhere:
        raise SettingsError(
            f"Sources are aggregated at {settings.elsewhere.place}, all at once: kpibot etl run --full is the backfill."
        )
    console = Console(soft_wrap=True, highlight=False, markup=False)
    with open_company_database(settings) as database:
        begun = open_backfill(database, settings.company, days, datetime.now(UTC), restart=restart)
        console.print(_opening_text(begun))
        publish = partial(_publish, database, settings.company, wait)
        with reporting("Backfill") as report:
            result = run_backfill(database, settings.company, begun, publish, progress=_reporting_to(report))
    console.print(result_text(result))


def _publish(database: Database, company: Company, wait: float, correction: Correction | None) -> RunResult:
    return run_booked(database, company, booked_when_free(database, Trigger.BACKFILL, wait), correction=correction)


def _opening_text(begun: Backfill) -> str:
    done, total = sum(not each.is_due for each in begun.slices), len(begun.slices)
    slices = f"{total} {'slice' if total == 1 else 'slices'}" + (f", {done} done" if done else "")
    return f"{_OPENINGS[begun.opening]} the backfill of {begun.days.start} to {begun.days.end}: {slices}."


def _reporting_to(report: Callable[[int, int, str], None]) -> Callable[[Standing], None]:
    def tell(standing: Standing) -> None:
        left = f", about {duration_text(standing.left.total_seconds())} left" if standing.left else ""
        report(standing.done, standing.total, f"{standing.doing}{left}")

    return tell
