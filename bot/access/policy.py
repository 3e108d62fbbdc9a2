"""Which groups keep which numbers to themselves, and what somebody in some of them gets to see. Pure.

What no group names is open: every member of the workspace sees it, and guests only where the group `open` names them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

OPEN = "open"
# Who uses the command line, among the members of a group.
COMMAND_LINE = "cli"


@dataclass(frozen=True)
class Group:
    """Metrics (and pages, by their names), and who sees them: people (U…), user groups (S…), channels (C…), the command
    line.
    """

    name: str
    topics: frozenset[str]
    members: frozenset[str]

    @property
    def people(self) -> tuple[str, ...]:
        """People and user groups."""
        return tuple(sorted(each for each in self.members if each[0] in "UWS"))

    @property
    def channels(self) -> tuple[str, ...]:
        """Conversations."""
        return tuple(sorted(each for each in self.members if each[0] in "CG"))


@dataclass(frozen=True)
class Policy:
    """All groups. Without any, everybody sees everything everywhere."""

    groups: tuple[Group, ...] = ()

    @property
    def restricted(self) -> frozenset[str]:
        """What some group keeps to itself."""
        return frozenset(topic for group in self.groups if group.name != OPEN for topic in group.topics)

    def with_member(self, member: str) -> frozenset[str]:
        """The groups that name this person, user group, channel or the command line."""
        return frozenset(group.name for group in self.groups if member in group.members)

    def keeping(self, topic: str) -> tuple[Group, ...]:
        """The groups that keep it to themselves; none where it is open."""
        return tuple(group for group in self.groups if group.name != OPEN and topic in group.topics)


@dataclass(frozen=True)
class Sight:
    """What somebody, or all who read a channel, may see: what is open, and what their groups keep."""

    policy: Policy
    groups: frozenset[str] = frozenset()
    sees_open: bool = True

    def sees(self, topic: str) -> bool:
        """Whether they see this number or page."""
        keepers = self.policy.keeping(topic)
        if not keepers:
            return self.sees_open
        return any(group.name in self.groups for group in keepers)

    def hidden(self, topics: Iterable[str]) -> frozenset[str]:
        """Those that they don't see."""
        return frozenset(topic for topic in topics if not self.sees(topic))


EVERYTHING = Sight(Policy())
# What all who read a conversation may see: bot.access.roster.Roster.sight_in.
SightIn = Callable[[str], Sight]


def everybody(conversation: str) -> Sight:  # noqa: ARG001  # as every SightIn
    """Where no group keeps anything."""
    return EVERYTHING
