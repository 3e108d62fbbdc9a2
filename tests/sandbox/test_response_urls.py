"""response_urls: five uses, thirty minutes, and who gets to see what comes of them."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import ManualClock, Workspace, WorkspaceServer
from sandbox.state.links import LinkKind

GENERAL, FINANCE = "C0GENERAL", "C0FINANCE"
BUTTON = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [{"type": "button", "action_id": "go", "value": "v", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


@pytest_asyncio.fixture(loop_scope="session")
async def links(app: AsyncApp, connect: Any) -> list[str]:
    """The response_urls that the app received, from commands and from the button, in order."""
    received: list[str] = []

    @app.command("/kpi")
    async def _command(ack: Any, command: dict[str, Any]) -> None:
        received.append(command["response_url"])
        await ack()

    @app.action("go")
    async def _action(ack: Any, body: dict[str, Any]) -> None:
        received.append(body["response_url"])
        await ack()

    await connect(app)
    return received


async def send(url: str, **body: object) -> tuple[int, str]:
    """Use a link, and return the status and the body of the answer."""
    answer = await AsyncWebhookClient(url, retry_handlers=[]).send_dict(body)
    return answer.status_code, answer.body


async def test_a_link_works_five_times(server: WorkspaceServer, workspace: Workspace, links: list[str]) -> None:
    """A bot that answers in six steps would lose the last one."""
    await server.slash("ada", GENERAL, "/kpi", "cac")
    statuses = [await send(links[0], text=f"answer {n}") for n in range(6)]

    assert statuses[:5] == [(200, "ok")] * 5
    assert statuses[5] == (404, '{"ok": false, "error": "used_url"}')
    assert len(workspace.messages(GENERAL, viewer="ada")) == 5


async def test_a_link_works_for_thirty_minutes(workspace: Workspace) -> None:
    """An answer that took too long would be shown here and lost in Slack."""
    clock = ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    async with WorkspaceServer(workspace, clock=clock) as server:
        link = workspace.links.issue(LinkKind.COMMAND, "U0000ADA", GENERAL)
        clock.advance(30 * 60)
        in_time = await send(server.desk.response_url(link), text="just in time")
        clock.advance(1)
        too_late = await send(server.desk.response_url(link), text="too late")

    assert in_time == (200, "ok")
    assert too_late == (404, '{"ok": false, "error": "expired_url"}')


async def test_an_answer_is_private_unless_it_says_otherwise(
    server: WorkspaceServer, workspace: Workspace, links: list[str]
) -> None:
    """A number meant for one person would be shown to a channel, or the other way round."""
    await server.slash("ada", FINANCE, "/kpi", "cac 90d")
    await send(links[0], text="private")
    await send(links[0], text="public", response_type="in_channel")

    assert [m.text for m in workspace.messages(FINANCE, viewer="grace")] == ["/kpi cac 90d", "public"]
    assert [m.text for m in workspace.messages(FINANCE, viewer="ada")] == ["private", "/kpi cac 90d", "public"]


async def test_a_commands_answer_has_no_original_to_replace(
    server: WorkspaceServer, workspace: Workspace, links: list[str]
) -> None:
    """A "please wait" that is meant to be replaced would stay for ever in Slack."""
    await server.slash("ada", GENERAL, "/kpi", "cac")
    await send(links[0], text="please wait")
    await send(links[0], text="done", replace_original=True)
    refusal = await send(links[0], delete_original=True)

    assert [m.text for m in workspace.messages(GENERAL, viewer="ada")] == ["please wait", "done"]
    assert refusal == (200, '{"ok": false, "error": "cant_delete_message"}')


async def test_a_clicks_link_replaces_and_deletes_the_message(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, links: list[str]
) -> None:
    """The controls under an answer could not edit it."""
    posted = await client.chat_postMessage(channel=GENERAL, text="first", blocks=BUTTON)
    await server.click("ada", posted["ts"], GENERAL, "go")
    await send(links[0], text="second", replace_original=True, blocks=BUTTON)
    replaced = workspace.messages(GENERAL)[0]
    await server.click("ada", posted["ts"], GENERAL, "go")
    with_more = await send(links[1], delete_original=True, text="x")
    await send(links[1], delete_original=True)

    assert (replaced.ts, replaced.text, replaced.edited_ts is not None) == (posted["ts"], "second", True)
    assert with_more == (200, '{"ok": false, "error": "invalid_arguments"}')
    assert workspace.messages(GENERAL) == []


async def test_only_a_fresh_link_changes_an_ephemeral_message(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, links: list[str]
) -> None:
    """A private answer's controls would not work at all."""
    await client.chat_postEphemeral(channel=GENERAL, user="U0000ADA", text="first", blocks=BUTTON)
    shown = workspace.messages(GENERAL, viewer="ada")[0]
    await server.click("ada", shown.ts, GENERAL, "go")
    await send(links[0], text="second", replace_original=True)

    assert [m.text for m in workspace.messages(GENERAL, viewer="ada")] == ["second"]
    assert workspace.messages(GENERAL, viewer="grace") == []


async def test_an_answer_can_go_to_a_thread(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, links: list[str]
) -> None:
    """An explanation would appear in the channel instead of below its number."""
    posted = await client.chat_postMessage(channel=GENERAL, text="number", blocks=BUTTON)
    await server.click("ada", posted["ts"], GENERAL, "go")
    await send(links[0], text="why", response_type="in_channel", replace_original=False, thread_ts=posted["ts"])

    assert [m.text for m in workspace.thread(GENERAL, posted["ts"])] == ["why"]


async def test_wrong_content_is_refused_and_still_counts_as_a_use(
    server: WorkspaceServer, workspace: Workspace, links: list[str]
) -> None:
    """A chart that is not ready would vanish without a word."""
    await server.slash("ada", GENERAL, "/kpi", "cac")
    picture = {"type": "image", "alt_text": "x", "slack_file": {"id": "F00NOSUCH"}}
    refusals = [await send(links[0], text="x", blocks=[picture]) for _ in range(5)]

    assert all(status == 200 and "invalid slack file" in body for status, body in refusals)
    assert (await send(links[0], text="x"))[0] == 404
    assert workspace.messages(GENERAL, viewer="ada") == []


async def test_an_unknown_link_is_refused(server: WorkspaceServer) -> None:
    """Anyone could write into the workspace by guessing."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/response/guess", json={"text": "x"}) as answer,
    ):
        assert answer.status == 404
