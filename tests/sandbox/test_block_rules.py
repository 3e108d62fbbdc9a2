"""Block Kit's limits, each from both sides, by the workspace's own blocks.validate."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.blocks.check import message_findings, view_findings

Json = dict[str, Any]


def text(size: int, kind: str = "mrkdwn") -> Json:
    """A text object of that many characters."""
    return {"type": kind, "text": "x" * size}


def plain(size: int) -> Json:
    """A plain_text object of that many characters."""
    return text(size, "plain_text")


def button(**changes: object) -> Json:
    """A button that is right, but for the changes."""
    return {"type": "button", "action_id": "go", "text": plain(5), **changes}


def option(size: int = 5) -> Json:
    """An option of a menu."""
    return {"text": plain(size), "value": "v"}


def actions(*elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def select(**changes: object) -> Json:
    """A static_select that is right, but for the changes."""
    return {"type": "static_select", "action_id": "pick", "options": [option()], **changes}


def overflow(options: int) -> Json:
    """An overflow menu."""
    return {"type": "overflow", "action_id": "more", "options": [option()] * options}


def image(**changes: object) -> Json:
    """An image block that is right, but for the changes."""
    return {"type": "image", "alt_text": "a chart", "image_url": "https://example.com/a.png", **changes}


def data_table(rows: int = 2, columns: int = 2, **changes: object) -> Json:
    """A data_table that is right, but for the changes."""
    cells = [{"type": "raw_text", "text": "x"}] * columns
    return {"type": "data_table", "caption": "numbers", "rows": [cells] * rows, **changes}


def table(rows: int = 2, columns: int = 2, cell: int = 1) -> Json:
    """A table block."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * cell}] * columns] * rows}


def chart(series: int = 1, points: int = 3, **changes: object) -> Json:
    """A data_visualization of lines that is right, but for the changes."""
    categories = [f"c{n}" for n in range(points)]
    data = [{"label": label, "value": -1.5} for label in categories]
    lines = [{"name": f"s{n}", "data": data} for n in range(series)]
    body = {"type": "line", "series": lines, "axis_config": {"categories": categories}, **changes}
    return {"type": "data_visualization", "title": "Revenue", "chart": body}


def pie(segments: int = 2, value: float = 1) -> Json:
    """A data_visualization of a pie."""
    body = {"type": "pie", "segments": [{"label": f"s{n}", "value": value} for n in range(segments)]}
    return {"type": "data_visualization", "title": "Shares", "chart": body}


def section(**fields: object) -> Json:
    """A section block."""
    return {"type": "section", **fields}


def confirm(size: int) -> Json:
    """A confirmation dialog with a title of that size."""
    return {"title": plain(size), "text": text(5), "confirm": plain(3), "deny": plain(3)}


