"""Messages and reactions by people."""

import re
from html import escape

from sandbox.people.desk import Desk
from sandbox.people.results import NotPossibleError
from sandbox.state.model import Channel, Message, User

_REFERENCE = re.compile(r"&lt;([@#][A-Z0-9]+)&gt;")
_MENTION = re.compile(r"(?<![\w&])@(\w+)")


def post(desk: Desk, user: User, channel: Channel, text: str, thread_ts: str | None = None) -> Message:
    """Write a message; "@kpibot" becomes a mention."""
    if not text.strip():
        raise NotPossibleError("an empty message cannot be sent")
    parent = desk.message(user, channel, thread_ts) if thread_ts is not None else None
    message = Message(
        channel=channel.id,
        ts=desk.timestamp(),
        user=user.id,
        text=_as_slack_writes_it(desk, text),
        thread_ts=(parent.thread_ts or parent.ts) if parent is not None else None,
        client_msg_id=desk.workspace.ids.make("client-", 12),
    )
    desk.workspace.log.put(message)
    desk.events.message_posted(message)
    return message


def _as_slack_writes_it(desk: Desk, text: str) -> str:
    """Control characters escaped, people's names turned into mentions, ready-made mentions kept."""
    known = {user.name.lower(): user.id for user in desk.workspace.directory.users}
    escaped = _REFERENCE.sub(r"<\1>", escape(text, quote=False))
    return _MENTION.sub(
        lambda found: f"<@{known[found[1].lower()]}>" if found[1].lower() in known else found[0], escaped
    )


def add_reaction(desk: Desk, user: User, message: Message, name: str) -> None:
    """Put an emoji under a message; a second time changes nothing."""
    _refuse_ephemeral(message)
    if any(reaction.name == name and user.id in reaction.users for reaction in message.reactions):
        return
    desk.workspace.log.react(message, name, user.id)
    desk.events.reaction("reaction_added", message, name, user.id)


def remove_reaction(desk: Desk, user: User, message: Message, name: str) -> None:
    """Take an emoji away; one that is not there changes nothing."""
    _refuse_ephemeral(message)
    if any(reaction.name == name and user.id in reaction.users for reaction in message.reactions):
        desk.workspace.log.unreact(message, name, user.id)
        desk.events.reaction("reaction_removed", message, name, user.id)


def _refuse_ephemeral(message: Message) -> None:
    if message.ephemeral_for is not None:
        raise NotPossibleError("nobody can react to a message that only one person sees")
