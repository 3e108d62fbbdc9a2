"""`kpibot digest`: what a digest would say now, on a terminal."""

import html
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from bot.answering import Answering
from bot.cli.looking_up import terminal_sight
from bot.company_database import open_company_database
from bot.digest.desk import DigestDesk
from bot.digest.previewing import DigestPreviews, NoSuchDigest
from bot.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("digest")(digest)


def digest(
    audience: Annotated[str, typer.Argument(help="Whose: executive, finance, growth, or one of your own.")] = "",
    *,
    edition: Annotated[str, typer.Option(help="daily, weekly or monthly.")] = "daily",
) -> None:
    """Print the digest as it would be posted now; nothing is posted."""
    settings = load_settings()
    with open_company_database(settings) as database:
        answering = Answering(
            database, settings.zone, settings.currency, partial(datetime.now, UTC), settings.catalogue
        )
        desk = DigestDesk(database, settings.zone, settings.currency, settings.digests, settings.catalogue)
        found = DigestPreviews(desk, answering).of(f"{audience} {edition}", terminal_sight(settings))
    # A message's text is escaped for Slack.
    Console().print(html.unescape(found.messages(None)[-1].text), highlight=False, markup=False, soft_wrap=True)
    if isinstance(found, NoSuchDigest):
        raise typer.Exit(2)
