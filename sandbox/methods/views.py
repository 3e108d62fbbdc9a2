"""views.*: modals and App Homes."""

from sandbox.blocks.check import checked_view
from sandbox.errors import ApiError, invalid_arguments
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.payloads import view_json
from sandbox.state.views import View

MODAL_STACK = 3


def _view_argument(call: Call, kind: str) -> Json:
    view = call.arguments.mapping("view")
    if view is None:
        raise invalid_arguments("missing required field: view")
    if view.get("type") != kind:
        raise invalid_arguments(f"must be a {kind} [json-pointer:/view/type]")
    return checked_view(call.workspace, view)


def _new_view(call: Call, user: str, content: Json, below: View | None = None) -> View:
    """A view with an identity of its own."""
    view_id = call.workspace.ids.make("V")
    new_hash = call.workspace.ids.timestamp(call.workspace.clock.now())
    return View(view_id, user, content, new_hash, below.root_id if below else view_id, below.id if below else None)


def _open(call: Call) -> Json:
    content = _view_argument(call, "modal")
    _refuse_known_external_id(call, content)
    user = call.workspace.triggers.exchange(call.arguments.need("trigger_id"))
    call.workspace.views.clear(user)
    view = _new_view(call, user, content)
    call.workspace.views.push(view)
    return {"view": view_json(call.workspace, view)}


def _push(call: Call) -> Json:
    content = _view_argument(call, "modal")
    user = call.workspace.triggers.exchange(call.arguments.need("trigger_id"))
    stack = call.workspace.views.stack(user)
    if len(stack) >= MODAL_STACK:
        raise ApiError("push_limit_reached")
    view = _new_view(call, user, content, stack[-1] if stack else None)
    call.workspace.views.push(view)
    return {"view": view_json(call.workspace, view)}


def _refuse_known_external_id(call: Call, content: Json) -> None:
    external_id = content.get("external_id")
    if external_id and call.workspace.views.find(external_id=external_id):
        raise ApiError("duplicate_external_id")


def _update(call: Call) -> Json:
    view_id, external_id = call.arguments.text("view_id"), call.arguments.text("external_id")
    if not (view_id or external_id):
        raise invalid_arguments("missing required field: view_id")
    view = call.workspace.views.find(view_id=view_id or None, external_id=external_id or None)
    if view is None:
        raise ApiError("not_found")
    _check_hash(call, view)
    content = _view_argument(call, "home" if view.is_home else "modal")
    new_hash = call.workspace.ids.timestamp(call.workspace.clock.now())
    return {"view": view_json(call.workspace, call.workspace.views.replace(view, content, new_hash))}


def _publish(call: Call) -> Json:
    user = call.arguments.need("user_id")
    if not call.workspace.directory.has_user(user):
        raise ApiError("user_not_found")
    content = _view_argument(call, "home")
    current = call.workspace.views.home(user)
    if current is not None:
        _check_hash(call, current)
    view = _new_view(call, user, content)
    call.workspace.views.publish(view)
    return {"view": view_json(call.workspace, view)}


def _check_hash(call: Call, view: View) -> None:
    given = call.arguments.text("hash")
    if given and given != view.hash:
        raise ApiError("hash_conflict")


METHODS = (
    Method("views.open", _open, tier=4),
    Method("views.push", _push, tier=4),
    Method("views.update", _update, tier=4),
    Method("views.publish", _publish, tier=4),
)
