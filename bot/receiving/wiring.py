"""Which way Slack's deliveries arrive, as the settings say."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.log_lines import log_line
from bot.parts import Part
from bot.receiving.arrivals import Arrivals, Nothing, Readiness
from bot.receiving.http import HttpDoor
from bot.receiving.sockets import Sockets
from bot.settings import Settings, SettingsError
from store.database import Database

_log = logging.getLogger("kpibot.http")


@dataclass(frozen=True)
class SlackSide:
    """What the bot calls Slack with, and how Slack's deliveries arrive, to a process that hears any."""

    bot_token: str
    arrivals: Arrivals = field(default_factory=Nothing)


def slack_side_of(settings: Settings, part: Part = Part.ALL) -> SlackSide:
    """HTTP where KPIBOT_HTTP says at which address, and Socket Mode otherwise. Raises SettingsError."""
    own = {"SLACK_BOT_TOKEN": settings.slack_bot_token}
    if not part.hears:
        return SlackSide(_all_of(own)[0])
    if settings.http is None:
        token, app_token = _all_of(own | {"SLACK_APP_TOKEN": settings.slack_app_token})
        return SlackSide(token, Sockets(app_token))
    token, secret = _all_of(own | {"SLACK_SIGNING_SECRET": settings.slack_signing_secret})
    return SlackSide(token, HttpDoor(settings.http, secret))


def database_answers(database: Database) -> Readiness:
    """Ready while the database answers: without it no question can be answered."""

    def lacking() -> str | None:
        try:
            with database.read() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            log_line(_log, logging.WARNING, "not ready", reason=type(error).__name__)
            return "the database does not answer"
        return None

    return lacking


def _all_of(secrets: Mapping[str, SecretStr | None]) -> list[str]:
    values = {name: value.get_secret_value().strip() if value else "" for name, value in secrets.items()}
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise SettingsError(
            f"Set {' and '.join(missing)}, of your Slack app: kpibot init asks for it. To try without: kpibot demo"
        )
    return list(values.values())
