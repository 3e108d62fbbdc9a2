"""What Slack says: whose the tokens are, what they may do, and where the bot may post."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doctor.access import access_findings
from bot.doctor.clocks import clock_finding
from bot.doctor.finding import Finding, bad, good
from bot.doctor.scopes import scope_findings
from bot.settings import Settings
from bot.slack_client import SlackClient, make_client
from bot.slack_errors import CONNECTION_ERRORS

_TOKENS = "Copy it from your app's settings at api.slack.com/apps into .env."
_REASONS: Mapping[str, str] = {
    "invalid_auth": "Slack does not know this token",
    "not_authed": "Slack does not know this token",
    "account_inactive": "the app was removed from the workspace",
    "token_revoked": "the token was revoked",
    "missing_scope": "the token lacks a scope",
    "not_allowed_token_type": "it is a token of another kind",
}


async def slack_findings(settings: Settings, session: ClientSession) -> list[Finding]:
    """All that can be learnt without posting anything."""
    bot = settings.slack_bot_token
    found: list[Finding] = []
    if bot is None:
        found.append(bad("bot token", "SLACK_BOT_TOKEN is not set", f"It begins with xoxb-. {_TOKENS}"))
    else:
        web = make_client(session, settings.slack_api_url, bot.get_secret_value())
        found += await _bot_findings(web, settings)
        slack = SlackClient(session, settings.slack_api_url, bot.get_secret_value())
        found += await access_findings(settings.access, slack)
    return [*found, await _arrival_finding(settings, session)]


async def _arrival_finding(settings: Settings, session: ClientSession) -> Finding:
    """Whether what happens in Slack can arrive."""
    app, secret = settings.slack_app_token, settings.slack_signing_secret
    if settings.http is not None:
        if secret is None or not secret.get_secret_value():
            return bad("signing secret", "SLACK_SIGNING_SECRET is not set", _TOKENS)
        return good("HTTP mode", f"requests are taken at {settings.http}, if Slack signed them")
    if app is None:
        return bad("app token", "SLACK_APP_TOKEN is not set", f"It begins with xapp-. {_TOKENS}")
    return await _app_finding(make_client(session, settings.slack_api_url, app.get_secret_value()))


async def _bot_findings(web: AsyncWebClient, settings: Settings) -> list[Finding]:
    answer = await _asked(web, "auth.test", {})
    if isinstance(answer, str):
        return [bad("bot token", answer, f"SLACK_BOT_TOKEN begins with xoxb-. {_TOKENS}")]
    found = [good("bot token", f"it is {answer['user']}'s in {answer['team']}")]
    found += scope_findings(filter(None, str(answer.headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")))
    date = answer.headers.get("date")
    if date:
        found.append(clock_finding("clock against Slack's", datetime.now(UTC) - parsedate_to_datetime(date)))
    for channel, what in _places(settings):
        found.append(await _place_finding(web, channel, what))
    return found


async def _app_finding(web: AsyncWebClient) -> Finding:
    """Asking for an address takes no connection: that is only made when it is used."""
    answer = await _asked(web, "apps.connections.open", {})
    if isinstance(answer, str):
        remedy = "Make an app-level token with connections:write (Basic Information), and turn Socket Mode on."
        return bad("app token", answer, remedy)
    return good("app token", "it opens connections")


def _places(settings: Settings) -> Iterator[tuple[str, str]]:
    """Each conversation that is posted to by itself, once, with what goes there. People are always reached."""
    places: dict[str, list[str]] = {}
    for digest in settings.digests:
        places.setdefault(digest.channel, []).append(f"the {digest.audience.name} digest")
    if settings.alerts:
        places.setdefault(settings.alerts, []).append("alerts")
    yield from ((channel, " and ".join(what)) for channel, what in places.items() if channel[:1] in "CG")


async def _place_finding(web: AsyncWebClient, channel: str, what: str) -> Finding:
    """Reading the newest message takes what posting and proving take: to be there, and to see its history."""
    answer = await _asked(web, "conversations.history", {"channel": channel, "limit": 1})
    if not isinstance(answer, str):
        return good(f"channel {channel}", f"{what}: the bot is there and sees its history")
    return bad(f"channel {channel}", f"{what}: {answer}", "Write /invite @kpibot there; check the id in the settings.")


async def _asked(web: AsyncWebClient, method: str, arguments: Mapping[str, object]) -> AsyncSlackResponse | str:
    """The answer, or in words why there is none."""
    try:
        return await web.api_call(method, params={key: str(value) for key, value in arguments.items()})
    except SlackApiError as failure:
        code = str(failure.response.get("error", "unknown"))
        return f"{_REASONS.get(code, 'Slack refused')} ({code})"
    except CONNECTION_ERRORS as failure:
        return f"Slack can't be reached ({type(failure).__name__})"
