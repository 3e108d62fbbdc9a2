"""The Socket Mode connections: opened together, renewed by slack_sdk, closed together, and told of in the log."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.log_lines import log_line
from bot.receiving.arrivals import Readiness
from bot.receiving.checking import kind_of
from bot.settings import SettingsError
from bot.slack_client import is_loopback
from bot.slack_errors import CONNECTION_ERRORS

Listener = Callable[..., Awaitable[None]]
_log = logging.getLogger("kpibot.socket")


@dataclass(frozen=True)
class Sockets:
    """Socket Mode, over as many connections as `count`: one may be renewed while the other listens."""

    app_token: str
    count: int = 2
    ping_seconds: float = 5.0

    @asynccontextmanager
    async def into(
        self,
        app: AsyncApp,
        on_hello: Callable[[], None],
        readiness: Readiness,  # noqa: ARG002  # nobody asks a socket
    ) -> AsyncIterator[None]:
        """Slack's deliveries reach the app inside. `on_hello`: called whenever a socket is connected, also again.

        Raises SettingsError where the token opens no connection.
        """
        async with AsyncExitStack() as stack:
            for number in range(1, self.count + 1):
                handler = _CheckedHandler(app, self.app_token, ping_interval=self.ping_seconds)
                stack.push_async_callback(_close, handler, number)
                await _connect(handler, number, on_hello)
            yield


class _CheckedHandler(AsyncSocketModeHandler):
    """Bolt reads some of a payload before its app checks it, and would leave what it can't read unacknowledged."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt
        try:
            await super().handle(client, req)
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            log_line(_log, logging.WARNING, "payload refused", kind=kind_of(req.payload), reason=type(fault).__name__)
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id))


async def _connect(handler: AsyncSocketModeHandler, number: int, on_hello: Callable[[], None]) -> None:
    client = handler.client
    if is_loopback(client.web_client.base_url):
        client.proxy = None
    client.message_listeners.append(_tell_hello(number, on_hello))
    client.on_message_listeners.append(_tell_disconnect(number))
    try:
        # slack_sdk would try a wrong token for ever.
        client.wss_uri = await client.issue_new_wss_url()
    except SlackApiError as failure:
        raise SettingsError(_refused(failure)) from None
    except CONNECTION_ERRORS as failure:
        log_line(_log, logging.WARNING, "slack unreachable", socket=number, reason=type(failure).__name__)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


async def _close(handler: AsyncSocketModeHandler, number: int) -> None:
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    log_line(_log, logging.INFO, "disconnected", socket=number)


def _tell_hello(number: int, on_hello: Callable[[], None]) -> Listener:
    async def listen(_client: object, message: dict[str, Any], _raw: str | None = None) -> None:
        if message.get("type") == "hello":
            log_line(_log, logging.INFO, "connected", socket=number, connections=message.get("num_connections"))
            on_hello()

    return listen


def _tell_disconnect(number: int) -> Listener:
    async def listen(message: WSMessage) -> None:
        # Read before slack_sdk acts on it: afterwards it tells nobody.
        if '"disconnect"' in str(message.data)[:200]:
            log_line(_log, logging.INFO, "slack asks to reconnect", socket=number)

    return listen


def _refused(failure: SlackApiError) -> str:
    data = getattr(failure.response, "data", None)
    code = data.get("error") if isinstance(data, dict) else "no answer"
    return (
        f"Slack does not accept SLACK_APP_TOKEN ({code}): make an app-level token (xapp-…) with the scope "
        "connections:write on your app's page “Basic Information” at api.slack.com/apps"
    )
