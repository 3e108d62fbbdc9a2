"""Who is in the policy's user groups, and who else reads its channels: asked of Slack every few minutes, known to all.

What works by the clock, in threads, reads here what was last known. What is not known yet is not shown.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.access.policy import OPEN, Policy, Sight
from bot.directory import Directory
from bot.log_lines import log_line
from bot.slack_errors import SlackError

EVERY_SECONDS = 300.0
_log = logging.getLogger("kpibot.access")


@dataclass(frozen=True)
class _Known:
    """`members`: of each user group; `outsiders`: whether guests or another company read a channel."""

    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    outsiders: Mapping[str, bool] = field(default_factory=dict)


@dataclass
class Roster:
    """What a person or a channel may see, as far as it is known."""

    policy: Policy = field(default_factory=Policy)
    _known: _Known = field(default_factory=_Known)

    def groups_of(self, person: str) -> frozenset[str]:
        """The groups that somebody is in, by name or through a user group."""
        through = (group for group, members in self._known.members.items() if person in members)
        return self.policy.with_member(person).union(*map(self.policy.with_member, through))

    def sight_in(self, conversation: str) -> Sight:
        """What may stand in a channel, or be sent to a person by itself."""
        if conversation[:1] in "UW":
            return Sight(self.policy, self.groups_of(conversation))
        return Sight(self.policy, self._groups_in(conversation))

    async def refresh(self, directory: Directory) -> None:
        """Ask Slack. What it does not tell now stays as it was last known."""
        mentioned = {member for group in self.policy.groups for member in group.members}
        members, outsiders = dict(self._known.members), dict(self._known.outsiders)
        for each in sorted(mentioned):
            try:
                if each[0] == "S":
                    members[each] = await directory.members_of_group(each)
                elif each[0] in "CG":
                    outsiders[each] = await directory.has_outsiders(each)
            except SlackError as failure:
                log_line(_log, logging.WARNING, "not known who is there", conversation=each, reason=failure)
        self._tell_of_news(outsiders)
        self._known = _Known(members, outsiders)

    def _groups_in(self, channel: str) -> frozenset[str]:
        """A channel that outsiders read counts only for what is open: to list it there is to know of them."""
        named = self.policy.with_member(channel)
        return named if self._known.outsiders.get(channel, True) is False else named & {OPEN}

    def _tell_of_news(self, outsiders: Mapping[str, bool]) -> None:
        for channel, has_any in outsiders.items():
            if has_any and not self._known.outsiders.get(channel) and self.policy.with_member(channel) - {OPEN}:
                do = "take them out of it, or it out of KPIBOT_ACCESS; until then what is kept is not shown there"
                log_line(_log, logging.ERROR, "outsiders read a channel of a group", channel=channel, do=do)


@asynccontextmanager
async def kept_fresh(roster: Roster, directory: Directory) -> AsyncIterator[None]:
    """Known from the start of the block, and asked again every few minutes while it runs."""
    await roster.refresh(directory)

    async def again() -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await roster.refresh(directory)

    refreshing = asyncio.create_task(again()) if roster.policy.groups else None
    try:
        yield
    finally:
        if refreshing is not None:
            refreshing.cancel()
            await asyncio.gather(refreshing, return_exceptions=True)
