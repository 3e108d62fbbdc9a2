"""The request URL: signed requests as Slack sends them, in place of Socket Mode."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from aiohttp import web
from slack_bolt.app.async_server import AsyncSlackAppServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer

GENERAL = "C0GENERAL"


class Listening:
    """A Bolt app behind its own HTTP server, as it would be deployed."""

    def __init__(self, app: AsyncApp) -> None:
        self.app = app
        self.requests: list[web.Request] = []
        self.status: int | None = None
        self.headers: dict[str, str] = {}

    @web.middleware
    async def meddle(self, request: web.Request, handler: web.RequestHandler) -> web.StreamResponse:
        """Write every request down, and answer with `status` once one is set."""
        self.requests.append(request)
        if self.status is not None:
            return web.Response(status=self.status, headers=self.headers)
        return await handler(request)

    @property
    def retries(self) -> list[tuple[str | None, str | None]]:
        """The number and reason of each event that was delivered."""
        return [(r.headers.get("X-Slack-Retry-Num"), r.headers.get("X-Slack-Retry-Reason")) for r in self.requests]


@pytest_asyncio.fixture(loop_scope="session")
async def listening(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[Listening]:
    """A Bolt app at the workspace's request URL; it checks every signature."""
    app = AsyncApp(client=client, signing_secret=workspace.signing_secret, raise_error_for_unhandled_request=False)
    known = Listening(app)
    web_app = AsyncSlackAppServer(port=0, path="/slack/events", app=app).web_app
    web_app.middlewares.append(known.meddle)
    runner = web.AppRunner(web_app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    workspace.use_request_url(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield known
    await runner.cleanup()


async def test_a_command_an_event_and_its_answers_go_over_http(
    server: WorkspaceServer, workspace: Workspace, listening: Listening
) -> None:
    """A bot in HTTP mode could not be tried anywhere but at Slack."""
    heard: list[str] = []

    @listening.app.command("/kpi")
    async def _command(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body["text"])
        await ack("at once")

    @listening.app.event("app_mention")
    async def _mention(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    assert (await server.slash("ada", GENERAL, "/kpi", "cac & co")).ok
    await server.post_as_user("ada", GENERAL, "@kpibot hello")
    await server.until(lambda: len(heard) == 2)

    assert heard == ["cac & co", "<@U0KPIBOT> hello"]
    assert [m.text for m in workspace.messages(GENERAL, "ada") if m.by_bot] == ["at once"]
    assert (server.socket.connections, server.desk.app.connections) == (0, 1)


async def test_an_app_that_knows_another_secret_gets_no_command_through(
    server: WorkspaceServer, workspace: Workspace, listening: Listening
) -> None:
    """A wrong SLACK_SIGNING_SECRET would look like a bot that works."""
    wrong = AsyncApp(client=listening.app.client, signing_secret="another")
    listening.app.__dict__.update(wrong.__dict__)

    assert (await server.slash("ada", GENERAL, "/kpi", "cac")).error == "dispatch_failed"
    assert any("did not answer the challenge" in note.what for note in workspace.faults.log)


async def test_an_event_is_repeated_with_numbers_and_reasons_until_it_is_acknowledged(
    server: WorkspaceServer, listening: Listening
) -> None:
    """A bot that answers repeated events again would post doubles that no test shows."""
    assert (await server.slash("ada", GENERAL, "/kpi", "cac")).error == "dispatch_failed"  # 404: nobody listens to it
    listening.requests.clear()
    listening.status = 500
    await server.post_as_user("ada", GENERAL, "@kpibot hello")
    await server.until(lambda: len(listening.requests) == 4)

    assert listening.retries == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


async def test_an_app_that_wants_no_repetition_gets_none(
    server: WorkspaceServer, workspace: Workspace, listening: Listening
) -> None:
    """Slack honours x-slack-no-retry; a workspace that does not would hide what it costs."""
    await server.slash("ada", GENERAL, "/kpi", "cac")
    listening.requests.clear()
    listening.status, listening.headers = 500, {"X-Slack-No-Retry": "1"}
    await server.post_as_user("ada", GENERAL, "@kpibot hello")
    await server.until(lambda: [d for d in workspace.journal.deliveries if d.kind == "events_api"])

    assert len(listening.requests) == 1


async def test_where_nobody_listens_a_command_fails_at_once(server: WorkspaceServer, workspace: Workspace) -> None:
    """A bot that is down would look like one that is slow."""
    workspace.use_request_url("http://127.0.0.1:9/slack/events")

    assert (await server.slash("ada", GENERAL, "/kpi", "cac")).error == "dispatch_failed"


async def test_no_address_but_this_machine_is_ever_called(server: WorkspaceServer, workspace: Workspace) -> None:
    """A mistyped URL would send what people wrote in a test to a stranger."""
    workspace.use_request_url("http://192.0.2.1/slack/events")

    assert (await server.slash("ada", GENERAL, "/kpi", "cac")).error == "dispatch_failed"
