"""The people and the conversations of a workspace."""

from collections.abc import Iterable
from dataclasses import replace

from sandbox.state.changes import Changes
from sandbox.state.ids import Ids
from sandbox.state.model import Channel, ChannelKind, User, UserGroup


class Directory:
    """Finds people and conversations by id or by name."""

    def __init__(
        self,
        users: Iterable[User],
        channels: Iterable[Channel],
        ids: Ids,
        changes: Changes,
        groups: Iterable[UserGroup] = (),
    ) -> None:
        self.groups = {group.id: group for group in groups}
        self._users = {user.id: user for user in users}
        self._channels = {channel.id: channel for channel in channels}
        self._ids = ids
        self._changes = changes

    @property
    def users(self) -> tuple[User, ...]:
        """Everyone, the bot included."""
        return tuple(self._users.values())

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Every conversation, archived ones included."""
        return tuple(self._channels.values())

    def user(self, who: str | User) -> User:
        """The person of that id or name (any case); raises KeyError with the names there are."""
        if isinstance(who, User):
            return who
        for user in self._users.values():
            if who == user.id or who.lower().removeprefix("@") in (user.name.lower(), user.real_name.lower()):
                return user
        raise KeyError(f"nobody is called {who!r}; there are {', '.join(user.name for user in self.users)}")

    def channel(self, where: str | Channel) -> Channel:
        """The conversation of that id or name, with or without "#"; raises KeyError with the names there are."""
        key = where.id if isinstance(where, Channel) else where
        for channel in self._channels.values():
            if key in (channel.id, channel.name, f"#{channel.name}"):
                return channel
        raise KeyError(f"there is no channel {key!r}; there are {', '.join(c.name for c in self.channels)}")

    def has_user(self, user_id: str) -> bool:
        """Whether an id belongs to someone here."""
        return user_id in self._users

    def by_id(self, channel_id: str) -> Channel | None:
        """The conversation of exactly that id."""
        return self._channels.get(channel_id)

    def add_user(self, user: User) -> None:
        """Add someone."""
        self._users[user.id] = user
        self._changes.touch()

    def put(self, channel: Channel) -> None:
        """Add a conversation, or replace the one of the same id."""
        self._channels[channel.id] = channel
        self._changes.touch()

    def direct(self, user_id: str) -> Channel | None:
        """The direct conversation between that person and the bot, if it was ever opened."""
        return next((channel for channel in self.channels if channel.direct_with == user_id), None)

    def open_direct(self, user_id: str, bot_user: str) -> Channel:
        """The direct conversation between that person and the bot, opened now if need be."""
        channel = self.direct(user_id)
        if channel is None:
            name = self._users[user_id].name
            members = frozenset({user_id, bot_user})
            channel = Channel(self._ids.make("D"), f"dm-{name}", ChannelKind.DIRECT, members, direct_with=user_id)
            self.put(channel)
        return channel

    def join(self, where: str | Channel, user_id: str) -> None:
        """Make someone a member."""
        channel = self.channel(where)
        self.put(replace(channel, members=channel.members | {user_id}))

    def leave(self, where: str | Channel, user_id: str) -> None:
        """End someone's membership."""
        channel = self.channel(where)
        self.put(replace(channel, members=channel.members - {user_id}))
