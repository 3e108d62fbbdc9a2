"""Rate limits: one message a second in each channel, and the tiers, by a clock that stands still."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ManualClock, Workspace, WorkspaceServer

GENERAL, GROWTH = "C0GENERAL", "C00GROWTH"


@pytest.fixture
def clock() -> ManualClock:
    """A clock that only the test moves."""
    return ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest_asyncio.fixture(loop_scope="session")
async def slow_client(workspace: Workspace, clock: ManualClock) -> AsyncIterator[AsyncWebClient]:
    """A client of a workspace that lives by that clock."""
    async with WorkspaceServer(workspace, clock=clock) as server:
        yield AsyncWebClient(token=workspace.bot_token, base_url=server.api_url, retry_handlers=[])


async def retry_after(client: AsyncWebClient, channel: str = GENERAL) -> int:
    """What Slack says when a post is one too many."""
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=channel, text="too many")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    return int(caught.value.response.headers["Retry-After"])


async def test_a_channel_takes_a_small_burst_and_then_one_message_a_second(
    slow_client: AsyncWebClient, clock: ManualClock, workspace: Workspace
) -> None:
    """A bot without pacing would pass every test and lose alerts in an incident."""
    for _ in range(3):
        await slow_client.chat_postMessage(channel=GENERAL, text="burst")
    wait = await retry_after(slow_client)
    clock.advance(0.9)
    await retry_after(slow_client)
    clock.advance(0.1)
    await slow_client.chat_postMessage(channel=GENERAL, text="paced")
    await retry_after(slow_client)

    assert wait == 1
    assert len(workspace.messages(GENERAL)) == 4


async def test_other_channels_go_on(slow_client: AsyncWebClient) -> None:
    """One noisy channel would silence all others."""
    for _ in range(3):
        await slow_client.chat_postMessage(channel=GENERAL, text="burst")
    await retry_after(slow_client)

    assert (await slow_client.chat_postMessage(channel=GROWTH, text="quiet"))["ok"]


async def test_a_tier_is_a_number_of_calls_in_a_minute(slow_client: AsyncWebClient, clock: ManualClock) -> None:
    """A bot that asks Slack for everything all the time would not be noticed."""
    for _ in range(20):
        await slow_client.users_list()
    clock.advance(20)
    with pytest.raises(SlackApiError) as caught:
        await slow_client.users_list()
    clock.advance(40)

    assert caught.value.response.headers["Retry-After"] == "40"
    assert (await slow_client.users_list())["ok"]
    assert (await slow_client.users_info(user="U0000ADA"))["ok"]


async def test_limits_can_be_switched_off(slow_client: AsyncWebClient, workspace: Workspace) -> None:
    """A test of something else would be slowed down."""
    workspace.configure(rate_limits=False)
    for _ in range(10):
        await slow_client.chat_postMessage(channel=GENERAL, text="x")

    assert len(workspace.messages(GENERAL)) == 10
