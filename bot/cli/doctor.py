"""`kpibot doctor`: what is wrong with the set-up, and what to do about it."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console

from bot.company_database import reached_database
from bot.doctor.database import database_findings
from bot.doctor.finding import Finding, Grade
from bot.doctor.machine import machine_findings, sample_picture
from bot.doctor.posting import TrialPost
from bot.doctor.slack import slack_findings
from bot.doctor.sources import source_findings
from bot.settings import Settings, load_settings
from bot.slack_client import SlackClient, open_session

_SIGNS = {Grade.GOOD: "ok  ", Grade.NOTE: "note", Grade.BAD: "BAD "}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("doctor")(doctor)


def doctor(
    *,
    post: Annotated[
        str | None,
        typer.Option(metavar="CHANNEL", help="Post a test message with a picture in this conversation, and remove it."),
    ] = None,
) -> None:
    """Check tokens, scopes, channels, the database and this machine, and say what to do. Changes and posts nothing,
    but where --post says so.

    Exit code 1 where something must be mended.
    """
    settings = load_settings()
    found: list[Finding] = []
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for title, findings in _examined(settings, post):
        console.print(title)
        for each in findings:
            found.append(each)
            for line in _lines(each):
                console.print(line)
    wrong = sum(each.grade is Grade.BAD for each in found)
    console.print(f"{wrong} of {len(found)} must be mended." if wrong else f"All {len(found)} are well enough to run.")
    if wrong:
        raise typer.Exit(1)


def _examined(settings: Settings, post: str | None) -> Iterator[tuple[str, Iterable[Finding]]]:
    yield "Slack", asyncio.run(_slack(settings))
    with reached_database(settings) as database:
        yield "Database", database_findings(database, settings)
    if settings.elsewhere:
        yield "Sources", source_findings(settings.elsewhere, settings.company)
    yield "This machine", machine_findings(settings)
    if post and settings.slack_bot_token is not None:
        yield "A test message", asyncio.run(_posted(settings, settings.slack_bot_token, post))


async def _slack(settings: Settings) -> list[Finding]:
    async with open_session() as session:
        return await slack_findings(settings, session)


async def _posted(settings: Settings, token: SecretStr, channel: str) -> list[Finding]:
    png = sample_picture()
    async with open_session() as session:
        slack = SlackClient(session, settings.slack_api_url, token.get_secret_value())
        return await TrialPost(slack, channel, asyncio.sleep).findings(png)


def _lines(finding: Finding) -> Iterator[str]:
    yield f"  {_SIGNS[finding.grade]}  {finding.about}: {finding.text}"
    if finding.remedy:
        yield f"        {finding.remedy}"
