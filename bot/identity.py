"""Who the bot is in its workspace: asked once at the start, so that no question waits for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.log_lines import log_line
from bot.settings import SettingsError
from bot.slack_errors import CONNECTION_ERRORS

Authorize = Callable[..., Awaitable[AuthorizeResult]]
_log = logging.getLogger("kpibot.slack")
PAUSES = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Identity:
    """The bot's user and team."""

    team_id: str
    team: str
    bot_id: str
    bot_user_id: str


def authorize_as(identity: Identity) -> Authorize:
    """What Bolt asks before each listener; it costs no call of Slack's. (A method would not do: Bolt passes `self`.)"""
    known = AuthorizeResult(
        enterprise_id=None, team_id=identity.team_id, bot_id=identity.bot_id, bot_user_id=identity.bot_user_id
    )

    async def authorize() -> AuthorizeResult:
        return known

    return authorize


async def learn_identity(client: AsyncWebClient) -> Identity:
    """Ask Slack whose token it is. Raises SettingsError where it is nobody's; an outage is waited for."""
    attempt = 0
    while True:
        try:
            answer = await client.auth_test()
        except SlackApiError as failure:
            raise SettingsError(_refused(failure)) from None
        except CONNECTION_ERRORS as failure:
            pause = PAUSES[min(attempt, len(PAUSES) - 1)]
            log_line(_log, logging.WARNING, "slack unreachable", reason=type(failure).__name__, retry_seconds=pause)
            attempt += 1
            await asyncio.sleep(pause)
        else:
            return Identity(
                team_id=str(answer["team_id"]),
                team=str(answer.get("team") or ""),
                bot_id=str(answer.get("bot_id") or ""),
                bot_user_id=str(answer["user_id"]),
            )


def _refused(failure: SlackApiError) -> str:
    data = getattr(failure.response, "data", None)
    code = data.get("error") if isinstance(data, dict) else "no answer"
    return (
        f"Slack does not accept SLACK_BOT_TOKEN ({code}): copy the Bot User OAuth Token (xoxb-…) of your app "
        "from its page “OAuth & Permissions” at api.slack.com/apps"
    )
