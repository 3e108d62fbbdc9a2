"""`kpibot etl accept` and `kpibot etl complete`: what a person or a loader vouches for."""

from datetime import UTC, datetime
from getpass import getuser
from typing import Annotated

import typer
from rich.console import Console

from bot.company_database import open_company_database
from bot.settings import Settings, load_settings
from etl.certificates import accept_day, write_watermark
from etl.run import RunResult, run_etl
from store.database import Database
from store.measures import Cadence, Source

_Day = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The local day.")]
_Of = Annotated[Source, typer.Argument(help="The source.")]


def register(app: typer.Typer) -> None:
    """Add the commands to `kpibot etl`."""
    app.command("accept")(accept)
    app.command("complete")(complete)


def accept(
    day: _Day,
    source: _Of,
    reason: Annotated[str, typer.Option(help="Why the day is right as it is.")],
    by: Annotated[str, typer.Option(help="Who says so.", show_default="you")] = "",
) -> None:
    """Accept a day that was found odd: it is right as it is. Kept with who said so, and why."""
    settings, now = load_settings(), datetime.now(UTC)
    with open_company_database(settings) as database:
        accepted = accept_day(database, source.value, day.date(), reason=reason, by=by or getuser(), now=now)
        result = _publish(database, settings, now)
    _say(f"Accepted for {source.value} of {day:%Y-%m-%d}: {', '.join(accepted)}. {_published(result)}")


def complete(source: _Of, day: _Day) -> None:
    """Say that a source was loaded completely up to a day, though no later row is in."""
    if source.cadence is Cadence.SPARSE:
        raise typer.BadParameter(f"{source.value} are complete by themselves: no row of a day means none")
    settings, now = load_settings(), datetime.now(UTC)
    with open_company_database(settings) as database:
        write_watermark(database, source.value, day.date(), now)
        result = _publish(database, settings, now)
    _say(f"{source.value} are complete to {day:%Y-%m-%d}. {_published(result)}")


def _publish(database: Database, settings: Settings, now: datetime) -> RunResult:
    return run_etl(database, settings.company, now)


def _published(result: RunResult) -> str:
    return f"Published as snapshot {result.snapshot_id}." if result.snapshot_id else "No certificate changed."


def _say(line: str) -> None:
    Console(soft_wrap=True).print(line, highlight=False, markup=False)
