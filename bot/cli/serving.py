"""`kpibot run`, `kpibot migrate` and `kpibot demo`: what stays running, and what comes before it."""

import asyncio
import logging
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path
from rich.console import Console

from bot.cli.importing import summary_lines
from bot.cli.runs import result_text
from bot.company_database import open_company_database
from bot.log_lines import write_log
from bot.parts import Part
from bot.settings import load_settings
from etl.importing import ImportSummary
from etl.run import RunResult

_console = Console(soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("run")(run)
    app.command("migrate")(migrate)
    app.command("demo")(demo)


def migrate() -> None:
    """Bring the database to this version of kpibot."""
    with open_company_database(load_settings()) as database:
        _say(f"The schema {database.schema} is up to date.")


def run(
    *,
    only: Annotated[
        Part, typer.Option(help="bot: hear people and answer. worker: runs, digests, alerts, deliveries, audits.")
    ] = Part.ALL,
) -> None:
    """Connect to Slack, answer, and do what comes by itself, until stopped. Any number may run at once."""
    # What is heavy is imported where it is used: `kpibot ask` need not wait for it.
    from bot import service  # noqa: PLC0415
    from bot.receiving.wiring import slack_side_of  # noqa: PLC0415

    settings = load_settings()
    slack = slack_side_of(settings, only)
    write_log(logging.INFO, "%(asctime)s %(levelname)s %(name)s %(message)s")
    with open_company_database(settings, keep_running=True) as database:
        asyncio.run(service.serve(database, settings, slack, only))


def demo(
    *,
    home: Annotated[
        Path | None, typer.Option(help="The demo's own folder; never the one of your real company.")
    ] = None,
    port: Annotated[int, typer.Option(help="The port of the workspace's page; 0 takes a free one.")] = 8765,
    http: Annotated[
        bool, typer.Option("--http", help="Let the bot take requests over HTTP instead of sockets.")
    ] = False,
) -> None:
    """Start a sample company, the bot and a local Slack workspace, and print the page to open."""
    own = home.resolve() if home else user_data_path("kpibot-demo", appauthor=False)
    settings = load_settings().model_copy(update={"home": own, "database_url": None, "elsewhere": None})
    write_log(logging.WARNING, "%(levelname)s %(name)s %(message)s")
    with open_company_database(settings, keep_running=True) as database:
        from bot import demo as company_demo  # noqa: PLC0415  # as in run()

        company_demo.prepare(database, settings, _say, _tell)
        asyncio.run(company_demo.serve(database, settings, port, _say, over_http=http))


def _say(text: str) -> None:
    _console.print(text, highlight=False, markup=False)


def _tell(step: ImportSummary | RunResult) -> None:
    lines = summary_lines(step) if isinstance(step, ImportSummary) else [result_text(step)]
    for line in lines:
        _say(line)
