"""May this person see it, and may all who read there: decided once for every surface."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.access.policy import OPEN, Sight
from bot.access.roster import Roster
from bot.directory import Directory, is_guest
from bot.slack_errors import RefusedError, SlackError


class Where(StrEnum):
    """Where something may be shown."""

    HERE = "here"
    ALONE = "alone"
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Verdict:
    """Where something may be shown, and what of it.

    `may_follow`: whether the message may go on to show new numbers by itself, when nobody decides again.
    """

    where: Where
    sight: Sight
    may_follow: bool = True


@dataclass(frozen=True)
class Access:
    """Decides. Whatever Slack does not tell is taken as a no for what a group keeps."""

    roster: Roster
    directory: Directory

    @property
    def is_open(self) -> bool:
        """Whether everybody sees everything."""
        return not self.roster.policy.groups

    async def decide(self, topics: frozenset[str], person: str, channel: str, *, is_private: bool) -> Verdict:
        """Where these topics may be shown to who asks in a conversation. `is_private`: nobody else reads it there."""
        if self.is_open:
            return Verdict(Where.HERE, Sight(self.roster.policy))
        own = await self.sight_of(person)
        if is_private or channel.startswith("D"):
            is_kept = not topics or topics & self.roster.policy.restricted
            return replace(_of_sight(topics, own, Where.HERE), may_follow=not is_kept)
        here = await self.sight_of_all_in(channel)
        if not topics or here.hidden(topics) != topics:
            return _of_sight(topics, here, Where.HERE)
        return _of_sight(topics, own, Where.ALONE)

    async def sight_of(self, person: str) -> Sight:
        """What somebody may see where nobody else does."""
        policy, groups = self.roster.policy, self.roster.groups_of(person)
        if self.is_open or OPEN in groups:
            return Sight(policy, groups)
        try:
            is_member = not is_guest(await self.directory.profile(person))
        except RefusedError as refused:
            # An app that was installed before this scope was asked for: what is open stays so, as it was then.
            is_member = refused.code == "missing_scope"
        except SlackError:
            is_member = False
        return Sight(policy, groups, sees_open=is_member)

    async def sight_of_all_in(self, channel: str) -> Sight:
        """What all who read a channel may see."""
        known = self.roster.sight_in(channel)
        if self.is_open or OPEN in known.groups:
            return known
        try:
            return Sight(known.policy, known.groups, sees_open=not await self.directory.has_outsiders(channel))
        except SlackError:
            return known


def _of_sight(topics: frozenset[str], sight: Sight, where: Where) -> Verdict:
    return Verdict(Where.NOWHERE if topics and sight.hidden(topics) == topics else where, sight)
