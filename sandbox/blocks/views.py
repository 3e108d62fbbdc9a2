"""Modals and App Homes as wholes."""

from collections.abc import Iterator

from sandbox.blocks.composition import plain
from sandbox.blocks.kinds import Surface
from sandbox.blocks.rules import Anything, Choice, Finding, Flag, Rule, Shape, Text
from sandbox.blocks.whole import findings
from sandbox.payload import Json

_COMMON: dict[str, Rule] = {
    "blocks": Anything(),
    "private_metadata": Text(3000),
    "callback_id": Text(255),
    "external_id": Text(255),
}
_SHAPES = {
    Surface.HOME: Shape({"type": Choice(("home",)), **_COMMON}, ("type", "blocks")),
    Surface.MODAL: Shape(
        {
            "type": Choice(("modal",)),
            **_COMMON,
            "title": plain(24),
            "close": plain(24),
            "submit": plain(24),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
        ("type", "title", "blocks"),
    ),
}


def view_findings(view: Json, pointer: str = "/view") -> list[Finding]:
    """Everything that is wrong with a view."""
    kind = view.get("type")
    if kind not in (Surface.HOME, Surface.MODAL):
        return [Finding("unsupported_type", f"unsupported type: {kind}", f"{pointer}/type", ["home", "modal"])]
    surface = Surface(kind)
    found = list(_SHAPES[surface].check(view, pointer))
    found += findings(view.get("blocks", []), surface, f"{pointer}/blocks")
    return [*found, *_missing_submit(view, pointer)]


def _missing_submit(view: Json, pointer: str) -> Iterator[Finding]:
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if view.get("type") == Surface.MODAL and has_input and "submit" not in view:
        yield Finding("missing_field", "missing required field: submit", f"{pointer}/submit", "required")
