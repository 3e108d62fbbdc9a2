"""Every message of the workspace, by conversation and timestamp."""

from dataclasses import replace

from sandbox.state.changes import Changes
from sandbox.state.model import Message, Reaction


class MessageLog:
    """Keeps messages in the order of their timestamps."""

    def __init__(self, changes: Changes) -> None:
        self._messages: dict[tuple[str, str], Message] = {}
        self._changes = changes

    def put(self, message: Message) -> Message:
        """Add a message, or replace the one of the same channel and ts."""
        self._messages[message.channel, message.ts] = message
        self._changes.touch()
        return message

    def delete(self, channel: str, ts: str) -> None:
        """Remove a message."""
        del self._messages[channel, ts]
        self._changes.touch()

    def get(self, channel: str, ts: str) -> Message | None:
        """The message of that channel and ts, ephemeral ones included."""
        return self._messages.get((channel, ts))

    def in_channel(self, channel: str) -> list[Message]:
        """All messages of a conversation, replies and ephemeral ones included, oldest first."""
        found = [message for (where, _), message in self._messages.items() if where == channel]
        return sorted(found, key=lambda message: message.ts)

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """The replies below a message, oldest first, without the message itself."""
        return [m for m in self.in_channel(channel) if m.is_reply and m.thread_ts == thread_ts]

    def react(self, message: Message, name: str, user: str) -> Message:
        """Add someone's emoji."""
        users = (*_users_of(message, name), user)
        return self._with_reaction(message, name, users)

    def unreact(self, message: Message, name: str, user: str) -> Message:
        """Take someone's emoji away."""
        users = tuple(other for other in _users_of(message, name) if other != user)
        return self._with_reaction(message, name, users)

    def _with_reaction(self, message: Message, name: str, users: tuple[str, ...]) -> Message:
        kept = [Reaction(r.name, users if r.name == name else r.users) for r in message.reactions]
        if not any(reaction.name == name for reaction in kept):
            kept.append(Reaction(name, users))
        return self.put(replace(message, reactions=tuple(reaction for reaction in kept if reaction.users)))


def _users_of(message: Message, name: str) -> tuple[str, ...]:
    return next((reaction.users for reaction in message.reactions if reaction.name == name), ())
