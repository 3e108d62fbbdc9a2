"""The border: what arrives is what the listeners expect, or goes no further."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from bot.legible import whole
from bot.receiving import shapes

Payload = dict[str, Any]
# Slack's own stay below twenty.
_DEEPEST = 60
_EVENTS: Mapping[str, type[shapes.Shape]] = {
    "app_home_opened": shapes.HomeOpened,
    "app_mention": shapes.Said,
    "message": shapes.Said,
    "reaction_added": shapes.Reaction,
    "reaction_removed": shapes.Reaction,
}
_INTERACTIONS: Mapping[str, type[shapes.Shape]] = {
    "block_suggestion": shapes.Suggestion,
    "message_action": shapes.Shortcut,
    "view_submission": shapes.Submitted,
}


class UnreadablePayloadError(ValueError):
    """A payload is not what Slack sends; the sentence says where, and never what stands there."""


def read_payload(payload: object) -> Payload:
    """The payload with texts that can be sent and kept. Raises UnreadablePayloadError."""
    if not isinstance(payload, dict):
        raise UnreadablePayloadError("it is no object")
    readable: Payload = _whole(payload, 0)
    if readable.get("event", readable) is None:
        # Bolt itself asks it what it is.
        raise UnreadablePayloadError("event: there is none")
    for shape, part in _expected(readable):
        try:
            shape.model_validate(part)
        except ValidationError as error:
            raise UnreadablePayloadError(_first_fault(shape, error)) from None
    return readable


def kind_of(payload: object) -> str:
    """What it is, for the log."""
    if not isinstance(payload, dict):
        return type(payload).__name__
    event = payload.get("event")
    kind = event.get("type") if isinstance(event, dict) else payload.get("type", "command")
    return kind[:40] if isinstance(kind, str) else type(kind).__name__


def _expected(payload: Payload) -> Iterator[tuple[type[shapes.Shape], object]]:
    yield shapes.Delivered, payload
    kind, event = str(payload.get("type")), payload.get("event")
    if payload.get("command") is not None:
        yield shapes.Typed, payload
    if kind == "block_actions":
        yield (shapes.ClickedInView if "view" in payload else shapes.Clicked), payload
    if kind in _INTERACTIONS:
        yield _INTERACTIONS[kind], payload
    if event is not None and event["type"] in _EVENTS and not _is_of_a_file(event):
        yield _EVENTS[event["type"]], event


def _is_of_a_file(event: Payload) -> bool:
    """Files have reactions, too; those are no matter of ours."""
    item = event.get("item")
    return isinstance(item, dict) and item.get("type") in {"file", "file_comment"}


def _first_fault(shape: type[shapes.Shape], error: ValidationError) -> str:
    fault = error.errors(include_input=False, include_context=False, include_url=False)[0]
    where = ".".join(str(each)[:40] for each in fault["loc"])
    return f"{shape.__name__}.{where}: {fault['type']}"


def _whole(value: Any, depth: int) -> Any:  # noqa: ANN401  # JSON
    if depth > _DEEPEST:
        raise UnreadablePayloadError("it is nested too deep")
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_whole(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {whole(name): _whole(each, depth + 1) for name, each in value.items()}
    return value
