"""reactions.*: emoji under messages."""

from sandbox.errors import ApiError
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.payloads import message_json
from sandbox.state.model import Message


def _message(call: Call) -> Message:
    channel = call.known(call.channel())
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    message = call.workspace.log.get(channel.id, call.arguments.need("timestamp"))
    if message is None or message.ephemeral_for is not None:
        raise ApiError("message_not_found")
    return message


def _add(call: Call) -> Json:
    name, message, bot = call.arguments.need("name").strip(":"), _message(call), call.workspace.app.bot_user
    if any(reaction.name == name and bot in reaction.users for reaction in message.reactions):
        raise ApiError("already_reacted")
    call.workspace.log.react(message, name, bot)
    call.events.reaction("reaction_added", message, name, bot)
    return {}


def _get(call: Call) -> Json:
    message = _message(call)
    return {"type": "message", "channel": message.channel, "message": message_json(call.workspace, message)}


METHODS = (
    Method("reactions.add", _add, "reactions:write", tier=3),
    Method("reactions.get", _get, "reactions:read", tier=3),
)
