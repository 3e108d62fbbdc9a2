"""Events: who is told, once or again, and what is lost."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ManualClock, Settings, Workspace, WorkspaceServer

Json = dict[str, Any]
GENERAL, FINANCE = "C0GENERAL", "C0FINANCE"


@pytest_asyncio.fixture(loop_scope="session")
async def heard(app: AsyncApp, connect: Any) -> list[Json]:
    """The bodies of all events that reached a connected app."""
    received: list[Json] = []

    @app.event("app_mention")
    @app.event("message")
    @app.event("reaction_added")
    @app.event("reaction_removed")
    async def _event(body: Json) -> None:
        received.append(body)

    await connect(app)
    return received


def kinds(heard: list[Json]) -> list[str]:
    """The types of the events."""
    return [body["event"]["type"] for body in heard]


async def test_a_mention_reaches_the_bot_where_it_is_a_member(
    server: WorkspaceServer, workspace: Workspace, heard: list[Json]
) -> None:
    """Questions in threads would go unheard, or be heard where the bot cannot be."""
    await server.post_as_user("ada", FINANCE, "@kpibot cac")
    parent = await server.post_as_user("ada", GENERAL, "nobody in particular")
    await server.post_as_user("ada", GENERAL, "@kpibot cac 90d", thread_ts=parent.ts)
    await server.until(lambda: heard)

    event = heard[0]["event"]
    assert kinds(heard) == ["app_mention"]
    assert (event["text"], event["thread_ts"]) == (f"<@{workspace.bot.id}> cac 90d", parent.ts)


async def test_a_mention_arrives_twice_where_the_app_listens_to_messages_too(
    server: WorkspaceServer, workspace: Workspace, heard: list[Json]
) -> None:
    """A bot that answers both would answer every question twice."""
    workspace.subscribe("message.channels", "app_mention")
    message = await server.post_as_user("ada", GENERAL, "@kpibot cac")
    await server.until(lambda: len(heard) == 2)

    assert sorted(kinds(heard)) == ["app_mention", "message"]
    assert {body["event"]["ts"] for body in heard} == {message.ts}
    assert len({body["event_id"] for body in heard}) == 2


async def test_without_the_scope_there_is_no_event(
    server: WorkspaceServer, workspace: Workspace, heard: list[Json]
) -> None:
    """A manifest without app_mentions:read would pass every test."""
    workspace.set_scopes("reactions:read")
    message = await server.post_as_user("ada", GENERAL, "@kpibot cac")
    await server.react("ada", GENERAL, message.ts, "eyes")
    await server.until(lambda: heard)

    assert kinds(heard) == ["reaction_added"]


async def test_a_direct_message_needs_no_mention(server: WorkspaceServer, heard: list[Json]) -> None:
    """Plain questions to the bot would go unheard."""
    await server.send_direct("grace", "cac 90d")
    await server.until(lambda: heard)

    event = heard[0]["event"]
    assert (event["type"], event["channel_type"], event["user"]) == ("message", "im", "U00GRACE")


async def test_reactions_are_told_with_channel_and_ts_only(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, heard: list[Json]
) -> None:
    """An acknowledgement could not be matched to its alert, or not be taken back."""
    posted = await client.chat_postMessage(channel=GENERAL, text="alert")
    await server.react("ada", GENERAL, posted["ts"], ":white_check_mark:")
    await server.react("ada", GENERAL, posted["ts"], "white_check_mark")
    await server.unreact("ada", GENERAL, posted["ts"], "white_check_mark")
    await server.until(lambda: len(heard) == 2)

    item = {"type": "message", "channel": GENERAL, "ts": posted["ts"]}
    assert sorted(kinds(heard)) == ["reaction_added", "reaction_removed"]
    assert all(body["event"]["item"] == item for body in heard)
    assert workspace.messages(GENERAL)[0].reactions == ()


async def test_an_event_that_is_not_acknowledged_comes_again_with_the_same_id(
    server: WorkspaceServer, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """A bot that does not recognise a repeated event would answer four times."""
    workspace.configure(ack_seconds=0.05)
    seen: list[tuple[str, str | None]] = []
    release = asyncio.Event()

    @app.middleware
    async def _stubborn(body: Json, request: Any, next_: Any) -> None:
        seen.append((body["event_id"], request.headers.get("x-slack-retry-num", [None])[0]))
        await release.wait()
        await next_()

    await connect(app)
    await server.post_as_user("ada", GENERAL, "@kpibot cac")
    await server.until(lambda: len(seen) == 4)
    await server.until(lambda: any("was lost" in event.what for event in workspace.faults.log))
    release.set()

    assert len({event_id for event_id, _ in seen}) == 1
    assert [delivery.retry_attempt for delivery in workspace.journal.deliveries] == [0, 1, 2, 3]
    assert len({delivery.envelope_id for delivery in workspace.journal.deliveries}) == 4


async def test_the_retries_follow_slacks_schedule() -> None:
    """The bot's memory of past events could be shorter than Slack's last retry."""
    clock = ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    workspace = Workspace.demo(settings=Settings(redeliver_events_without_connection=True))
    async with WorkspaceServer(workspace, clock=clock) as server:
        await server.post_as_user("ada", GENERAL, "@kpibot cac")
        for seconds in (60, 300):
            await server.until(lambda: clock.sleepers == 1)
            clock.advance(seconds)
        await server.until(lambda: any("was lost" in event.what for event in workspace.faults.log))

    assert (clock.now() - datetime(2026, 11, 22, 9, tzinfo=UTC)).total_seconds() == 360


async def test_events_without_a_connection_are_lost(server: WorkspaceServer, workspace: Workspace) -> None:
    """A bot that does not reconcile after a restart would seem to miss nothing."""
    await server.post_as_user("ada", GENERAL, "@kpibot cac")
    await server.until(lambda: any("was lost" in event.what for event in workspace.faults.log))

    assert workspace.journal.deliveries == []


async def test_an_edit_in_a_direct_conversation_is_told_as_a_change(
    client: AsyncWebClient, server: WorkspaceServer, connect: Any
) -> None:
    """A bot that takes its own edits for questions would talk to itself."""
    listening = AsyncApp(client=client, ignoring_self_events_enabled=False)
    subtypes: list[str | None] = []

    @listening.event("message")
    @listening.event({"type": "message", "subtype": "message_changed"})
    async def _message(event: Json) -> None:
        subtypes.append(event.get("subtype"))

    await connect(listening)
    posted = await client.chat_postMessage(channel="U0000ADA", text="first")
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="second")
    await server.until(lambda: len(subtypes) == 2)

    assert set(subtypes) == {None, "message_changed"}
