"""Every kind of block: what it may hold, and on which surface it may stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sandbox.blocks.charts import DATA_VISUALIZATION
from sandbox.blocks.composition import ACTION_ID, BLOCK_ID, HTTP, SLACK_FILE, any_text, mrkdwn, plain, typed
from sandbox.blocks.elements import BUTTON, IMAGE_ELEMENT, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.blocks.richtext import RICH_TEXT
from sandbox.blocks.rules import Anything, ByType, Choice, Finding, Flag, Items, Number, Rule, Shape, Text
from sandbox.blocks.tables import DATA_TABLE, TABLE
from sandbox.payload import Json


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True)
class Kind:
    """One kind of block."""

    rule: Rule
    surfaces: frozenset[Surface]


ANYWHERE = frozenset(Surface)
_MESSAGES = frozenset({Surface.MESSAGE})
_MODALS = frozenset({Surface.MODAL})
_NOT_MODALS = frozenset({Surface.MESSAGE, Surface.HOME})
_ID: dict[str, Rule] = {"block_id": BLOCK_ID}


def _unique_action_ids(block: Json, pointer: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            where = f"{pointer}/elements/{index}/action_id"
            yield Finding("not_unique", f"`action_id` {action_id} already exists in this block", where)
        seen.add(action_id)


_section = typed(
    "section",
    {
        **_ID,
        "text": any_text(3000),
        "fields": Items(any_text(2000), 10),
        "accessory": IN_SECTION,
        "expand": Flag(),
    },
    at_least_one=("text", "fields"),
)
_actions = typed("actions", {**_ID, "elements": Items(IN_ACTIONS, 25)}, ("elements",))
_IN_CONTEXT = ByType({"image": IMAGE_ELEMENT, "plain_text": plain(3000), "mrkdwn": mrkdwn(3000)})
_FEEDBACK = Shape({"text": plain(75), "value": Text(2000, 1), "accessibility_label": Text(75)}, ("text", "value"))
_IN_CONTEXT_ACTIONS = ByType(
    {
        "feedback_buttons": typed(
            "feedback_buttons",
            {"action_id": ACTION_ID, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
            ("action_id", "positive_button", "negative_button"),
        ),
        "icon_button": typed(
            "icon_button",
            {
                "action_id": ACTION_ID,
                "icon": Choice(("trash",)),
                "text": plain(75),
                "value": Text(2000),
                "confirm": Anything(),
                "accessibility_label": Text(75),
                "visible_to_user_ids": Items(Text(255, 1), 100),
            },
            ("action_id", "icon", "text"),
        ),
    }
)
_ICON = typed("icon", {"name": Text(255, 1)}, ("name",))
_CARD = typed(
    "card",
    {
        **_ID,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "subtext": any_text(200),
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "slack_icon": _ICON,
        "actions": Items(BUTTON, 3),
    },
    at_least_one=("hero_image", "title", "actions", "body"),
)
_INSIDE_A_CONTAINER: dict[str, Rule] = {}
_CONTAINER = typed(
    "container",
    {
        **_ID,
        "title": plain(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": any_text(150),
        "child_blocks": Items(ByType(_INSIDE_A_CONTAINER), 10),
        "width": Choice(("narrow", "standard", "wide", "full")),
        "icon": Anything(),
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    ("child_blocks",),
    exactly_one=("title", "rich_text_title"),
)

KINDS: dict[str, Kind] = {
    "section": Kind(_section, ANYWHERE),
    "header": Kind(
        typed("header", {**_ID, "text": plain(150), "level": Number(1, 4, whole=True)}, ("text",)), ANYWHERE
    ),
    "divider": Kind(typed("divider", _ID), ANYWHERE),
    "context": Kind(typed("context", {**_ID, "elements": Items(_IN_CONTEXT, 10)}, ("elements",)), ANYWHERE),
    "actions": Kind(Shape(_actions.fields, _actions.required, also=_unique_action_ids), ANYWHERE),
    "context_actions": Kind(
        typed("context_actions", {**_ID, "elements": Items(_IN_CONTEXT_ACTIONS, 5)}, ("elements",)), _MESSAGES
    ),
    "image": Kind(
        typed(
            "image",
            {
                **_ID,
                "alt_text": Text(2000, 1),
                "title": plain(2000),
                "image_url": Text(3000, 1, ("https://",)),
                "slack_file": SLACK_FILE,
            },
            ("alt_text",),
            exactly_one=("image_url", "slack_file"),
        ),
        ANYWHERE,
    ),
    "input": Kind(
        typed(
            "input",
            {
                **_ID,
                "label": plain(2000),
                "element": IN_INPUT,
                "hint": plain(2000),
                "optional": Flag(),
                "dispatch_action": Flag(),
            },
            ("label", "element"),
        ),
        ANYWHERE,
    ),
    "rich_text": Kind(RICH_TEXT, ANYWHERE),
    "markdown": Kind(typed("markdown", {**_ID, "text": Text(12_000, 1)}, ("text",)), _MESSAGES),
    "table": Kind(TABLE, _NOT_MODALS),
    "data_table": Kind(DATA_TABLE, _NOT_MODALS),
    "data_visualization": Kind(DATA_VISUALIZATION, _MESSAGES),
    "alert": Kind(
        typed(
            "alert",
            {**_ID, "text": any_text(200), "level": Choice(("default", "info", "warning", "error", "success"))},
            ("text",),
        ),
        _MODALS,
    ),
    "card": Kind(_CARD, ANYWHERE),
    "carousel": Kind(typed("carousel", {**_ID, "elements": Items(_CARD, 10)}, ("elements",)), _NOT_MODALS),
    "container": Kind(_CONTAINER, _NOT_MODALS),
    "video": Kind(
        typed(
            "video",
            {
                **_ID,
                "alt_text": Text(2000, 1),
                "title": plain(200),
                "video_url": Text(3000, 1, HTTP),
                "thumbnail_url": Text(3000, 1, HTTP),
                "description": plain(200),
                "author_name": Text(50),
                "provider_name": Text(255),
                "provider_icon_url": Text(3000),
                "title_url": Text(3000),
            },
            ("alt_text", "title", "video_url", "thumbnail_url"),
        ),
        ANYWHERE,
    ),
    "file": Kind(
        typed("file", {**_ID, "external_id": Text(255, 1), "source": Choice(("remote",))}, ("external_id", "source")),
        _MESSAGES,
    ),
}
_CHILDREN = (
    "actions",
    "context",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)
_INSIDE_A_CONTAINER.update({name: KINDS[name].rule for name in _CHILDREN})
MOST_BLOCKS = {Surface.MESSAGE: 50, Surface.MODAL: 100, Surface.HOME: 100}
MOST_OF_KIND = {"data_visualization": 2, "table": 1}
MARKDOWN_CHARACTERS = 12_000
