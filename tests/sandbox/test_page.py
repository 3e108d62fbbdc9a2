"""The page in a real Chromium: what a newcomer sees and does, at a desk and on a phone."""

from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer

pytestmark = pytest.mark.browser

Json = dict[str, Any]
GENERAL = "C0GENERAL"


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


async def typed(page: Page, text: str) -> None:
    """Write something and press Enter."""
    await page.fill("#composer-place .composer-input", text)
    await page.keyboard.press("Enter")


async def test_a_newcomer_types_a_command_and_only_they_see_the_private_answer(
    open_page: Any, app: AsyncApp, connect: Any
) -> None:
    """The first thing that anybody tries would not work."""

    @app.command("/kpi")
    async def _answer(ack: Any, command: Json) -> None:
        await ack(f"*CAC* for `{command['text']}` is $91.20")

    await connect(app)
    page = await open_page()
    await page.fill("#composer-place .composer-input", "/k")
    await expect(page.locator(".hints button")).to_contain_text("ltvcac 90d by channel")
    await typed(page, "/kpi cac")

    answer = page.locator(".message.ephemeral")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.locator("strong", has_text="CAC")).to_have_count(1)
    await expect(answer.locator("code")).to_have_text("cac")
    await page.select_option("#act-as", label="Grace Hopper")
    await expect(page.locator(".message.ephemeral")).to_have_count(0)


async def test_a_command_that_is_not_acknowledged_shows_slacks_error(
    open_page: Any, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """A bot that is too slow would look like one that has nothing to say."""
    workspace.configure(ack_seconds=0.05)
    await connect(app)
    page = await open_page()
    await typed(page, "/kpi cac")

    await expect(page.locator(".error-bar")).to_contain_text("/kpi failed with the error operation_timeout")


async def test_text_is_never_taken_for_markup(open_page: Any, client: AsyncWebClient, workspace: Workspace) -> None:
    """A message could run code in the page, by what a person types or by what the bot posts."""
    evil = "<img src=x onerror=document.title=1> <script>document.title=2</script> <javascript:alert(3)|click>"
    page = await open_page()
    await typed(page, evil)
    # What a person types is on its way to the workspace when the key is pressed: the bot must not be faster.
    await expect(page.locator(".message")).to_have_count(1)
    block = {"type": "section", "text": {"type": "mrkdwn", "text": evil}}
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[block, {"type": "header", "text": plain(evil)}])

    await expect(page.locator(".message")).to_have_count(2)
    await expect(page.locator(".message").first).to_contain_text("<script>document.title=2</script>")
    await expect(page.locator(".message").last).to_contain_text("<script>document.title=2</script>")
    assert await page.locator(".message script, .message img[onerror], .message a").count() == 0
    assert await page.title() == "Sandbox workspace"
    assert "&lt;script&gt;" in workspace.messages(GENERAL)[0].text


async def test_reactions_and_threads_are_shown_and_made(
    open_page: Any, client: AsyncWebClient, workspace: Workspace
) -> None:
    """An alert could not be acknowledged, nor its story be read."""
    posted = await client.chat_postMessage(channel=GENERAL, text="alert")
    page = await open_page()
    await page.hover(".message")
    await page.click(".toolbar button[aria-label='React with white_check_mark']")
    await expect(page.locator(".reaction.mine")).to_contain_text("1")
    await page.hover(".message")
    await page.click(".toolbar button[aria-label='Reply in thread']")
    await page.fill("#thread .composer-input", "on it")
    await page.keyboard.press("Enter")

    await expect(page.locator("#thread .message")).to_have_count(2)
    await expect(page.locator(".replies")).to_have_text("1 reply")
    assert workspace.messages(GENERAL)[0].reactions[0].users == ("U0000ADA",)
    assert [reply.text for reply in workspace.thread(GENERAL, posted["ts"])] == ["on it"]


async def test_the_app_home_is_each_persons_own(open_page: Any, app: AsyncApp, connect: Any) -> None:
    """The App Home would stay empty, or show somebody else's numbers."""

    @app.event("app_home_opened")
    async def _opened(event: Json, client: AsyncWebClient) -> None:
        block = {"type": "section", "text": plain(f"Numbers of {event['user']}")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    await connect(app)
    page = await open_page()
    await page.click(".nav-item:has-text('App Home')")
    await expect(page.locator("#home")).to_contain_text("Numbers of U0000ADA")
    await page.select_option("#act-as", label="Grace Hopper")
    await expect(page.locator("#home")).to_contain_text("Numbers of U00GRACE")


async def test_the_workspace_can_be_made_to_misbehave_from_the_page(
    open_page: Any, server: WorkspaceServer, workspace: Workspace
) -> None:
    """Trying the bot's behaviour under faults would need code."""
    page = await open_page()
    await page.click("#faults-button")
    await page.click("button:has-text('503 after posting')")
    await expect(page.locator(".active li")).to_contain_text("server_error for chat.postMessage")
    await page.click("button:has-text('Archive #general')")
    await page.click("label:has-text('never shared')")

    await expect(page.locator("#bar-badge")).to_have_text("archived")
    await server.until(lambda: workspace.settings.refuse_unshared_files)
    assert [fault.method for fault in workspace.faults.active] == ["chat.postMessage"]
    assert workspace.channel("#general").is_archived


async def test_a_phone_shows_everything_within_its_width(open_page: Any, client: AsyncWebClient) -> None:
    """On a phone the channels could not be reached, or lines would run out of the screen."""
    await client.chat_postMessage(channel=GENERAL, text=f"long {'x' * 300} https://example.com/{'y' * 200}")
    page = await open_page(360)
    await expect(page.locator(".message")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.click("#menu-button")
    await page.click(".nav-item:has-text('finance')")

    await expect(page.locator("#title")).to_have_text("# finance")
    await expect(page.locator("#bar-badge")).to_have_text("bot is not a member")
    await expect(page.locator("#sidebar")).not_to_be_in_viewport()


async def test_the_page_breaks_no_rule_of_its_own_policy(
    browser: BrowserContext, server: WorkspaceServer, client: AsyncWebClient
) -> None:
    """A strict policy that the page itself violates would be loosened one day."""
    complaints: list[str] = []
    page = await browser.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await client.chat_postMessage(channel=GENERAL, text="hello")
    await page.goto(server.url)
    await expect(page.locator(".message")).to_be_visible()

    assert complaints == []
