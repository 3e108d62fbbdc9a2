"""Pictures by slack_file: whether the workspace can show them yet."""

from collections.abc import Iterator

from sandbox.blocks.rules import Finding
from sandbox.faults import FaultKind
from sandbox.payload import Json
from sandbox.state.files import PICTURES, File
from sandbox.state.workspace import Workspace

_REFUSED = frozenset({FaultKind.REFUSE_SLACK_FILE})
_REFUSED_UNSHARED = frozenset({FaultKind.REFUSE_UNSHARED_FILE})


def picture_findings(workspace: Workspace, blocks: object, pointer: str) -> Iterator[Finding]:
    """One finding for each slack_file that is unknown, not processed yet, no picture, or refused on request."""
    for where, reference in _references(blocks, pointer):
        key = "id" if "id" in reference else "url"
        if not _is_usable(workspace, _file_of(workspace, reference)):
            # The doubled path is Slack's own (python-slack-sdk #1797).
            yield Finding("invalid_slack_file", "invalid slack file", f"{where}.{key}/slack_file")


def _references(value: object, pointer: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "slack_file" and isinstance(item, dict):
                yield f"{pointer}/{name}", item
            else:
                yield from _references(item, f"{pointer}/{name}")


def _file_of(workspace: Workspace, reference: Json) -> File | None:
    if "id" in reference:
        return workspace.files.get(reference["id"])
    path = str(reference.get("url", "")).split("?", 1)[0]
    return next((file for file in workspace.files.all if f"/{file.id}/" in path), None)


def _is_usable(workspace: Workspace, file: File | None) -> bool:
    now = workspace.clock.now()
    if file is None or not file.is_ready(now) or file.mimetype not in PICTURES:
        return False
    if workspace.faults.take(_REFUSED, "slack_file", frozenset()):
        return False
    if file.shares:
        return True
    refused = workspace.settings.refuse_unshared_files
    return not (refused or workspace.faults.take(_REFUSED_UNSHARED, "slack_file", frozenset()))
