"""`kpibot hub`: one door for all workspaces, the way to install the app, and the companies behind."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.signature import SignatureVerifier

from bot.app_manifest import app_manifest
from bot.background import Background
from bot.hub.companies import Companies
from bot.hub.company_files import read_companies
from bot.hub.installations import EncryptedInstallations
from bot.hub.router import Router, is_ending, team_of
from bot.hub.settings import HubSettings
from bot.hub.threaded import ThreadedInstallations, ThreadedStates
from bot.log_lines import log_line
from bot.receiving.http import ALIVE_PATH, EVENTS_PATH, LARGEST_BODY, for_bolt, listening_at, read_signed, refusing
from bot.slack_client import make_client, open_session
from charts import RenderPool
from store.database import Database, open_database

_STATE_SECONDS = 600
_LAST_ENDINGS_SECONDS = 10.0
_NOT_SET_UP = "kpibot is installed here and has no numbers yet: whoever runs it has to set up this workspace."
_log = logging.getLogger("kpibot.hub")


async def serve_hub(settings: HubSettings) -> None:
    """Run until cancelled. Raises SettingsError."""
    async with running_hub(settings):
        await asyncio.Event().wait()


@asynccontextmanager
async def running_hub(settings: HubSettings) -> AsyncIterator[Companies]:
    """The door is open and every installed company runs inside."""
    companies_settings = read_companies(settings.companies)
    async with AsyncExitStack() as stack:
        database = open_database(settings.database_url.get_secret_value(), schema="public")
        stack.callback(database.close)
        store, states = _stores(settings, database)
        session = await stack.enter_async_context(open_session())
        pool = await stack.enter_async_context(RenderPool(workers=2))
        installations = ThreadedInstallations(store)
        companies = Companies(companies_settings, installations, Router(), pool)
        stack.push_async_callback(companies.close)
        flow = AsyncOAuthFlow(
            client=make_client(session, settings.slack_api_url, None),
            settings=_oauth(settings, installations, ThreadedStates(states), companies),
        )
        await companies.start_all()
        background = Background()
        stack.push_async_callback(background.finish, _LAST_ENDINGS_SECONDS)
        verifier = SignatureVerifier(settings.signing_secret.get_secret_value())
        door = _Door(companies, verifier, flow, background)
        await stack.enter_async_context(listening_at(settings.http, door.application()))
        yield companies


def _stores(settings: HubSettings, database: Database) -> tuple[EncryptedInstallations, SQLAlchemyOAuthStateStore]:
    store = EncryptedInstallations(settings.client_id, database.engine, settings.key.get_secret_value())
    states = SQLAlchemyOAuthStateStore(expiration_seconds=_STATE_SECONDS, engine=database.engine)
    store.create_tables()  # type: ignore[no-untyped-call]  # Slack leaves it untyped
    states.create_tables()  # type: ignore[no-untyped-call]
    return store, states


def _oauth(
    settings: HubSettings, installations: ThreadedInstallations, states: ThreadedStates, companies: Companies
) -> AsyncOAuthSettings:
    """The app starts in a workspace as soon as it is installed."""

    async def installed(args: AsyncSuccessArgs) -> BoltResponse:
        await companies.start(str(args.installation.team_id))
        return await args.default.success(args)

    async def failed(args: object) -> BoltResponse:
        return await args.default.failure(args)  # type: ignore[attr-defined,no-any-return]  # Bolt's own argument

    public = settings.public_url.rstrip("/") if settings.public_url else None
    return AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        scopes=app_manifest()["oauth_config"]["scopes"]["bot"],
        redirect_uri=f"{public}/slack/oauth_redirect" if public else None,
        installation_store=installations,
        state_store=states,
        state_expiration_seconds=_STATE_SECONDS,
        callback_options=AsyncCallbackOptions(success=installed, failure=failed),
    )


@dataclass(frozen=True)
class _Door:
    """What is answered to whom."""

    companies: Companies
    verifier: SignatureVerifier
    flow: AsyncOAuthFlow
    background: Background

    def application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post(EVENTS_PATH, refusing(self.delivered))
        application.router.add_get(self.flow.install_path, self._by(self.flow.handle_installation))
        application.router.add_get(self.flow.redirect_uri_path, self._by(self.flow.handle_callback))
        application.router.add_get(ALIVE_PATH, self.alive)
        return application

    async def delivered(self, request: web.Request) -> web.Response:
        """Slack tells of something in one workspace."""
        payload = await read_signed(request, self.verifier)
        if payload.get("type") == "url_verification":
            return web.json_response({"challenge": payload.get("challenge")})
        if is_ending(payload):
            # Acknowledged at once: Slack would tell of it again, and the second time end what was installed since.
            self.background.start(self.companies.end(team_of(payload) or ""))
            return web.Response()
        app = self.companies.router.app_for(payload)
        if app is None:
            log_line(_log, logging.WARNING, "nobody runs for a workspace", team=team_of(payload))
            is_command = "command" in payload
            return web.json_response({"text": _NOT_SET_UP} if is_command else {})
        return await to_aiohttp_response(await app.async_dispatch(for_bolt(payload, request)))

    async def alive(self, _request: web.Request) -> web.Response:
        """The process turns around, and so many companies run."""
        return web.json_response({"alive": True, "companies": len(self.companies.router.apps)})

    @staticmethod
    def _by(
        handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def page(request: web.Request) -> web.Response:
            bolt = AsyncBoltRequest(body="", query=request.query_string, headers=dict(request.headers))
            return await to_aiohttp_response(await handle(bolt))

        return page
