"""Block elements: what stands inside sections, actions, contexts and inputs, and their limits."""

from collections.abc import Mapping

from sandbox.blocks.composition import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    HTTP,
    OPTION,
    OPTION_GROUPS,
    OPTIONS,
    RICH_OPTION,
    SLACK_FILE,
    plain,
    typed,
)
from sandbox.blocks.rules import ByType, Choice, Flag, Items, Number, Rule, Shape, Text

_COMMON: dict[str, Rule] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": Flag()}
_MENU: dict[str, Rule] = {**_COMMON, "placeholder": plain(150)}
_MANY: dict[str, Rule] = {**_MENU, "max_selected_items": Number(least=1, whole=True)}
_INPUT: dict[str, Rule] = {
    "action_id": ACTION_ID,
    "placeholder": plain(150),
    "focus_on_load": Flag(),
    "dispatch_action_config": DISPATCH,
}
_ID = Text(255, 1)

BUTTON = typed(
    "button",
    {
        "action_id": ACTION_ID,
        "text": plain(75),
        "url": Text(3000, 1, HTTP),
        "value": Text(2000),
        "style": Choice(("primary", "danger")),
        "confirm": CONFIRM,
        "accessibility_label": Text(75),
    },
    ("text", "action_id"),
)
IMAGE_ELEMENT = typed(
    "image",
    {"alt_text": Text(2000), "image_url": Text(3000, 1, ("https://",)), "slack_file": SLACK_FILE},
    ("alt_text",),
    exactly_one=("image_url", "slack_file"),
)


def _menu(name: str, fields: Mapping[str, Rule], exactly_one: tuple[str, ...] = ()) -> Shape:
    return typed(name, {**_MENU, **fields}, ("action_id",), exactly_one)


def _many(name: str, fields: Mapping[str, Rule], exactly_one: tuple[str, ...] = ()) -> Shape:
    return typed(name, {**_MANY, **fields}, ("action_id",), exactly_one)


_STATIC: dict[str, Rule] = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
_EXTERNAL: dict[str, Rule] = {"min_query_length": Number(least=0, whole=True)}
_SOME = Items(OPTION, 100)
_IDS = Items(_ID, 100)

CLICKABLE: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": typed(
        "overflow",
        {"action_id": ACTION_ID, "options": Items(OPTION, 5, 2), "confirm": CONFIRM},
        ("action_id", "options"),
    ),
    "static_select": _menu("static_select", {**_STATIC, "initial_option": OPTION}, ("options", "option_groups")),
    "external_select": _menu("external_select", {**_EXTERNAL, "initial_option": OPTION}),
    "users_select": _menu("users_select", {"initial_user": _ID}),
    "channels_select": _menu("channels_select", {"initial_channel": _ID, "response_url_enabled": Flag()}),
    "conversations_select": _menu(
        "conversations_select",
        {
            "initial_conversation": _ID,
            "default_to_current_conversation": Flag(),
            "response_url_enabled": Flag(),
            "filter": FILTER,
        },
    ),
    "multi_static_select": _many(
        "multi_static_select", {**_STATIC, "initial_options": _SOME}, ("options", "option_groups")
    ),
    "multi_external_select": _many("multi_external_select", {**_EXTERNAL, "initial_options": _SOME}),
    "multi_users_select": _many("multi_users_select", {"initial_users": _IDS}),
    "multi_channels_select": _many("multi_channels_select", {"initial_channels": _IDS}),
    "multi_conversations_select": _many(
        "multi_conversations_select", {"initial_conversations": _IDS, "filter": FILTER}
    ),
    "datepicker": _menu("datepicker", {"initial_date": Text(10, 10)}),
    "timepicker": _menu("timepicker", {"initial_time": Text(5, 5), "timezone": Text(255)}),
    "datetimepicker": typed(
        "datetimepicker", {**_COMMON, "initial_date_time": Number(least=0, whole=True)}, ("action_id",)
    ),
    "checkboxes": typed(
        "checkboxes",
        {**_COMMON, "options": Items(RICH_OPTION, 10), "initial_options": Items(RICH_OPTION, 10)},
        ("action_id", "options"),
    ),
    "radio_buttons": typed(
        "radio_buttons",
        {**_COMMON, "options": Items(RICH_OPTION, 10), "initial_option": RICH_OPTION},
        ("action_id", "options"),
    ),
}
TYPED_IN: dict[str, Rule] = {
    "plain_text_input": typed(
        "plain_text_input",
        {
            **_INPUT,
            "initial_value": Text(3000),
            "multiline": Flag(),
            "min_length": Number(0, 3000, whole=True),
            "max_length": Number(1, 3000, whole=True),
        },
        ("action_id",),
    ),
    "number_input": typed(
        "number_input",
        {
            **_INPUT,
            "is_decimal_allowed": Flag(),
            "initial_value": Text(255),
            "min_value": Text(255),
            "max_value": Text(255),
        },
        ("action_id", "is_decimal_allowed"),
    ),
    "email_text_input": typed("email_text_input", {**_INPUT, "initial_value": Text(3000)}, ("action_id",)),
    "url_text_input": typed("url_text_input", {**_INPUT, "initial_value": Text(3000)}, ("action_id",)),
}
IN_ACTIONS = ByType(CLICKABLE)
IN_SECTION = ByType({**CLICKABLE, "image": IMAGE_ELEMENT})
IN_INPUT = ByType(
    {**{name: rule for name, rule in CLICKABLE.items() if name not in ("button", "overflow")}, **TYPED_IN}
)
INTERACTIVE = frozenset({*CLICKABLE, *TYPED_IN})
