"""What Slack knows of people, user groups and channels; asked again after some minutes."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

from bot.slack_client import Json, SlackClient

# Less than between two looks of the roster, whose every look then asks Slack: nothing is older than five minutes.
_KEPT_SECONDS = 240.0
_GUESTS = "guests"
_PAGE = 1000
T = TypeVar("T")


@dataclass
class _Lately(Generic[T]):
    """What Slack was asked lately, by id."""

    found: dict[str, tuple[float, T]] = field(default_factory=dict)

    async def of(self, id_: str, ask: Callable[[str], Awaitable[T]]) -> T:
        known = self.found.get(id_)
        if known is None or monotonic() - known[0] > _KEPT_SECONDS:
            known = self.found[id_] = (monotonic(), await ask(id_))
        return known[1]


@dataclass(frozen=True)
class Directory:
    """Asks Slack. Every method raises SlackError."""

    slack: SlackClient
    _people: _Lately[Json] = field(default_factory=_Lately)
    _groups: _Lately[frozenset[str]] = field(default_factory=_Lately)
    _guests: _Lately[frozenset[str]] = field(default_factory=_Lately)
    _channels: _Lately[bool] = field(default_factory=_Lately)

    async def profile(self, person: str) -> Json:
        """What users.info says of somebody."""
        return await self._people.of(person, self._ask_person)

    async def members_of_group(self, group: str) -> frozenset[str]:
        """Who is in a user group."""
        return await self._groups.of(group, self._ask_group)

    async def has_outsiders(self, channel: str) -> bool:
        """Whether guests, or people of another company, read a channel."""
        return await self._channels.of(channel, self._ask_channel)

    async def _ask_person(self, person: str) -> Json:
        answer = await self.slack.call("users.info", {"user": person}, as_form=True)
        return dict(answer["user"])

    async def _ask_group(self, group: str) -> frozenset[str]:
        answer = await self.slack.call("usergroups.users.list", {"usergroup": group}, as_form=True)
        return frozenset(map(str, answer["users"]))

    async def _ask_channel(self, channel: str) -> bool:
        answer = await self.slack.call("conversations.info", {"channel": channel}, as_form=True)
        if is_shared(answer["channel"]):
            return True
        guests = await self._guests.of(_GUESTS, self._ask_guests)
        if not guests:
            return False
        async for page in self._pages("conversations.members", {"channel": channel}, "members"):
            if not guests.isdisjoint(map(str, page)):
                return True
        return False

    async def _ask_guests(self, _: str) -> frozenset[str]:
        pages = [page async for page in self._pages("users.list", {}, "members")]
        return frozenset(str(each["id"]) for page in pages for each in page if is_guest(each))

    async def _pages(self, method: str, arguments: Json, key: str) -> AsyncIterator[list[Json]]:
        cursor = ""
        while True:
            more = {"cursor": cursor} if cursor else {}
            answer = await self.slack.call(method, {**arguments, "limit": _PAGE, **more}, as_form=True)
            yield list(answer[key])
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return


def is_guest(profile: Mapping[str, object]) -> bool:
    """Whether somebody is in the workspace for some channels alone, belongs to another company, or is gone."""
    return any(profile.get(each) for each in ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted"))


def is_shared(channel: Mapping[str, object]) -> bool:
    """Whether another company reads it, or is about to."""
    return any(channel.get(each) for each in ("is_ext_shared", "is_pending_ext_shared"))
