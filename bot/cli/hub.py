"""`kpibot hub` and `kpibot hub-key`: several companies in one process."""

import asyncio
import logging

import typer

from bot.log_lines import write_log
from bot.settings import SettingsError


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("hub")(hub)
    app.command("hub-key")(hub_key)


def hub() -> None:
    """Answer several workspaces over HTTP, each from its company's own database, and let them install the app."""
    # What is heavy is imported where it is used, and this is an optional extra as well.
    try:
        from bot.hub.serving import serve_hub  # noqa: PLC0415
        from bot.hub.settings import load_hub_settings  # noqa: PLC0415
        from bot.service import until_stopped  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        raise SettingsError(f"kpibot hub needs {missing.name}: pip install 'kpibot[hub]'") from missing
    settings = load_hub_settings()
    write_log(logging.INFO, "%(asctime)s %(levelname)s %(name)s %(message)s")

    async def run() -> None:
        await until_stopped(asyncio.create_task(serve_hub(settings)))

    asyncio.run(run())


def hub_key() -> None:
    """Print a new key for KPIBOT_HUB_KEY. Whoever loses it has every workspace install the app again."""
    try:
        from cryptography.fernet import Fernet  # noqa: PLC0415  # an optional extra
    except ModuleNotFoundError as missing:
        raise SettingsError(f"kpibot hub-key needs {missing.name}: pip install 'kpibot[hub]'") from missing
    typer.echo(Fernet.generate_key().decode())
