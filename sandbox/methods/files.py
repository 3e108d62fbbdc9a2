"""files.*: uploads in three steps, and what became of them."""

from dataclasses import replace
from datetime import timedelta

from sandbox.errors import ApiError, invalid_arguments
from sandbox.faults import FaultKind
from sandbox.methods.call import Call, Method
from sandbox.methods.sharing import checked_targets, share_when_ready
from sandbox.payload import Json
from sandbox.payloads import file_json
from sandbox.state.files import File

_NEVER = frozenset({FaultKind.NEVER_READY_FILES})
_SLOWLY = frozenset({FaultKind.SLOW_FILES})
ALT_TEXT_LIMIT = 1000


def _get_upload_url(call: Call) -> Json:
    name, length = call.arguments.text("filename"), call.arguments.whole("length", 0)
    alt_txt = call.arguments.text("alt_txt") or None
    if not name or length == 0:
        raise ApiError("missing_argument")
    if alt_txt is not None and len(alt_txt) > ALT_TEXT_LIMIT:
        raise ApiError("alt_txt_too_large")
    file = call.workspace.files.reserve(name, length, call.workspace.app.bot_user, alt_txt)
    return {"upload_url": f"{call.base_url}/upload/v1/{file.ticket}", "file_id": file.id}


def _complete(call: Call) -> Json:
    entries = call.arguments.rows("files")
    if not entries:
        raise invalid_arguments("missing required field: files")
    targets = checked_targets(call)
    uploads = [_uploaded(call, entry) for entry in entries]
    done = [_completed(call, file, title) for file, title in uploads]
    share_when_ready(call, done, targets)
    return {"files": [file_json(call.workspace, file) for file in done]}


def _uploaded(call: Call, entry: object) -> tuple[File, str | None]:
    if not isinstance(entry, dict):
        raise invalid_arguments("must be an object [json-pointer:/files/0]")
    file = call.workspace.files.get(str(entry.get("id")))
    # An upload is completed once: afterwards its id answers as if there were no such upload.
    if file is None or file.content is None or file.completed is not None:
        raise ApiError("file_not_found")
    return file, entry.get("title")


def _completed(call: Call, file: File, title: str | None) -> File:
    now, ready = call.workspace.clock.now(), _seconds_until_ready(call)
    ready_at = None if ready is None else now + timedelta(seconds=ready)
    return call.workspace.files.put(replace(file, title=title, completed=now, ready=ready_at))


def _seconds_until_ready(call: Call) -> float | None:
    faults, method = call.workspace.faults, "files.completeUploadExternal"
    if faults.take(_NEVER, method, frozenset()):
        return None
    slow = faults.take(_SLOWLY, method, frozenset())
    return slow.seconds if slow is not None else call.workspace.settings.file_seconds


def _info(call: Call) -> Json:
    file = call.workspace.files.get(call.arguments.need("file"))
    if file is None or file.completed is None:
        raise ApiError("file_not_found")
    return {"file": file_json(call.workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _delete(call: Call) -> Json:
    file = call.workspace.files.get(call.arguments.need("file"))
    if file is None or file.completed is None:
        raise ApiError("file_not_found")
    if file.owner != call.workspace.app.bot_user:
        raise ApiError("cant_delete_file")
    call.workspace.files.remove(file.id)
    return {}


METHODS = (
    Method("files.getUploadURLExternal", _get_upload_url, "files:write", tier=4),
    Method("files.completeUploadExternal", _complete, "files:write", tier=4),
    Method("files.info", _info, "files:read", tier=4),
    Method("files.delete", _delete, "files:write", tier=3),
)
