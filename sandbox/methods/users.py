"""users.*: the people of the workspace."""

from sandbox.errors import ApiError
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.payloads import user_json


def _info(call: Call) -> Json:
    user_id = call.arguments.need("user")
    if not call.workspace.directory.has_user(user_id):
        raise ApiError("user_not_found")
    return {"user": user_json(call.workspace, call.workspace.user(user_id))}


def _list(call: Call) -> Json:
    members = [user_json(call.workspace, user) for user in call.workspace.directory.users]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


METHODS = (Method("users.info", _info, "users:read", tier=4), Method("users.list", _list, "users:read", tier=2))
