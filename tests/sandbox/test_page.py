"""The page in a real Chromium: what a newcomer sees and does, at a desk and on a phone."""

import os
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer

pytestmark = pytest.mark.browser

Json = dict[str, Any]
GENERAL = "C0GENERAL"
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
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    """An option whose text is its value."""
    return {"text": plain(value), "value": value}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
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


async def opened(browser: BrowserContext, server: WorkspaceServer, size: ViewportSize = DESK) -> Page:
    """The page, once it has drawn its channels."""
    page = await browser.new_page()
    await page.set_viewport_size(size)
    await page.goto(server.url)
    await page.wait_for_selector(".nav-item.here", state="attached")
    return page


async def typed(page: Page, text: str) -> None:
    """Write something and press Enter."""
    await page.fill("#composer-place .composer-input", text)
    await page.keyboard.press("Enter")


async def test_a_newcomer_types_a_command_and_only_they_see_the_private_answer(
    browser: BrowserContext, server: WorkspaceServer, app: AsyncApp, connect: Any
) -> None:
    """The first thing that anybody tries would not work."""

    @app.command("/kpi")
    async def _answer(ack: Any, command: Json) -> None:
        await ack(f"*CAC* for `{command['text']}` is $91.20")

    await connect(app)
    page = await opened(browser, server)
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
    browser: BrowserContext, server: WorkspaceServer, workspace: Workspace, app: AsyncApp, connect: Any
) -> None:
    """A bot that is too slow would look like one that has nothing to say."""
    workspace.configure(ack_seconds=0.05)
    await connect(app)
    page = await opened(browser, server)
    await typed(page, "/kpi cac")

    await expect(page.locator(".error-bar")).to_contain_text("/kpi failed with the error operation_timeout")


async def test_text_is_never_taken_for_markup(
    browser: BrowserContext, server: WorkspaceServer, client: AsyncWebClient, workspace: Workspace
) -> None:
    """A message could run code in the page, by what a person types or by what the bot posts."""
    evil = "<img src=x onerror=document.title=1> <script>document.title=2</script> <javascript:alert(3)|click>"
    page = await opened(browser, server)
    await typed(page, evil)
    block = {"type": "section", "text": {"type": "mrkdwn", "text": evil}}
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[block, {"type": "header", "text": plain(evil)}])

    await expect(page.locator(".message")).to_have_count(2)
    await expect(page.locator(".message").first).to_contain_text("<script>document.title=2</script>")
    await expect(page.locator(".message").last).to_contain_text("<script>document.title=2</script>")
    assert await page.locator(".message script, .message img[onerror], .message a").count() == 0
    assert await page.title() == "Sandbox workspace"
    assert "&lt;script&gt;" in workspace.messages(GENERAL)[0].text


async def uploaded(client: AsyncWebClient, server: WorkspaceServer) -> str:
    """The id of a processed picture."""
    upload = await client.files_upload_v2(content=PNG, filename="a.png", title="CAC", alt_txt="CAC by day")
    file = server.workspace.files.get(upload["file"]["id"])
    assert file is not None
    await server.until(lambda: file.is_ready(server.workspace.clock.now()))
    return file.id