DIVIDER = {"type": "divider"}
FILE = {"id": "F1"}
ACCEPTED: list[list[Json]] = [
    [DIVIDER] * 50,
    [section(text=text(3000))],
    [section(fields=[text(2000)] * 10)],
    [section(text=text(5), block_id="b" * 255)],
    [{"type": "header", "text": plain(150)}],
    [{"type": "context", "elements": [text(5)] * 10}],
    [actions(*[button(action_id=f"a{n}") for n in range(25)])],
    [actions(button(text=plain(75), value="v" * 2000, accessibility_label="l" * 75, confirm=confirm(100)))],
    [actions(select(options=[option(75)] * 100, placeholder=plain(150)))],
    [actions(overflow(2), select())],
    [actions(overflow(5))],
    [image()],
    [image(alt_text="x" * 2000, title=plain(2000))],
    [section(text=text(5), accessory=button())],
    [data_table(rows=201, columns=20, page_size=100)],
    [data_table(), data_table()],
    [table(rows=100, columns=20)],
    [chart(series=12, points=20), pie(12)],
    [{"type": "markdown", "text": "x" * 12_000}],
]
REFUSED: list[tuple[list[Json], str]] = [
    ([DIVIDER] * 51, "/blocks"),
    ([{"type": "sektion"}], "/blocks/0/type"),
    ([section(text=text(3001))], "/blocks/0/text/text"),
    ([section(text=text(0))], "/blocks/0/text/text"),
    ([section(text="bare")], "/blocks/0/text"),
    ([section()], "/blocks/0"),
    ([section(text=text(5), colour="red")], "/blocks/0/colour"),
    ([section(fields=[text(5)] * 11)], "/blocks/0/fields"),
    ([section(fields=[text(2001)])], "/blocks/0/fields/0/text"),
    ([section(text=text(5), block_id="b" * 256)], "/blocks/0/block_id"),
    ([{**DIVIDER, "block_id": "b"}, {**DIVIDER, "block_id": "b"}], "/blocks/1/block_id"),
    ([{"type": "header", "text": plain(151)}], "/blocks/0/text/text"),
    ([{"type": "header", "text": text(5)}], "/blocks/0/text/type"),
    ([{"type": "context", "elements": [text(5)] * 11}], "/blocks/0/elements"),
    ([actions(*[button(action_id=f"a{n}") for n in range(26)])], "/blocks/0/elements"),
    ([actions(button(), button())], "/blocks/0/elements/1/action_id"),
    ([actions(button(text=plain(76)))], "/blocks/0/elements/0/text/text"),
    ([actions(button(text=text(5)))], "/blocks/0/elements/0/text/type"),
    ([actions(button(value="v" * 2001))], "/blocks/0/elements/0/value"),
    ([actions(button(style="loud"))], "/blocks/0/elements/0/style"),
    ([actions(button(confirm=confirm(101)))], "/blocks/0/elements/0/confirm/title/text"),
    ([actions(select(options=[option()] * 101))], "/blocks/0/elements/0/options"),
    ([actions(select(options=[option(76)]))], "/blocks/0/elements/0/options/0/text/text"),
    ([actions(select(placeholder=plain(151)))], "/blocks/0/elements/0/placeholder/text"),
    ([actions({"type": "static_select", "action_id": "pick"})], "/blocks/0/elements/0"),
    ([actions(overflow(1))], "/blocks/0/elements/0/options"),
    ([actions(overflow(6))], "/blocks/0/elements/0/options"),
    ([{"type": "image", "image_url": "https://example.com/a.png"}], "/blocks/0/alt_text"),
    ([image(alt_text="")], "/blocks/0/alt_text"),
    ([image(alt_text="x" * 2001)], "/blocks/0/alt_text"),
    ([image(slack_file=FILE)], "/blocks/0"),
    ([{"type": "image", "alt_text": "a"}], "/blocks/0"),
    ([{"type": "image", "alt_text": "a", "slack_file": {**FILE, "url": "https://a"}}], "/blocks/0/slack_file"),
    ([image(image_url="http://127.0.0.1/a.png")], "/blocks/0/image_url"),
    ([data_table(rows=1)], "/blocks/0/rows"),
    ([data_table(rows=202)], "/blocks/0/rows"),
    ([data_table(columns=21)], "/blocks/0/rows/0"),
    ([data_table(page_size=101)], "/blocks/0/page_size"),
    ([data_table(row_header_column_index=2)], "/blocks/0/row_header_column_index"),
    ([{"type": "data_table", "rows": data_table()["rows"]}], "/blocks/0/caption"),
    ([table(), table()], "/blocks"),
    ([table(rows=100, columns=10, cell=11)], "/blocks"),
    ([chart(series=13)], "/blocks/0/chart/series"),
    ([chart(points=21)], "/blocks/0/chart/axis_config/categories"),
    ([chart(axis_config={"categories": ["c0", "c1"]})], "/blocks/0/chart/series/0/data"),
    ([chart(), chart(), chart()], "/blocks"),
    ([pie(13)], "/blocks/0/chart/segments"),
    ([pie(value=0)], "/blocks/0/chart/segments/0/value"),
    ([{"type": "markdown", "text": "x" * 6_001}] * 2, "/blocks"),
    ([{"type": "alert", "text": text(5)}], "/blocks/0/type"),
    ([{"type": "card", "title": "bare"}], "/blocks/0/title"),
]


