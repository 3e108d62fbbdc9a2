"""Slash commands, by the real Bolt over a real socket."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from sandbox import ManualClock, Workspace, WorkspaceServer

GENERAL = "#general"


async def test_the_answer_in_the_ack_is_shown_to_the_asker_alone(
    server: WorkspaceServer, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """An answer declared as nobody's in particular would otherwise be read by the whole channel."""

    @app.command("/kpi")
    async def answer(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"You asked for {command['text']} in {command['channel_name']}")

    await connect(app)
    result = await server.slash("ada", GENERAL, "/kpi", "ltvcac")

    assert result.ok
    assert [m.text for m in workspace.messages(GENERAL, viewer="ada")] == ["You asked for ltvcac in general"]
    assert workspace.messages(GENERAL, viewer="grace") == []


async def test_the_deadline_of_an_ack_is_three_seconds(app: AsyncApp) -> None:
    """A bot that needs 2.9 s would be told that it failed, or one that needs 3.1 s that it did not."""
    clock, release = ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC)), asyncio.Event()
    workspace = Workspace.demo()

    @app.command("/kpi")
    async def _slow(ack: Any) -> None:
        await release.wait()
        await ack()

    async with WorkspaceServer(workspace, clock=clock) as server:
        app.client.base_url, app.client.token = server.api_url, workspace.bot_token
        handler = AsyncSocketModeHandler(app, workspace.app_token)
        await handler.connect_async()
        await server.until(lambda: server.socket.connections)
        for seconds, expected in ((2.9, None), (3.0, "operation_timeout")):
            release.clear()
            asking = asyncio.create_task(server.slash("ada", GENERAL, "/kpi", "cac"))
            await server.until(lambda: clock.sleepers)
            clock.advance(seconds)
            if expected is None:
                release.set()
            assert (await asking).error == expected
        release.set()
        await handler.close_async()


async def test_a_late_ack_is_an_operation_timeout(
    server: WorkspaceServer, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """A bot that works before it acknowledges would pass its tests and fail its users."""
    workspace.configure(ack_seconds=0.05)
    release = asyncio.Event()

    @app.command("/kpi")
    async def too_late(ack: Any) -> None:
        await release.wait()
        await ack("too late")

    await connect(app)
    result = await server.slash("ada", GENERAL, "/kpi", "cac")
    release.set()

    assert result.error == "operation_timeout"
    assert workspace.messages(GENERAL, viewer="ada") == []
