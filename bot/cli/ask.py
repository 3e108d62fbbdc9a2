"""`kpibot ask`: the answer that `/kpi` gives, on a terminal or for a script."""

import html
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.answer_json import to_json
from bot.cli.looking_up import looked_up
from bot.command import (
    AboutAlerts,
    AboutNotes,
    Errand,
    Export,
    LookAtJournal,
    PreviewDigest,
    Refresh,
    Report,
    Say,
    Show,
)
from bot.command_registry import all_commands, read_command
from bot.company_database import open_company_database
from bot.exhibits import Found, FoundAnswer
from bot.settings import load_settings
from bot.status import read_status
from bot.views.message import Message
from bot.views.status import status_message
from metrics.answer.wording import sentence


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("ask")(ask)


def ask(
    words: Annotated[list[str], typer.Argument(help="What to ask, as after /kpi: ltvcac 90d, cac by channel, …")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    png: Annotated[Path | None, typer.Option(help="Write the picture to this file.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The latest day that may count.")] = None,
    as_of_snapshot: Annotated[int | None, typer.Option(help="Answer as when this snapshot was the newest.")] = None,
) -> None:
    """Answer what `/kpi WORDS` answers."""
    reply = read_command(" ".join(words), all_commands())
    if isinstance(reply, Report):
        _say(_status(), as_json=as_json)
        return
    if isinstance(reply, Say):
        _say(reply.message, as_json=as_json)
        raise typer.Exit(0 if words[0].lower() == "help" else 2)
    if not isinstance(reply, Show):
        _print(_elsewhere(reply))
        raise typer.Exit(2)
    found = looked_up(load_settings(), reply.shown, as_of, as_of_snapshot)
    if png is not None:
        _write_picture(found, png)
    if as_json:
        sys.stdout.write(json.dumps(to_json(found.content), ensure_ascii=False) + "\n")
    elif isinstance(found, FoundAnswer):
        _print(sentence(found.content))
    else:
        _say(found.messages(None)[-1])


_ELSEWHERE: Mapping[type, str] = {
    Refresh: "Fold in what has changed with: kpibot etl run",
    Errand: "Subscriptions are made and changed in Slack: /kpi subscribe, /kpi subscriptions",
    AboutNotes: "Notes are written and listed in Slack: /kpi note, /kpi notes.",
    AboutAlerts: "Alerts are told, and their rules changed, in Slack: /kpi alerts, /kpi alert list.",
}


def _elsewhere(reply: Refresh | Export | PreviewDigest | Errand | AboutAlerts | AboutNotes | LookAtJournal) -> str:
    """Where that is to be had, which is no answer."""
    match reply:
        case PreviewDigest(words):
            return f"See it with: kpibot digest {words}".rstrip()
        case Export(shown, form):
            return f"Have it as a file with: kpibot export {shown.words} as {form}"
        case LookAtJournal(words):
            return f"See it with: kpibot audit {words}".rstrip()
    return _ELSEWHERE[type(reply)]


def _say(message: Message, *, as_json: bool = False) -> None:
    # A message's text is escaped for Slack.
    text = html.unescape(message.text)
    if as_json:
        sys.stdout.write(json.dumps({"metric": None, "value": None, "reason": text, "text": text}) + "\n")
    else:
        _print(text)


def _print(text: str) -> None:
    Console().print(text, highlight=False, markup=False, soft_wrap=True)


def _status() -> Message:
    settings = load_settings()
    with open_company_database(settings) as database:
        return status_message(read_status(database, settings.zone, datetime.now(UTC)))


def _write_picture(found: Found, file: Path) -> None:
    # Matplotlib takes most of a second to import; who asks for no picture does not wait for it.
    from charts import render_any  # noqa: PLC0415

    if found.drawing is None:
        raise typer.BadParameter("there is nothing to draw: ask for a number or a dashboard that has values")
    picture = render_any(found.drawing)
    try:
        file.write_bytes(picture)
    except OSError as error:
        raise typer.BadParameter(f"the picture can't be written to {file}: {error.strerror}") from error
