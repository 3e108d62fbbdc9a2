"""auth.*: who a token belongs to."""

from sandbox.methods.call import Call, Method
from sandbox.payload import Json


def _test(call: Call) -> Json:
    app, bot = call.workspace.app, call.workspace.bot
    return {
        "url": f"{call.base_url}/",
        "team": "Sandbox",
        "team_id": call.workspace.team_id,
        "user": bot.name,
        "user_id": bot.id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


METHODS = (Method("auth.test", _test, tier="special"),)
