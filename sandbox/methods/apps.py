"""apps.*: how the app gets its Socket Mode connection."""

from sandbox.errors import ApiError
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.state.tokens import TokenKind


def _connections_open(call: Call) -> Json:
    granted = call.workspace.app.app_scopes
    if "connections:write" not in granted:
        raise ApiError("missing_scope", needed="connections:write", provided=",".join(sorted(granted)))
    base = call.base_url.replace("http://", "ws://", 1)
    return {"url": f"{base}/link/?ticket={call.issue_ticket()}&app_id={call.workspace.app.app_id}"}


METHODS = (Method("apps.connections.open", _connections_open, tier=3, token=TokenKind.APP),)
