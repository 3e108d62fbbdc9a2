"""Who may acknowledge an alert: the people and user groups of the settings, or every member of the workspace."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from time import monotonic
from typing import Generic, TypeVar

from bot.log_lines import log_line
from bot.slack_client import Json, SlackClient
from bot.slack_errors import SlackError

# What of /kpi alert changes how others are told.
CHANGES = frozenset({"add", "edit", "mute", "unmute", "remove"})
NOT_YOURS = "Only those who answer for alerts can change their rules: who that is, stands in KPIBOT_ALERT_RESPONDERS."
_KEPT_SECONDS = 300.0
_log = logging.getLogger("kpibot.alerts")
T = TypeVar("T")


class May(Enum):
    """Whether somebody's mark counts. UNKNOWN: Slack did not say; it is read back later."""

    YES = "yes"
    NO = "no"
    IS_BOT = "is a bot"
    UNKNOWN = "unknown"


@dataclass
class _Known(Generic[T]):
    """What Slack was asked lately, by id."""

    found: dict[str, tuple[float, T]] = field(default_factory=dict)

    async def of(self, id_: str, ask: Callable[[str], Awaitable[T]]) -> T:
        known = self.found.get(id_)
        if known is None or monotonic() - known[0] > _KEPT_SECONDS:
            known = self.found[id_] = (monotonic(), await ask(id_))
        return known[1]


@dataclass(frozen=True)
class Responders:
    """`allowed`: people (U…, W…) and user groups (S…); none: everybody who is neither a guest nor a bot."""

    slack: SlackClient
    allowed: frozenset[str]
    people: _Known[Json] = field(default_factory=_Known)
    groups: _Known[frozenset[str]] = field(default_factory=_Known)

    async def may(self, person: str) -> May:
        """Whether this person's marks count."""
        try:
            return await self._may(person)
        except SlackError as failure:
            log_line(_log, logging.ERROR, "not known who may acknowledge", person=person, reason=failure)
            return May.UNKNOWN

    async def may_change_rules(self, person: str) -> bool:
        """Whether this person may change what others are told."""
        return await self.may(person) is May.YES

    async def _may(self, person: str) -> May:
        if person in self.allowed:
            return May.YES
        profile = await self.people.of(person, self._ask_person)
        if profile.get("is_bot") or profile.get("is_workflow_bot"):
            return May.IS_BOT
        if not self.allowed:
            return May.NO if _is_guest(profile) else May.YES
        groups = [await self.groups.of(each, self._ask_group) for each in sorted(self.allowed) if each[0] == "S"]
        return May.YES if any(person in members for members in groups) else May.NO

    async def _ask_person(self, person: str) -> Json:
        answer = await self.slack.call("users.info", {"user": person}, as_form=True)
        return dict(answer["user"])

    async def _ask_group(self, group: str) -> frozenset[str]:
        answer = await self.slack.call("usergroups.users.list", {"usergroup": group}, as_form=True)
        return frozenset(map(str, answer["users"]))


async def anybody_may(person: str) -> bool:  # noqa: ARG001  # as Responders.may_change_rules
    """Where nothing says who."""
    return True


def _is_guest(profile: Json) -> bool:
    return any(profile.get(each) for each in ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted"))
