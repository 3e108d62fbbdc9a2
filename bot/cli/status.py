"""`kpibot etl status`: how the numbers stand, on a terminal."""

from collections.abc import Sequence
from datetime import UTC, datetime

import typer
from rich.console import Console
from rich.table import Table

from bot.company_database import open_company_database
from bot.settings import load_settings
from bot.status import read_status
from bot.views.status_lines import Line, parts, verdict


def register(app: typer.Typer) -> None:
    """Add the command to `kpibot etl`."""
    app.command("status")(status)


def status() -> None:
    """Say how the numbers stand: sources, certificates, what is owed, last runs. Exit code 1: look at something."""
    settings = load_settings()
    with open_company_database(settings) as database:
        found = read_status(database, settings.zone, datetime.now(UTC))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(verdict(found))
    for title, lines in parts(found):
        console.print(_table(title, lines))
    if any(line.needs_attention for title, lines in parts(found) if title != "Last runs" for line in lines):
        raise typer.Exit(1)


def _table(title: str, lines: Sequence[Line]) -> Table:
    table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        where = f" for {line.channel}" if line.channel else ""
        table.add_row(f"{line.about}{where}", f"{'! ' if line.needs_attention else ''}{line.text}")
    return table
