"""What can be missing, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.owners import NOTICE

# The kind under which a daily run is missing; its subject is the local date.
DAILY_RUN = "daily run"
Key = tuple[str, str, str]


class Why(StrEnum):
    """What became of it instead."""

    NEVER_MADE = "it was never made"
    NOT_SENT = "it is made, and not delivered"
    REFUSED = "Slack refuses it"
    EXPIRED = "it was given up, too late to be of use"
    NOT_DONE = "it is not done"

    @property
    def is_over(self) -> bool:
        """Whether it will never come, and that is settled: it is told once, and nothing waits for it."""
        return self is Why.EXPIRED


class Outcome(StrEnum):
    """What became of what was missing."""

    DONE = "there at last"
    GIVEN_UP = "given up, too late to be of use"
    NOT_EXPECTED = "not expected any more"


@dataclass(frozen=True)
class Missing:
    """A message, or a daily run, that should be there. `due_at`: when. `detail`: what is known of the cause."""

    kind: str
    subject: str
    channel: str
    why: Why
    due_at: datetime
    detail: str | None = None

    @property
    def key(self) -> Key:
        """What it is, whatever became of it."""
        return self.kind, self.subject, self.channel

    @property
    def is_told_to_owners(self) -> bool:
        """Not what the delivery tells them itself; and of a notice that does not arrive no notice, without end."""
        return self.why is not Why.REFUSED and self.kind != NOTICE


@dataclass(frozen=True)
class Well:
    """What was missing and is so no more: there at last (`done_at`), given up, or not expected any more."""

    finding_id: int
    missing: Missing
    done_at: datetime | None
    outcome: Outcome

    @property
    def is_worth_telling(self) -> bool:
        """What nobody waits for any more is in the book alone."""
        return self.outcome is not Outcome.NOT_EXPECTED