async def test_an_answers_picture_and_controls_are_alive(
    browser: BrowserContext, server: WorkspaceServer, client: AsyncWebClient, app: AsyncApp, connect: Any
) -> None:
    """The answer would be a dead picture of itself."""
    actions: list[Json] = []

    @app.action("refresh")
    @app.action("period")
    @app.action("more")
    async def _action(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        actions.append(body["actions"][0])
        ts, blocks = body["message"]["ts"], body["message"]["blocks"]
        await client.chat_update(channel=GENERAL, ts=ts, text=f"{len(actions)} actions", blocks=blocks)

    await connect(app)
    file_id = await uploaded(client, server)
    await client.chat_postMessage(
        channel=GENERAL,
        text="CAC",
        blocks=[
            {"type": "image", "alt_text": "CAC by day", "slack_file": {"id": file_id}},
            {
                "type": "actions",
                "elements": [
                    {"type": "button", "action_id": "refresh", "text": plain("Refresh"), "value": "cac"},
                    {"type": "static_select", "action_id": "period", "options": [option("7d"), option("90d")]},
                    {"type": "overflow", "action_id": "more", "options": [option("csv"), option("pdf")]},
                ],
            },
        ],
    )
    page = await opened(browser, server)
    picture = page.locator(".message img.picture")
    await expect(picture).to_have_attribute("alt", "CAC by day")
    await expect(picture).to_have_js_property("naturalWidth", 1)
    await page.click("button[data-action=refresh]")
    await page.select_option("select[data-action=period]", "90d")
    await page.click("[data-action=more] summary")
    await page.click("[data-action=more] button:has-text('csv')")
    await server.until(lambda: len(actions) == 3)

    assert actions[0]["value"] == "cac"
    assert [action["selected_option"]["value"] for action in actions[1:]] == ["90d", "csv"]
    await expect(page.locator(".edited")).to_be_visible()


async def test_the_picker_is_filled_in_with_suggestions_and_submitted(
    browser: BrowserContext, server: WorkspaceServer, app: AsyncApp, connect: Any
) -> None:
    """`/kpi` alone would open nothing, or a form that forgets what was typed after an error."""
    submitted: list[Json] = []
    metric = {"type": "external_select", "action_id": "metric", "min_query_length": 1}
    note = {"type": "plain_text_input", "action_id": "note"}
    view = {
        "type": "modal",
        "callback_id": "picker",
        "title": plain("Pick a number"),
        "submit": plain("Show"),
        "blocks": [
            {"type": "input", "block_id": "what", "label": plain("Metric"), "element": metric},
            {"type": "input", "block_id": "why", "label": plain("Note"), "element": note, "optional": True},
        ],
    }

    @app.command("/kpi")
    async def _open(ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    @app.options("metric")
    async def _options(ack: Any, body: Json) -> None:
        await ack(options=[option(name) for name in ("cac", "churn") if body["value"] in name])

    @app.view("picker")
    async def _submitted(ack: Any, view: Json) -> None:
        submitted.append(view["state"]["values"])
        await ack()

    await connect(app)
    page = await opened(browser, server)
    await typed(page, "/kpi")
    await page.fill("dialog [data-action=note]", "for the board")
    await page.click("dialog button[type=submit]")
    await expect(page.locator("dialog .input-error")).to_have_text(["Please complete this required field.", ""])
    await expect(page.locator("dialog [data-action=note]")).to_have_value("for the board")
    await page.fill("dialog [data-action=metric]", "ch")
    await page.click("dialog [role=option]")
    await page.click("dialog button[type=submit]")
    await expect(page.locator("dialog")).to_have_count(0)

    assert submitted[0]["what"]["metric"]["selected_option"]["value"] == "churn"
    assert submitted[0]["why"]["note"]["value"] == "for the board"


async def test_reactions_and_threads_are_shown_and_made(
    browser: BrowserContext, server: WorkspaceServer, client: AsyncWebClient, workspace: Workspace
) -> None:
    """An alert could not be acknowledged, nor its story be read."""
    posted = await client.chat_postMessage(channel=GENERAL, text="alert")
    page = await opened(browser, server)
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


def line(kind: str) -> Json:
    """A native chart of four weeks."""
    weeks = [f"W{n}" for n in range(4)]
    series = [{"name": "CAC", "data": [{"label": week, "value": n - 1} for n, week in enumerate(weeks)]}]
    chart = {"type": kind, "series": series, "axis_config": {"categories": weeks}}
    return {"type": "data_visualization", "title": kind, "chart": chart}


def numbers() -> Json:
    """A data_table of seven rows."""
    head: list[Json] = [{"type": "raw_text", "text": "Channel"}, {"type": "raw_text", "text": "CAC"}]
    body = [[{"type": "raw_text", "text": f"c{n}"}, {"type": "raw_number", "value": 9 - n}] for n in range(7)]
    return {"type": "data_table", "caption": "CAC by channel", "rows": [head, *body]}


async def test_charts_and_tables_are_drawn(
    browser: BrowserContext, server: WorkspaceServer, client: AsyncWebClient
) -> None:
    """The native chart, which stands in for the picture, would be an empty box."""
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[line("bar"), line("line"), numbers()])
    page = await opened(browser, server)

    await expect(page.locator(".chart svg rect")).to_have_count(4)
    await expect(page.locator(".chart svg polyline")).to_have_count(1)
    await expect(page.locator("caption")).to_have_text("CAC by channel")
    await expect(page.locator("tbody tr")).to_have_count(5)
    await page.click(".sort:has-text('CAC')")
    await expect(page.locator("tbody tr").first).to_contain_text("c6")
    await page.click("[aria-label='Next page']")
    await expect(page.locator("tbody tr")).to_have_count(2)


async def test_the_app_home_is_each_persons_own(
    browser: BrowserContext, server: WorkspaceServer, app: AsyncApp, connect: Any
) -> None:
    """The App Home would stay empty, or show somebody else's numbers."""

    @app.event("app_home_opened")
    async def _opened(event: Json, client: AsyncWebClient) -> None:
        block = {"type": "section", "text": plain(f"Numbers of {event['user']}")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    await connect(app)
    page = await opened(browser, server)
    await page.click(".nav-item:has-text('App Home')")
    await expect(page.locator("#home")).to_contain_text("Numbers of U0000ADA")
    await page.select_option("#act-as", label="Grace Hopper")
    await expect(page.locator("#home")).to_contain_text("Numbers of U00GRACE")


async def test_the_workspace_can_be_made_to_misbehave_from_the_page(
    browser: BrowserContext, server: WorkspaceServer, workspace: Workspace
) -> None:
    """Trying the bot's behaviour under faults would need code."""
    page = await opened(browser, server)
    await page.click("#faults-button")
    await page.click("button:has-text('503 after posting')")
    await expect(page.locator(".active li")).to_contain_text("server_error for chat.postMessage")
    await page.click("button:has-text('Archive #general')")
    await page.click("label:has-text('never shared')")

    await expect(page.locator("#bar-badge")).to_have_text("archived")
    await server.until(lambda: workspace.settings.refuse_unshared_files)
    assert [fault.method for fault in workspace.faults.active] == ["chat.postMessage"]
    assert workspace.channel("#general").is_archived


async def test_a_phone_shows_everything_within_its_width(
    browser: BrowserContext, server: WorkspaceServer, client: AsyncWebClient
) -> None:
    """On a phone the channels could not be reached, or lines would run out of the screen."""
    await client.chat_postMessage(channel=GENERAL, text=f"long {'x' * 300} https://example.com/{'y' * 200}")
    page = await opened(browser, server, PHONE)
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
