"""The checks as the rest of the workspace asks for them."""

from sandbox.blocks.kinds import Surface
from sandbox.blocks.pictures import picture_findings
from sandbox.blocks.rules import Finding
from sandbox.blocks.views import view_findings
from sandbox.blocks.whole import findings
from sandbox.errors import ApiError, invalid_arguments
from sandbox.payload import Json
from sandbox.state.workspace import Workspace

__all__ = ["Finding", "checked_message_blocks", "checked_view", "message_findings", "view_findings"]


def message_findings(blocks: object, pointer: str = "/blocks") -> list[Finding]:
    """Everything that is wrong with a message's blocks, pictures aside."""
    return findings(blocks, Surface.MESSAGE, pointer)


def checked_message_blocks(workspace: Workspace, blocks: list[object]) -> tuple[Json, ...]:
    """The blocks, each with an id; raises invalid_blocks with every finding."""
    found = message_findings(blocks) or list(picture_findings(workspace, blocks, "/blocks"))
    if found:
        texts = [finding.as_text() for finding in found]
        messages = [f"[ERROR] {text}" for text in texts]
        raise ApiError("invalid_blocks", errors=texts, response_metadata={"messages": messages})
    return _with_ids(workspace, blocks)


def checked_view(workspace: Workspace, view: Json) -> Json:
    """The view, each block with an id; raises invalid_arguments with every finding."""
    found = view_findings(view) or list(picture_findings(workspace, view["blocks"], "view/blocks"))
    if found:
        raise invalid_arguments(*(finding.as_text() for finding in found))
    return view | {"blocks": list(_with_ids(workspace, view["blocks"]))}


def _with_ids(workspace: Workspace, blocks: list[object]) -> tuple[Json, ...]:
    return tuple({"block_id": workspace.ids.make("b", 4), **b} for b in blocks if isinstance(b, dict))
