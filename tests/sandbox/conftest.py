"""A running workspace, a strict client for its Web API, and Bolt apps that talk to it over real sockets."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from pytest_asyncio import is_async_test
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from sandbox import Settings, Workspace, WorkspaceServer

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests here: a browser is started once, and lives on the loop that started it."""
    for item in items:
        if item.path.is_relative_to(_HERE) and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


CHROMIUM = os.environ.get("KPIBOT_CHROMIUM") or shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OpenPage = Callable[..., Awaitable[Page]]
Connect = Callable[[AsyncApp], Awaitable[AsyncSocketModeHandler]]


@pytest.fixture
def workspace() -> Workspace:
    """The demo company, with retries and rate limits that do not slow tests down.

    A busy machine must not look like an app that is late: who tests lateness sets a short patience of its own.
    """
    return Workspace.demo(settings=Settings(ack_seconds=20, event_retries=(0.0, 0.02, 0.02), file_seconds=0.05))


@pytest_asyncio.fixture(loop_scope="session")
async def server(workspace: Workspace) -> AsyncIterator[WorkspaceServer]:
    """The workspace on the wire."""
    async with WorkspaceServer(workspace) as running:
        yield running


@pytest.fixture
def client(server: WorkspaceServer, workspace: Workspace) -> AsyncWebClient:
    """A client with the bot's token that never re-sends by itself."""
    return AsyncWebClient(token=workspace.bot_token, base_url=server.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    """A Bolt app without listeners."""
    return AsyncApp(client=client, raise_error_for_unhandled_request=False)


@pytest_asyncio.fixture(loop_scope="session")
async def connect(server: WorkspaceServer, workspace: Workspace) -> AsyncIterator[Connect]:
    """Connects a Bolt app by Socket Mode, and disconnects it after the test."""
    async with AsyncExitStack() as stack:

        async def connected(app: AsyncApp) -> AsyncSocketModeHandler:
            handler = AsyncSocketModeHandler(app, workspace.app_token, ping_interval=0.2)
            before = server.socket.connections
            await handler.connect_async()
            stack.push_async_callback(handler.close_async)
            await server.until(lambda: server.socket.connections == before + 1)
            return handler

        yield connected


@pytest.fixture
def refused() -> Callable[[Awaitable[AsyncSlackResponse]], Awaitable[dict[str, Any]]]:
    """Awaits a call that must be refused, and returns the body of the refusal."""

    async def body_of(call: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
        with pytest.raises(SlackApiError) as caught:
            await call
        return dict(caught.value.response.data)

    return body_of


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium, started once."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install one, or name it in KPIBOT_CHROMIUM")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """A browser without a past."""
    context = await chromium.new_context()
    yield context
    await context.close()


@pytest.fixture
def open_page(browser: BrowserContext, server: WorkspaceServer) -> OpenPage:
    """Opens the page at a desk's width or another, and waits until it has drawn its channels."""

    async def opened(width: int = 1280) -> Page:
        page = await browser.new_page()
        await page.set_viewport_size({"width": width, "height": 800})
        await page.goto(server.url)
        await page.wait_for_selector(".nav-item.here", state="attached")
        return page

    return opened
