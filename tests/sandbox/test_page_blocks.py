"""Blocks on the page: pictures, controls, modals, charts and tables, in a real Chromium."""

from typing import Any

import pytest
from playwright.async_api import expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import WorkspaceServer

pytestmark = pytest.mark.browser

Json = dict[str, Any]
GENERAL = "C0GENERAL"
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


async def uploaded(client: AsyncWebClient, server: WorkspaceServer) -> str:
    """The id of a processed picture."""
    upload = await client.files_upload_v2(content=PNG, filename="a.png", title="CAC", alt_txt="CAC by day")
    file = server.workspace.files.get(upload["file"]["id"])
    assert file is not None
    await server.until(lambda: file.is_ready(server.workspace.clock.now()))
    return file.id


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


def controls(file_id: str) -> list[Json]:
    """A picture with a button, a menu and an overflow menu below it."""
    button = {"type": "button", "action_id": "refresh", "text": plain("Refresh"), "value": "cac"}
    menu = {"type": "static_select", "action_id": "period", "options": [option("7d"), option("90d")]}
    more = {"type": "overflow", "action_id": "more", "options": [option("csv"), option("pdf")]}
    picture = {"type": "image", "alt_text": "CAC by day", "slack_file": {"id": file_id}}
    return [picture, {"type": "actions", "elements": [button, menu, more]}]


async def test_an_answers_picture_and_controls_are_alive(
    open_page: Any, server: WorkspaceServer, client: AsyncWebClient, app: AsyncApp, connect: Any
) -> None:
    """The answer would be a dead picture of itself."""
    actions: list[Json] = []

    @app.action("refresh")
    @app.action("period")
    @app.action("more")
    async def _action(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        actions.append(body["actions"][0])
        ts, said = body["message"]["ts"], f"{len(actions)} actions"
        blocks = [block for block in body["message"]["blocks"] if block.get("block_id") != "count"]
        count = {"type": "context", "block_id": "count", "elements": [plain(said)]}
        await client.chat_update(channel=GENERAL, ts=ts, text=said, blocks=[*blocks, count])

    await connect(app)
    await client.chat_postMessage(channel=GENERAL, text="CAC", blocks=controls(await uploaded(client, server)))
    page = await open_page()
    await expect(page.locator("img.picture")).to_have_js_property("naturalWidth", 1)
    message = page.locator(".message")
    await page.click("button[data-action=refresh]")
    await expect(message).to_contain_text("1 actions")
    await page.select_option("select[data-action=period]", "90d")
    # An edit that comes while the menu is open draws the message anew, and closes it.
    await expect(message).to_contain_text("2 actions")
    await page.click("[data-action=more] summary")
    await page.click("[data-action=more] button:has-text('csv')")
    await server.until(lambda: len(actions) == 3)

    assert actions[0]["value"] == "cac"
    assert [action["selected_option"]["value"] for action in actions[1:]] == ["90d", "csv"]
    await expect(page.locator("img.picture")).to_have_attribute("alt", "CAC by day")
    await expect(page.locator(".edited")).to_be_visible()


def picker() -> Json:
    """A modal with a menu of the app's and an optional note."""
    metric = {"type": "external_select", "action_id": "metric", "min_query_length": 1}
    note = {"type": "plain_text_input", "action_id": "note"}
    blocks = [
        {"type": "input", "block_id": "what", "label": plain("Metric"), "element": metric},
        {"type": "input", "block_id": "why", "label": plain("Note"), "element": note, "optional": True},
    ]
    words = {"title": plain("Pick a number"), "submit": plain("Show")}
    return {"type": "modal", "callback_id": "picker", **words, "blocks": blocks}


@pytest.fixture
def submitted(app: AsyncApp) -> list[Json]:
    """What the app receives when its picker is submitted."""
    received: list[Json] = []

    @app.command("/kpi")
    async def _open(ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=picker())

    @app.options("metric")
    async def _options(ack: Any, body: Json) -> None:
        await ack(options=[option(name) for name in ("cac", "churn") if body["value"] in name])

    @app.view("picker")
    async def _submitted(ack: Any, view: Json) -> None:
        received.append(view["state"]["values"])
        await ack()

    return received


async def test_the_picker_is_filled_in_with_suggestions_and_submitted(
    open_page: Any, app: AsyncApp, connect: Any, submitted: list[Json]
) -> None:
    """`/kpi` alone would open nothing, or a form that forgets what was typed after an error."""
    await connect(app)
    page = await open_page()
    await page.fill("#composer-place .composer-input", "/kpi")
    await page.keyboard.press("Enter")
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


async def test_charts_and_tables_are_drawn(open_page: Any, client: AsyncWebClient) -> None:
    """The native chart, which stands in for the picture, would be an empty box."""
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[line("bar"), line("line"), numbers()])
    page = await open_page()

    await expect(page.locator(".chart svg rect")).to_have_count(4)
    await expect(page.locator(".chart svg polyline")).to_have_count(1)
    await expect(page.locator("caption")).to_have_text("CAC by channel")
    await expect(page.locator("tbody tr")).to_have_count(5)
    await page.click(".sort:has-text('CAC')")
    await expect(page.locator("tbody tr").first).to_contain_text("c6")
    await page.click("[aria-label='Next page']")
    await expect(page.locator("tbody tr")).to_have_count(2)


async def test_the_lines_of_a_plain_text_stay_lines(open_page: Any, client: AsyncWebClient) -> None:
    """A number would run into the sentence below it, as it does in no Slack."""
    block = {"type": "section", "fields": [plain("Up 4%\nOn target")]}
    await client.chat_postMessage(channel=GENERAL, text="x", blocks=[block])
    page = await open_page()
    text = page.locator(".fields .text")
    await expect(text).to_be_visible()

    assert await text.inner_text() == "Up 4%\nOn target"
