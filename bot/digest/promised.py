"""What the configured digests promise, from the calendar and the settings alone."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.digest.configured import ConfiguredDigest
from bot.digest.editions import EDITIONS
from bot.digest.slots import KIND, DigestSlot
from bot.promises import Promise, PromisesBetween

# To write it, and to send it at Slack's pace.
SENDING = timedelta(minutes=15)
_DAY = timedelta(days=1)


def promised_digests(digests: Sequence[ConfiguredDigest], zone: str) -> PromisesBetween:
    """Each edition of each digest, from its hour on, and until some minutes after its deadline."""

    def between(connection: Connection, after: datetime, upto: datetime) -> list[Promise]:  # noqa: ARG001  # settings alone
        slots = (slot for digest in digests for slot in _slots(digest, ZoneInfo(zone), after, upto))
        return [
            Promise(KIND, slot.subject, slot.digest.channel, slot.due_at, slot.deadline + SENDING)
            for slot in slots
            if after < slot.due_at <= upto
        ]

    return between


def _slots(digest: ConfiguredDigest, zone: ZoneInfo, after: datetime, upto: datetime) -> Iterator[DigestSlot]:
    """Those of all dates that may be meant, and of one to each side."""
    day, last = after.astimezone(zone).date() - _DAY, upto.astimezone(zone).date() + _DAY
    while day <= last:
        yield from (DigestSlot(digest, edition, day, zone) for edition in EDITIONS if edition.falls_on(day))
        day += _DAY
