"""`kpibot import`: files into source tables, with an account of every row."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.channels import unknown_channel_lines
from bot.cli.progress import reporting
from bot.company_database import open_company_database
from bot.legible import legible
from bot.metric_names import METRIC_NAMES
from bot.settings import load_settings
from etl.certificates import write_watermark
from etl.contracts import CONTRACTS, FORECASTS, IMPORTED
from etl.importing import Counts, ImportSummary, import_file

# Who imports one finance model says "forecast"; the table is named like the others.
_NAMES = (*(source for source in IMPORTED if source != FORECASTS.source), "forecast")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("import")(import_source)


def _source(name: str) -> str:
    source = FORECASTS.source if name == "forecast" else name
    if source not in IMPORTED:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(_NAMES)}.")
    return source


def import_source(
    source: Annotated[str, typer.Argument(help=f"What the file holds: {', '.join(_NAMES)}.", parser=_source)],
    file: Annotated[Path, typer.Argument(help="A .csv or .csv.gz file.")],
    *,
    complete_to: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day that the file holds all rows of: it is closed then."),
    ] = None,
) -> None:
    """Import a file. Rows that can't be taken are kept aside with line and reason, and counted."""
    settings = load_settings()
    with open_company_database(settings) as database, reporting(f"Importing {file.name}") as report:
        size = file.stat().st_size if file.is_file() else 0
        summary = import_file(
            database,
            settings.company,
            source,
            file,
            lambda done, rows: report(done, size, f"{rows:,} rows"),
            names=METRIC_NAMES,
        )
        if complete_to and source in CONTRACTS and not summary.is_empty_handed:
            write_watermark(database, source, complete_to.date(), datetime.now(UTC))
    console = Console(soft_wrap=True)
    for line in summary_lines(summary):
        console.print(legible(line), highlight=False, markup=False)
    if summary.is_empty_handed:
        raise typer.Exit(1)


def summary_lines(summary: ImportSummary) -> list[str]:
    """What an import did, for a person: counts that add up, the first refusals, and what to look at."""
    lines = [f"{summary.source} from {summary.file}: {counts_text(summary.counts)}"]
    if summary.refunds and summary.refunds.read:
        lines.append(f"refunds that came with it: {counts_text(summary.refunds)}")
    if summary.is_empty_handed:
        lines.append(f"No row of {summary.file} could be used, and nothing changed.")
    lines += [
        f"  line {line:,}: {reason}" if line else f"  held earlier: {reason}" for line, reason in summary.refusals
    ]
    hidden = summary.counts.refused + (summary.refunds.refused if summary.refunds else 0) - len(summary.refusals)
    if hidden > 0:
        lines.append(f"  and {hidden:,} more, all in the table rejected_rows with line and reason")
    return [*lines, *summary.warnings, *unknown_channel_lines(summary.unknown_channels)]


def counts_text(counts: Counts) -> str:
    """What became of the rows that were read."""
    parts = [f"{counts.new:,} new", f"{counts.changed:,} changed", f"{counts.same:,} same"]
    if counts.held:
        parts.append(f"{counts.held:,} held until their order comes")
    parts.append(f"{counts.refused:,} refused")
    return f"read {counts.read:,} = {' + '.join(parts)}"
