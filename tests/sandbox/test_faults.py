"""Misbehaviour on request: what the app is told, and what really happened."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Fault, FaultKind, Landing, ManualClock, Workspace, WorkspaceServer

GENERAL, GROWTH = "C0GENERAL", "C00GROWTH"
POST = "chat.postMessage"


def texts(workspace: Workspace) -> list[str]:
    """What stands in #general."""
    return [message.text for message in workspace.messages(GENERAL)]


@pytest.mark.parametrize(("lands", "expected"), [(Landing.NEVER, []), (Landing.AT_ONCE, ["x"])])
async def test_a_429_may_come_with_or_without_the_post(
    client: AsyncWebClient, workspace: Workspace, lands: Landing, expected: list[str]
) -> None:
    """A bot that takes 429 for "not posted" would post twice."""
    workspace.faults.add(Fault(FaultKind.RATE_LIMITED, method=POST, lands=lands, retry_after=7))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=GENERAL, text="x")

    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert texts(workspace) == expected
    call = workspace.journal.of(POST)[0]
    assert (call.worked, call.answered, call.fault) == (bool(expected), 429, "rate_limited")


@pytest.mark.parametrize(("lands", "expected"), [(Landing.NEVER, []), (Landing.AT_ONCE, ["x"])])
async def test_a_server_error_may_come_before_or_after_the_post(
    client: AsyncWebClient, workspace: Workspace, lands: Landing, expected: list[str]
) -> None:
    """A bot that takes 503 for "not posted" would post twice."""
    workspace.faults.add(Fault(FaultKind.SERVER_ERROR, method=POST, lands=lands))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=GENERAL, text="x")

    assert caught.value.response.status_code == 503
    assert texts(workspace) == expected


async def test_a_dropped_connection_makes_the_default_client_post_twice(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    """The very fault that the outbox exists for could not be shown."""
    workspace.faults.add(Fault(FaultKind.DROP, method=POST, lands=Landing.AT_ONCE, times=None))
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=GENERAL, text="once")
    workspace.faults.clear()
    workspace.faults.add(Fault(FaultKind.DROP, method=POST, lands=Landing.AT_ONCE))
    client.retry_handlers.append(AsyncConnectionErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel=GENERAL, text="twice")

    assert texts(workspace) == ["once", "twice", "twice"]


async def test_a_post_that_timed_out_may_still_land(workspace: Workspace) -> None:
    """A bot that looks for its message too early would post it again."""
    clock = ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    async with WorkspaceServer(workspace, clock=clock) as server:
        client = AsyncWebClient(token=workspace.bot_token, base_url=server.api_url, retry_handlers=[])
        workspace.faults.add(Fault(FaultKind.DROP, method=POST, lands=Landing.LATE, seconds=20))
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel=GENERAL, text="late")
        before = texts(workspace)
        await server.until(lambda: clock.sleepers)
        clock.advance(20)
        await server.until(lambda: texts(workspace))

    assert (before, texts(workspace)) == ([], ["late"])


async def test_a_hanging_call_ends_by_the_callers_timeout_and_does_not_stop_the_workspace(
    server: WorkspaceServer, workspace: Workspace
) -> None:
    """A bot without a timeout would hang for ever."""
    impatient = AsyncWebClient(token=workspace.bot_token, base_url=server.api_url, retry_handlers=[], timeout=1)
    workspace.faults.add(Fault(FaultKind.HANG, method=POST, lands=Landing.AT_ONCE))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as session:
        headers = {"Authorization": f"Bearer {workspace.bot_token}"}
        with pytest.raises(TimeoutError):
            await session.post(f"{server.api_url}{POST}", headers=headers, json={"channel": GENERAL, "text": "x"})

    assert texts(workspace) == ["x"]
    assert (await impatient.auth_test())["ok"]


async def test_a_fault_can_be_an_error_of_slacks(client: AsyncWebClient, workspace: Workspace, refused: Any) -> None:
    """The bot's answer to fatal_error could not be tested."""
    workspace.faults.add(Fault(FaultKind.API_ERROR, method=POST, error="fatal_error", lands=Landing.AT_ONCE))

    assert (await refused(client.chat_postMessage(channel=GENERAL, text="x")))["error"] == "fatal_error"
    assert texts(workspace) == ["x"]


async def test_a_fault_keeps_to_its_channel_its_count_and_its_turn(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    """A test that fails the third post in one channel would fail others."""
    workspace.faults.add(Fault(FaultKind.API_ERROR, method=POST, channel="#general", skip=1, times=1))
    outcomes = []
    for channel in (GROWTH, GENERAL, GENERAL, GROWTH, GENERAL):
        try:
            await client.chat_postMessage(channel=channel, text="x")
            outcomes.append("ok")
        except SlackApiError:
            outcomes.append("failed")

    assert outcomes == ["ok", "ok", "failed", "ok", "ok"]
    assert workspace.faults.active == ()
    assert any("chat.postMessage" in event.what for event in workspace.faults.log)


async def test_response_urls_and_uploads_can_fail_too(client: AsyncWebClient, workspace: Workspace) -> None:
    """Only half of the ways to Slack could be tested."""
    announced = await client.files_getUploadURLExternal(filename="a.txt", length=2)
    workspace.faults.add(Fault(FaultKind.SERVER_ERROR, method="upload"))
    async with aiohttp.ClientSession() as session:
        first = await session.post(announced["upload_url"], data=b"hi")
        second = await session.post(announced["upload_url"], data=b"hi")
        first.release()
        second.release()

    assert (first.status, second.status) == (503, 200)
