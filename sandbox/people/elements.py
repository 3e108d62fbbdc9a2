"""Finds the controls of a message or view, and what a person may choose in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.blocks.elements import INTERACTIVE
from sandbox.payload import Json
from sandbox.people.results import NotPossibleError

# Where a control keeps its choice, and where its first one comes from.
_PLACES = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
}
Choice = str | int | list[str] | None


@dataclass(frozen=True)
class Control:
    """One interactive element and the block it stands in."""

    block_id: str
    element: Json

    @property
    def action_id(self) -> str:
        """The element's action_id."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def has_state(self) -> bool:
        """Whether the control remembers a choice (buttons and overflow menus do not)."""
        return self.kind in _PLACES and self.kind != "overflow"


def controls(blocks: object, block_id: str = "") -> Iterator[Control]:
    """Every control in these blocks, in reading order."""
    if isinstance(blocks, list | tuple):
        for item in blocks:
            yield from controls(item, block_id)
    elif isinstance(blocks, dict):
        inside = blocks.get("block_id", block_id)
        if "action_id" in blocks and blocks.get("type") in INTERACTIVE:
            yield Control(inside, blocks)
        else:
            yield from controls(list(blocks.values()), inside)


def find_control(blocks: object, action_id: str, block_id: str | None = None) -> Control:
    """The control of that action_id; raises NotPossibleError with the ids there are."""
    everything = list(controls(blocks))
    for control in everything:
        if control.action_id == action_id and block_id in (None, control.block_id):
            return control
    present = ", ".join(control.action_id for control in everything) or "none"
    raise NotPossibleError(f"there is no control {action_id!r}; there are: {present}")


def initial(control: Control) -> Json:
    """What a control holds before anybody touches it."""
    place, first = _PLACES[control.kind]
    empty: object = [] if place == "selected_options" else None
    return {"type": control.kind, place: control.element.get(first, empty)}


def chosen(control: Control, choice: Choice, suggested: list[Json]) -> Json:
    """What a control holds after a person chose; options are named by their value."""
    if control.kind == "button":
        button = {"type": "button", "text": control.element["text"]}
        return button | {key: control.element[key] for key in ("value", "style") if key in control.element}
    place, _ = _PLACES[control.kind]
    if place == "selected_option":
        return {"type": control.kind, place: None if choice is None else _option(control, str(choice), suggested)}
    if place == "selected_options":
        names = choice if isinstance(choice, list) else []
        return {"type": control.kind, place: [_option(control, name, suggested) for name in names]}
    return {"type": control.kind, place: choice}


def _option(control: Control, value: str, suggested: list[Json]) -> Json:
    groups = control.element.get("option_groups", [])
    own = control.element.get("options", []) + [option for group in groups for option in group["options"]]
    options: list[Json] = own + suggested
    for option in options:
        if option["value"] == value:
            return option
    offered = ", ".join(option["value"] for option in options) or "none"
    raise NotPossibleError(f"{control.action_id!r} offers no option {value!r}; it offers: {offered}")
