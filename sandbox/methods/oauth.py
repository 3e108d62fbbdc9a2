"""oauth.*: a code that somebody brought from the workspace's consent becomes the app's token."""

from sandbox.errors import ApiError
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.state.tokens import TokenKind


def _access(call: Call) -> Json:
    workspace = call.workspace
    if call.arguments.need("client_secret") != workspace.tokens.client_secret:
        raise ApiError("bad_client_secret")
    if not workspace.use_code(call.arguments.need("code")):
        raise ApiError("invalid_code")
    return {
        "app_id": workspace.app.app_id,
        "access_token": workspace.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.app.scopes)),
        "bot_user_id": workspace.app.bot_user,
        "team": {"id": workspace.team_id, "name": workspace.team_domain},
        "enterprise": None,
        "authed_user": {"id": workspace.directory.users[0].id},
        "is_enterprise_install": False,
    }


METHODS = (Method("oauth.v2.access", _access, tier=4, token=TokenKind.NONE),)
