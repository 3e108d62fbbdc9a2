"""Socket Mode: one-time URLs, one connection for each envelope, and what happens when connections go."""

from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer

GENERAL = "C0GENERAL"


async def open_url(client: AsyncWebClient, workspace: Workspace) -> str:
    """A fresh Socket Mode URL."""
    return str((await client.apps_connections_open(app_token=workspace.app_token))["url"])


async def test_a_url_opens_one_connection_that_says_hello(client: AsyncWebClient, workspace: Workspace) -> None:
    """A bot that keeps its old URL would reconnect here and fail in Slack."""
    url = await open_url(client, workspace)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
        again = await session.get(url)
        again.release()

    assert (hello["type"], hello["connection_info"]["app_id"]) == ("hello", workspace.app.app_id)
    assert (hello["num_connections"], hello["debug_info"]["approximate_connection_time"]) == (1, 3600)
    assert again.status == 401


async def test_the_eleventh_connection_is_sent_away(
    client: AsyncWebClient, workspace: Workspace, server: WorkspaceServer
) -> None:
    """A deployment with too many replicas would look healthy."""
    workspace.configure(connections=1)
    async with aiohttp.ClientSession() as session, session.ws_connect(await open_url(client, workspace)):
        await server.until(lambda: server.socket.connections == 1)
        async with session.ws_connect(await open_url(client, workspace)) as refused:
            message = await refused.receive_json()

    assert (message["type"], message["reason"]) == ("disconnect", "too_many_websockets")


def noting(name: str, answered: list[str]) -> Any:
    """A listener that acknowledges and writes its name down."""

    async def _answer(ack: Any) -> None:
        answered.append(name)
        await ack()

    return _answer


async def test_each_envelope_goes_to_exactly_one_connection(
    server: WorkspaceServer, workspace: Workspace, app: AsyncApp, client: AsyncWebClient, connect: Any
) -> None:
    """Two replicas would both answer every question."""
    other = AsyncApp(client=client)
    answered: list[str] = []
    for name, each in (("first", app), ("second", other)):
        each.command("/kpi")(noting(name, answered))
        await connect(each)
    for _ in range(4):
        assert (await server.slash("ada", GENERAL, "/kpi", "cac")).ok

    assert sorted(answered) == ["first", "first", "second", "second"]
    assert [delivery.outcome for delivery in workspace.journal.deliveries] == ["acked"] * 4


async def test_without_a_connection_a_command_fails_at_once(server: WorkspaceServer) -> None:
    """A bot that is down would look like one that is slow."""
    assert (await server.slash("ada", GENERAL, "/kpi", "cac")).error == "dispatch_failed"


async def test_unknown_commands_threads_and_missing_scopes_reach_nobody(
    server: WorkspaceServer, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """A command would be tested where Slack does not offer it."""
    await connect(app)
    parent = await server.post_as_user("ada", GENERAL, "number")

    assert (await server.slash("ada", GENERAL, "/other")).error == "invalid_command"
    assert (await server.slash("ada", GENERAL, "/kpi", thread_ts=parent.ts)).error == "not_supported_in_thread"
    workspace.set_scopes("chat:write")
    assert (await server.slash("ada", GENERAL, "/kpi")).error == "dispatch_failed"
    assert workspace.journal.deliveries == []


async def test_the_bot_comes_back_after_a_disconnect_message(
    server: WorkspaceServer, app: AsyncApp, connect: Any
) -> None:
    """Slack's hourly refresh would end the bot."""

    @app.command("/kpi")
    async def _answer(ack: Any) -> None:
        await ack()

    await connect(app)
    await server.disconnect_sockets()
    await server.until(lambda: server.socket.connections == 1)

    assert (await server.slash("ada", GENERAL, "/kpi", "cac")).ok


async def test_the_bot_comes_back_after_the_cable_was_cut(server: WorkspaceServer, app: AsyncApp, connect: Any) -> None:
    """A network fault would end the bot."""
    await connect(app)
    await server.disconnect_sockets(abruptly=True)

    assert server.socket.connections == 0
    await server.until(lambda: server.socket.connections == 1)
