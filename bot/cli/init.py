"""`kpibot init`: asks for what kpibot must know, and writes it into `.env`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from bot.env_file import named_in, with_settings, write
from bot.receiving.address import read_address

_FILE = Path(".env")


@dataclass(frozen=True)
class Asked:
    """A setting to be asked for. `fault`: what is wrong with an answer; None where it will do. An empty one is left out
    where the setting is `optional`. `is_wanted`: whether it matters, given what is answered so far.
    """

    name: str
    question: str
    fault: Callable[[str], str | None]
    default: str = ""
    is_secret: bool = False
    optional: bool = False
    is_wanted: Callable[[Mapping[str, str]], bool] = lambda _: True


def _token(prefix: str) -> Callable[[str], str | None]:
    return lambda text: None if text.startswith(prefix) and len(text) > len(prefix) else f"It begins with {prefix}"


def _address(text: str) -> str | None:
    is_one = text.startswith(("postgresql://", "postgres://"))
    return None if is_one else "It looks like postgresql://user:password@host:5432/name"


def _http(text: str) -> str | None:
    try:
        read_address(text)
    except ValueError as error:
        return str(error)
    return None


def _signing_secret(text: str) -> str | None:
    is_one = len(text) >= 16 and text.isascii() and text.isalnum()
    return None if is_one else "It is a row of letters and digits, and no token"


def _zone(text: str) -> str | None:
    return None if text in available_timezones() else "It is a name such as America/Toronto or Europe/Berlin"


def _currency(text: str) -> str | None:
    is_one = len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()
    return None if is_one else "It has three capital letters, such as CAD or EUR"


ASKED = (
    Asked("SLACK_BOT_TOKEN", "The bot token of your Slack app (OAuth & Permissions)", _token("xoxb-"), is_secret=True),
    Asked(
        "KPIBOT_HTTP",
        "Where to take Slack's requests over HTTP, such as 0.0.0.0:3000; nothing, for Socket Mode",
        _http,
        optional=True,
    ),
    Asked(
        "SLACK_APP_TOKEN",
        "Its app-level token, with connections:write (Basic Information)",
        _token("xapp-"),
        is_secret=True,
        is_wanted=lambda answers: "KPIBOT_HTTP" not in answers,
    ),
    Asked(
        "SLACK_SIGNING_SECRET",
        "Its signing secret (Basic Information)",
        _signing_secret,
        is_secret=True,
        is_wanted=lambda answers: "KPIBOT_HTTP" in answers,
    ),
    Asked(
        "DATABASE_URL",
        "The address of your PostgreSQL; nothing, for kpibot's own in its home",
        _address,
        is_secret=True,
        optional=True,
    ),
    Asked("KPIBOT_ZONE", "The company's time zone: its days begin and end there", _zone, default="America/Toronto"),
    Asked("KPIBOT_CURRENCY", "The company's one currency", _currency, default="CAD"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("init")(init)


def init(
    *, again: Annotated[bool, typer.Option("--again", help="Ask also for what the file has, and replace it.")] = False
) -> None:
    """Ask for tokens, database, zone and currency, and write them into .env here; other lines of it stay.

    What the file has already is not asked for again.
    """
    text = _FILE.read_text(encoding="utf-8") if _FILE.exists() else ""
    there = {} if again else dict.fromkeys(named_in(text), "")
    is_complete, values = True, dict[str, str]()
    for asked in ASKED:
        if asked.name in there or not asked.is_wanted(there | values):
            continue
        is_complete, answer = False, _answer(asked)
        values |= {asked.name: answer} if answer else {}
    if is_complete:
        typer.echo(f"{_FILE} has all of it. To change it: kpibot init --again")
        return
    try:
        write(_FILE, with_settings(text, values))
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from error
    typer.echo(f"Written into {_FILE}, which only you can read: {', '.join(values)}.")
    typer.echo("Now: kpibot doctor says whether all of it works, and kpibot run starts the bot.")


def _answer(asked: Asked) -> str:
    """What was typed, once it will do."""
    while True:
        default = asked.default or ("" if asked.optional else None)
        typed = str(
            typer.prompt(asked.question, default=default, hide_input=asked.is_secret, show_default=bool(asked.default))
        ).strip()
        if not typed and asked.optional:
            return ""
        fault = asked.fault(typed)
        if fault is None:
            return typed
        typer.echo(f"{fault}.")
