"""`kpibot manifest`: what to paste at Slack to get the app."""

import json
from typing import Annotated
from urllib.parse import urlsplit

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("manifest")(manifest)


def manifest(
    *,
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The bot's public address, https://…, for HTTP mode; without it, Socket Mode."
        ),
    ] = None,
) -> None:
    """Print the app manifest to paste at api.slack.com/apps (Create New App, From a manifest)."""
    # Slack's side is heavy, and no other command has to wait for it.
    from bot.app_manifest import app_manifest  # noqa: PLC0415
    from bot.receiving.http import EVENTS_PATH  # noqa: PLC0415

    if url is not None and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        raise typer.BadParameter(f"{url!r} is not a public address; it looks like https://kpi.example.com")
    request_url = url.rstrip("/") + EVENTS_PATH if url is not None else None
    typer.echo(json.dumps(app_manifest(request_url), indent=2, ensure_ascii=False))
