"""HTTP mode: Slack's requests at one address, and beside them whether the bot lives and is ready."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.log_lines import log_line
from bot.receiving.address import Address
from bot.receiving.arrivals import Readiness
from bot.receiving.checking import UnreadablePayloadError, kind_of, read_payload
from bot.receiving.signed_request import Json, RefusedRequestError, read_request
from bot.settings import SettingsError

EVENTS_PATH, ALIVE_PATH, READY_PATH = "/slack/events", "/healthz", "/readyz"
# Slack's largest payloads are views and messages of some 100 kB.
LARGEST_BODY = 1024 * 1024
_READ_SECONDS = 5.0
_READY_SECONDS = 2.0
_log = logging.getLogger("kpibot.http")


@dataclass(frozen=True)
class HttpDoor:
    """Takes Slack's requests at an address of this machine; TLS ends before it, at the platform's router.

    `last_requests`: the seconds that requests on their way may still take at the end.
    """

    address: Address
    signing_secret: str
    last_requests: float = 3.0

    @asynccontextmanager
    async def into(self, app: AsyncApp, on_hello: Callable[[], None], readiness: Readiness) -> AsyncIterator[None]:
        """Slack's requests reach the app inside."""
        visits = _Visits(app, SignatureVerifier(self.signing_secret), readiness)
        async with listening_at(self.address, visits.application(), self.last_requests):
            on_hello()
            yield


@asynccontextmanager
async def listening_at(
    address: Address, application: web.Application, last_requests: float = 3.0
) -> AsyncIterator[None]:
    """The application is served inside. Raises SettingsError where nothing can listen there."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=last_requests)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            raise SettingsError(f"KPIBOT_HTTP: nothing can listen at {address} ({error.strerror})") from None
        log_line(_log, logging.INFO, "listening", host=address.host, port=runner.addresses[0][1])
        yield
    finally:
        await runner.cleanup()
        log_line(_log, logging.INFO, "no longer listening")


@dataclass(frozen=True)
class _Visits:
    """What is answered to whom."""

    app: AsyncApp
    verifier: SignatureVerifier
    readiness: Readiness

    def application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post(EVENTS_PATH, refusing(self.delivered))
        application.router.add_get(ALIVE_PATH, self.alive)
        application.router.add_get(READY_PATH, self.ready)
        return application

    async def delivered(self, request: web.Request) -> web.Response:
        """Slack tells of something."""
        payload = read_request(await _body_of(request), request.headers, self.verifier)
        return await to_aiohttp_response(await self.app.async_dispatch(for_bolt(payload, request)))

    async def alive(self, _request: web.Request) -> web.Response:
        """The process turns around."""
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """Questions can be answered."""
        try:
            async with asyncio.timeout(_READY_SECONDS):
                lacking = await asyncio.to_thread(self.readiness)
        except TimeoutError:
            lacking = "it takes too long to find out"
        return web.json_response({"ready": not lacking, "lacking": lacking}, status=503 if lacking else 200)


async def read_signed(request: web.Request, verifier: SignatureVerifier) -> Json:
    """The payload of a request of Slack's, checked for whoever looks into it before an app does.

    Raises RefusedRequestError.
    """
    payload = read_request(await _body_of(request), request.headers, verifier)
    try:
        return read_payload(payload)
    except UnreadablePayloadError as fault:
        raise _unreadable(payload, fault) from None


def for_bolt(payload: Json, request: web.Request) -> AsyncBoltRequest:
    """As over a socket, where Bolt does not check signatures either: the door has. Raises RefusedRequestError."""
    headers: dict[str, str | Sequence[str]] = dict(request.headers)
    try:
        return AsyncBoltRequest(body=payload, headers=headers, mode="socket_mode")
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        # Bolt reads whose it is before its app does, and expects it in the shapes that Slack sends.
        raise _unreadable(payload, type(fault).__name__) from None


def _unreadable(payload: Json, reason: object) -> RefusedRequestError:
    """It is acknowledged all the same: Slack would send again what is not."""
    return RefusedRequestError(200, f"{kind_of(payload)}: {reason}")


async def _body_of(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(_READ_SECONDS):
            return await request.read()
    except TimeoutError:
        raise RefusedRequestError(408, "it did not arrive in time") from None


def refusing(
    handler: Callable[[web.Request], Awaitable[web.Response]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler, whose refusals are answered with their status alone."""

    async def answered(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except RefusedRequestError as refused:
            log_line(_log, logging.WARNING, "request refused", status=refused.status, reason=refused.reason)
            return web.Response(status=refused.status)

    return answered