@pytest.mark.parametrize("blocks", ACCEPTED)
def test_blocks_at_their_limit_are_accepted(blocks: list[Json]) -> None:
    """A workspace that is stricter than Slack would make the bot poorer than it need be."""
    assert [finding.as_text() for finding in message_findings(blocks)] == []


@pytest.mark.parametrize(("blocks", "pointer"), REFUSED)
def test_blocks_beyond_their_limit_are_refused_where_the_fault_is(blocks: list[Json], pointer: str) -> None:
    """The bot would send what Slack refuses, and nobody would know which part."""
    assert pointer in [finding.pointer for finding in message_findings(blocks)]


def modal(*blocks: Json, **changes: object) -> Json:
    """A modal that is right, but for the changes."""
    return {"type": "modal", "title": plain(24), "blocks": list(blocks), **changes}


INPUT = {"type": "input", "label": plain(5), "element": {"type": "plain_text_input", "action_id": "a"}}


@pytest.mark.parametrize(
    ("view", "pointers"),
    [
        (modal(*[DIVIDER] * 100), []),
        (modal(*[DIVIDER] * 101), ["/view/blocks"]),
        (modal(DIVIDER, title=plain(25)), ["/view/title/text"]),
        (modal(INPUT), ["/view/submit"]),
        (modal(INPUT, submit=plain(5)), []),
        (modal(DIVIDER, private_metadata="x" * 3001), ["/view/private_metadata"]),
        (modal(chart()), ["/view/blocks/0/type"]),
        (modal(data_table()), ["/view/blocks/0/type"]),
        (modal({"type": "alert", "text": text(200)}), []),
        ({"type": "home", "blocks": [data_table(), DIVIDER]}, []),
        ({"type": "home", "blocks": [chart()]}, ["/view/blocks/0/type"]),
        ({"type": "home", "blocks": [{"type": "markdown", "text": "x"}]}, ["/view/blocks/0/type"]),
        ({"type": "home", "title": plain(5), "blocks": []}, ["/view/title"]),
        ({"type": "window", "blocks": []}, ["/view/type"]),
    ],
)
def test_views_keep_to_their_surface(view: Json, pointers: list[str]) -> None:
    """A chart in the App Home would look fine here and break the whole page in Slack."""
    assert [finding.pointer for finding in view_findings(view)] == pointers


async def test_blocks_validate_needs_no_token(client: AsyncWebClient, refused: Any) -> None:
    """A developer could not check blocks before there is an app."""
    client.token = None
    accepted = await client.api_call("blocks.validate", json={"blocks": [DIVIDER]})
    refusal = await refused(client.api_call("blocks.validate", json={"blocks": [section(text=text(3001))]}))

    assert accepted["ok"]
    assert refusal["errors"] == [
        {
            "code": "too_long",
            "message": "must be less than 3001 characters",
            "field": "text",
            "pointer": "/blocks/0/text/text",
            "constraint": 3000,
        }
    ]


async def test_a_post_with_wrong_blocks_says_which(client: AsyncWebClient, refused: Any) -> None:
    """An operator could not find the fault in a message of fifty blocks."""
    blocks = [DIVIDER, {"type": "image", "image_url": "https://example.com/a.png"}]
    refusal = await refused(client.chat_postMessage(channel="C0GENERAL", text="x", blocks=blocks))

    words = "missing required field: alt_text [json-pointer:/blocks/1/alt_text]"
    assert refusal["error"] == "invalid_blocks"
    assert refusal["errors"] == [words]
    assert refusal["response_metadata"]["messages"] == [f"[ERROR] {words}"]
