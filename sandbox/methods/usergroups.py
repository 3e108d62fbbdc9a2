"""usergroups.*: people who can be named together."""

from sandbox.errors import ApiError
from sandbox.methods.call import Call, Method
from sandbox.payload import Json


def _members(call: Call) -> Json:
    group = call.workspace.directory.groups.get(call.arguments.need("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": list(group.members)}


METHODS = (Method("usergroups.users.list", _members, "usergroups:read", tier=2),)
