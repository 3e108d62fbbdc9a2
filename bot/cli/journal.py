"""`kpibot audit` and `kpibot forget`: who asked for what, and that nobody did."""

import csv
import sys
from collections.abc import Callable, Mapping
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.company_database import open_company_database
from bot.exporting.cells import cell_text
from bot.journal.asking import read_wanted
from bot.journal.book import Journal
from bot.journal.entry import Written
from bot.journal.erasing import erase
from bot.settings import load_settings

_MOST = 1_000_000
_COLUMNS: Mapping[str, Callable[[Written], str]] = {
    "kind": lambda line: line.entry.kind,
    "user": lambda line: line.entry.user or "",
    "channel": lambda line: line.entry.channel or "",
    "words": lambda line: line.entry.words,
    "outcome": lambda line: line.entry.outcome,
    "code": lambda line: line.entry.code,
}


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("audit")(audit)
    app.command("forget")(forget)


def audit(
    words: Annotated[list[str] | None, typer.Argument(help="30d, a person's id, letters; in any order.")] = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print all of it as CSV.")] = False,
) -> None:
    """Print who asked for what, and what came of it, the newest first: the last 7 days unless asked for more."""
    settings = load_settings()
    with open_company_database(settings) as database:
        found = Journal(database).read(read_wanted(" ".join(words or [])), _MOST)
    zone = ZoneInfo(settings.zone)
    writer = csv.writer(sys.stdout, delimiter="," if as_csv else "\t", lineterminator="\n")
    writer.writerow(("at", *_COLUMNS))
    for line in found.lines:
        at = line.at.astimezone(zone).isoformat(timespec="seconds")
        writer.writerow((at, *(cell_text(show(line)) for show in _COLUMNS.values())))


def forget(
    person: Annotated[str, typer.Argument(help="A Slack user id, such as U012AB3CD.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether you mean it.")] = False,
) -> None:
    """Erase what kpibot keeps of a person: what they asked and starred goes, and what they did was done by nobody."""
    if not yes:
        typer.confirm(f"Erase what is kept of {person}? It can't be brought back.", abort=True)
    with open_company_database(load_settings()) as database:
        erased = erase(database, person)
    typer.echo(f"{person}: {erased.gone:,} rows erased, and the name taken out of {erased.nameless:,}.")
