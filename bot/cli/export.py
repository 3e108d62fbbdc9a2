"""`kpibot export`: an answer or a page as a file, as `/kpi export` hands it over."""

import html
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.looking_up import looked_up
from bot.command import Export, Reply, Say, Show
from bot.command_registry import all_commands, read_command
from bot.drawing import Drawing
from bot.exhibits import is_drawable
from bot.exporting.asking import as_file
from bot.exporting.files import ExportFile, csv_file
from bot.exporting.forms import Form
from bot.exporting.making import Stationery, pdf_of
from bot.exporting.table import as_csv
from bot.settings import Settings, load_settings


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("export")(export)


def export(
    words: Annotated[list[str], typer.Argument(help="What to export, as after /kpi: revenue 90d, finance 2026-10 …")],
    *,
    to: Annotated[
        Path | None, typer.Option(help="The file to write, or a folder for it. Without, CSV is printed.")
    ] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The latest day that may count.")] = None,
    as_of_snapshot: Annotated[int | None, typer.Option(help="Answer as when this snapshot was the newest.")] = None,
) -> None:
    """Write what `/kpi WORDS` answers as a file: `as csv` (the default) or `as pdf` among the words."""
    wanted, settings = _wanted(read_command(" ".join(words), all_commands())), load_settings()
    content = looked_up(settings, wanted.shown, as_of, as_of_snapshot).content
    if wanted.form is Form.PDF:
        file = _pdf(content, settings)
    elif to is None:
        # For a pipe: no mark of the encoding, and line ends as they are.
        sys.stdout.buffer.write(as_csv(content).encode())
        return
    else:
        file = csv_file(content)
    _write(to / file.name if to and to.is_dir() else to or Path(file.name), file.content)


def _pdf(content: Drawing, settings: Settings) -> ExportFile:
    # Matplotlib takes most of a second to import; a table does not wait for it.
    from charts import PictureForm, render_any  # noqa: PLC0415

    picture = render_any(content, PictureForm.SVG) if is_drawable(content) else None
    return pdf_of(content, picture, Stationery(settings.paper, settings.zone, partial(datetime.now, UTC)))


def _wanted(reply: Reply) -> Export:
    match reply:
        case Export():
            return reply
        case Show(shown):
            return Export(shown, Form.CSV)
    told = as_file((Form.CSV,), reply)
    if isinstance(told, Say):
        # A message's text is escaped for Slack.
        sys.stderr.write(html.unescape(told.message.text) + "\n")
    raise typer.Exit(2)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"the file can't be written to {file}: {error.strerror}") from error
    sys.stdout.write(f"{file}\n")
