"""`kpibot etl`: runs that turn source rows into published numbers."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import certifying, mirroring, status
from bot.cli.channels import unknown_channel_lines
from bot.cli.progress import reporting
from bot.company_database import open_company_database
from bot.settings import load_settings
from etl.booking import AlreadyRunning
from etl.leases import this_process
from etl.run import RunResult
from etl.run_records import Trigger
from etl.schedule.running import book_when_free, run_booked
from etl.terms import Days
from etl.unknown_channels import unknown_channels_published

etl_app = typer.Typer(help="Turn source rows into published numbers.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
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
    from_day: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day to compute again.")
    ] = None,
    to_day: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day to compute again.")
    ] = None,
    wait: Annotated[
        float, typer.Option("--wait", min=0, help="How many seconds to wait for a run that is under way.")
    ] = 600,
) -> None:
    """Fold in what changed since the last snapshot; with --from and --to, compute those days from the sources again."""
    days = _days(from_day, to_day)
    settings = load_settings()
    with open_company_database(settings) as database:
        booked = book_when_free(database, Trigger.COMMAND, this_process(), wait_seconds=wait, waiting=_tell_of)
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


def result_text(result: RunResult) -> str:
    """What a run did, for a person."""
    if result.snapshot_id is None:
        return f"Nothing changed ({result.kind} run); the last snapshot stands."
    return f"Published snapshot {result.snapshot_id}: {result.rows_changed:,} rows changed ({result.kind} run)."


def _tell_of(running: AlreadyRunning) -> None:
    Console(stderr=True, soft_wrap=True).print(f"{running}: waiting for it.", highlight=False, markup=False)


def _days(first: datetime | None, last: datetime | None) -> Days | None:
    if first is None and last is None:
        return None
    if first is None or last is None or first > last:
        raise typer.BadParameter("give both --from and --to, the earlier day first")
    return Days(first.date(), last.date())
