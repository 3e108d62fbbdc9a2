"""Who may acknowledge an alert: the people and user groups of the settings, or every member of the workspace."""

import logging
from dataclasses import dataclass
from enum import Enum

from bot.directory import Directory, is_guest
from bot.log_lines import log_line
from bot.slack_errors import SlackError

# What of /kpi alert changes how others are told.
CHANGES = frozenset({"add", "edit", "mute", "unmute", "remove"})
NOT_YOURS = "Only those who answer for alerts can change their rules: who that is, stands in KPIBOT_ALERT_RESPONDERS."
_log = logging.getLogger("kpibot.alerts")


class May(Enum):
    """Whether somebody's mark counts. UNKNOWN: Slack did not say; it is read back later."""

    YES = "yes"
    NO = "no"
    IS_BOT = "is a bot"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Responders:
    """`allowed`: people (U…, W…) and user groups (S…); none: everybody who is neither a guest nor a bot."""

    directory: Directory
    allowed: frozenset[str]

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
        profile = await self.directory.profile(person)
        if profile.get("is_bot") or profile.get("is_workflow_bot"):
            return May.IS_BOT
        if not self.allowed:
            return May.NO if is_guest(profile) else May.YES
        groups = [await self.directory.members_of_group(each) for each in sorted(self.allowed) if each[0] == "S"]
        return May.YES if any(person in members for members in groups) else May.NO


async def anybody_may(person: str) -> bool:  # noqa: ARG001  # as Responders.may_change_rules
    """Where nothing says who."""
    return True
