"""Slash commands, by the real Bolt over a real socket."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from sandbox import Workspace, WorkspaceServer

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
