"""`kpibot etl`: runs that turn source rows into published numbers."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import backfilling, certifying, mirroring, status
from bot.cli.channels import unknown_channel_lines
from bot.cli.progress import reporting
from bot.cli.runs import FROM_DAY, TO_DAY, WaitSeconds, booked_when_free, days_between, result_text
from bot.company_database import open_company_database
from bot.settings import load_settings
from etl.run_records import Trigger
from etl.schedule.running import run_booked
from etl.unknown_channels import unknown_channels_published

etl_app = typer.Typer(help="Turn source rows into published numbers.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    backfilling.register(etl_app)
    certifying.register(etl_app)
    mirroring.register(etl_app)
    status.register(etl_app)
    app.add_typer(etl_app, name="etl")


@etl_app.callback()
def etl() -> None:
    """Turn source rows into published numbers."""


@etl_app.command("run")
def run(
    *,
    full: Annotated[bool, typer.Option("--full", help="Compute everything from the sources again.")] = False,
    from_day: Annotated[datetime | None, FROM_DAY] = None,
    to_day: Annotated[datetime | None, TO_DAY] = None,
    wait: WaitSeconds = 600,
) -> None:
    """Fold in what changed since the last snapshot; with --from and --to, compute those days from the sources again."""
    days = days_between(from_day, to_day) if from_day or to_day else None
    settings = load_settings()
    with open_company_database(settings) as database:
        booked = booked_when_free(database, Trigger.COMMAND, wait)
        with reporting("ETL run") as report:
            result = run_booked(
                database,
                settings.company,
                booked,
                full=full,
                days=days,
                progress=lambda number, total, label: report(number - 1, total, label),
            )
        with database.read() as connection:
            unknown = unknown_channels_published(connection)
    for line in (result_text(result), *unknown_channel_lines(unknown)):
        Console(soft_wrap=True).print(line, highlight=False, markup=False)
