"""`kpibot etl mirror`: what lies in the company's own relations into source tables, with an account of every row."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.importing import counts_text
from bot.cli.progress import reporting
from bot.company_database import open_company_database
from bot.settings import SettingsError, load_settings
from etl.mirroring import Depth, MirroredSource, Mirroring, mirror_changed


def register(app: typer.Typer) -> None:
    """Add the command to `kpibot etl`."""
    app.command("mirror")(mirror)


def mirror(
    *,
    full: Annotated[
        bool, typer.Option("--full", help="Compare every row, not only those of days that look other than before.")
    ] = False,
) -> None:
    """Bring what changed in the relations of KPIBOT_MIRRORED; the next run folds it in. Exit code 1: look at one."""
    settings = load_settings()
    if not settings.mirrored:
        raise SettingsError("No source is mirrored: name its relation, as in KPIBOT_MIRRORED=orders = shop.kpi_orders.")
    depth = Depth.ROWS if full else Depth.DAYS
    with open_company_database(settings) as database, reporting("Mirroring") as report:
        done = mirror_changed(
            database,
            settings.company,
            datetime.now(UTC),
            depth=depth,
            progress=lambda read, total, source: report(read, total, f"{read:,} rows of {source}"),
        )
    console = Console(soft_wrap=True)
    for line in mirroring_lines(done):
        console.print(line, highlight=False, markup=False)
    if done.faults:
        raise typer.Exit(1)


def mirroring_lines(done: Mirroring) -> list[str]:
    """What a mirroring did, for a person: each source with counts that add up, and what stands in the way of others."""
    return [line for each in done.sources for line in _source_lines(each)] + [each.sentence for each in done.faults]


def _source_lines(done: MirroredSource) -> list[str]:
    lines = [f"{done.source} from {done.relation}: {_account(done)}"]
    lines += [f"  {key}: {reason}" for key, reason in done.refusals]
    hidden = done.counts.refused - len(done.refusals)
    if hidden > 0:
        lines.append(f"  and {hidden:,} more, all in the table rejected_rows with the reason")
    return lines


def _account(done: MirroredSource) -> str:
    if not (done.days_compared or done.counts.read):
        return "every day looks as before"
    days = f"{done.days_compared:,} day{'' if done.days_compared == 1 else 's'} compared"
    return f"{days}, {counts_text(done.counts)}; {done.deleted:,} deleted"
