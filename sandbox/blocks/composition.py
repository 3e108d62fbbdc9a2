"""Composition objects: texts, options, confirmations, files."""

from collections.abc import Mapping

from sandbox.blocks.rules import ByType, Choice, Flag, Items, Rule, Shape, Text


def typed(
    name: str,
    fields: Mapping[str, Rule],
    required: tuple[str, ...] = (),
    exactly_one: tuple[str, ...] = (),
    at_least_one: tuple[str, ...] = (),
) -> Shape:
    """An object of a named type."""
    return Shape({"type": Choice((name,)), **fields}, ("type", *required), exactly_one, at_least_one)


def plain(most: int) -> Shape:
    """A plain_text object."""
    return typed("plain_text", {"text": Text(most, 1), "emoji": Flag()}, ("text",))


def mrkdwn(most: int) -> Shape:
    """A mrkdwn object."""
    return typed("mrkdwn", {"text": Text(most, 1), "verbatim": Flag()}, ("text",))


def any_text(most: int) -> ByType:
    """A text object of either kind."""
    return ByType({"plain_text": plain(most), "mrkdwn": mrkdwn(most)})


HTTP = ("https://", "http://")
BLOCK_ID = Text(255)
ACTION_ID = Text(255, 1)
CONFIRM = Shape(
    {
        "title": plain(100),
        "text": any_text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": Choice(("primary", "danger")),
    },
    required=("title", "text", "confirm", "deny"),
)
OPTION = Shape(
    {"text": plain(75), "value": Text(150, 1), "description": plain(75), "url": Text(3000, 1, HTTP)}, ("text", "value")
)
# Options of radio buttons and checkboxes may carry mrkdwn; those of menus may not.
RICH_OPTION = Shape({"text": any_text(75), "value": Text(150, 1), "description": any_text(75)}, ("text", "value"))
OPTIONS = Items(OPTION, 100)
OPTION_GROUPS = Items(Shape({"label": plain(75), "options": OPTIONS}, ("label", "options")), 100)
SLACK_FILE = Shape({"id": Text(255, 1), "url": Text(3000, 1, HTTP)}, exactly_one=("id", "url"))
DISPATCH = Shape(
    {"trigger_actions_on": Items(Choice(("on_enter_pressed", "on_character_entered")), 2)}, ("trigger_actions_on",)
)
FILTER = Shape(
    {
        "include": Items(Choice(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    at_least_one=("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
