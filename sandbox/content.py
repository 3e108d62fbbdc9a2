"""The content of a message as an app sends it, checked before anything is changed."""

import json
from dataclasses import dataclass

from sandbox.blocks.check import checked_message_blocks
from sandbox.errors import ApiError
from sandbox.payload import Json
from sandbox.state.workspace import Workspace

TEXT_LIMIT = 40_000
UPDATE_TEXT_LIMIT = 4_000
METADATA_LIMIT = 8_000


@dataclass(frozen=True)
class Content:
    """What a message says. `blocks` is None where the sender gave none."""

    text: str
    blocks: tuple[Json, ...] | None
    metadata: Json | None


def checked(
    workspace: Workspace, text: str, blocks: list[object] | None, metadata: Json | None, *, limit: int = TEXT_LIMIT
) -> Content:
    """The content, or Slack's refusal of it."""
    if not text.strip() and not blocks:
        raise ApiError("no_text")
    if len(text) > limit:
        raise ApiError("msg_too_long")
    good = None if blocks is None else checked_message_blocks(workspace, blocks)
    return Content(text, good, None if metadata is None else _checked_metadata(metadata))


def _checked_metadata(metadata: Json) -> Json:
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")
    if set(metadata) - {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_LIMIT:
        raise ApiError("metadata_too_large")
    return metadata
