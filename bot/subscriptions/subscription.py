"""A subscription: what is asked, when it is due, where it is posted, and who may change it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.subscriptions.due import Due, dues_between, next_due
from bot.subscriptions.schedule import Schedule


class Change(StrEnum):
    """What may become of a subscription."""

    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"
    RESTORE = "restore"


@dataclass(frozen=True)
class Subscription:
    """`words` ask for the answer, after /kpi. `channel`: a conversation's id, or a person's for a direct message.

    `since`: due from then on. `owed_through`: the last local date that is settled. `version` counts its changes.
    """

    id: int
    words: str
    channel: str
    schedule: Schedule
    zone: ZoneInfo
    made_by: str
    since: datetime
    owed_through: date | None = None
    paused_why: str | None = None
    is_paused: bool = False
    is_removed: bool = False
    version: int = 1

    @property
    def is_active(self) -> bool:
        """Whether it is ever due again."""
        return not (self.is_paused or self.is_removed)

    @property
    def is_direct(self) -> bool:
        """Whether it goes to one person."""
        return self.channel.startswith(("U", "W"))

    @property
    def series(self) -> str:
        """What its messages are called together, in the outbox."""
        return f"subscription {self.id}"

    def subject(self, due: Due) -> str:
        """What the message of one date is called there."""
        return f"{self.id} {due.local_date}"

    def unsettled(self, now: datetime) -> tuple[Due, ...]:
        """When it was due and nothing was made of it yet, the oldest first."""
        dues = dues_between(self.schedule, self.zone, self.since, now)
        return tuple(due for due in dues if self.owed_through is None or due.local_date > self.owed_through)

    def next_due(self, now: datetime) -> Due:
        """When it is due next, were it active."""
        return next_due(self.schedule, self.zone, now)


def may_change(subscription: Subscription, person: str, conversation: str, owners: AbstractSet[str]) -> bool:
    """Whether a person who speaks in that conversation may see, pause and remove it: the one place that decides.

    Who speaks in the channel that it is posted in is a member there.
    """
    is_theirs = person in {subscription.made_by, subscription.channel}
    return is_theirs or conversation == subscription.channel or person in owners
