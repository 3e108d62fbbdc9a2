"""Which digests are owed: one for each local date, edition, audience and conversation.

Counted from the calendar and the outbox alone. There is no job to claim besides: all that a digest does is one row of
the outbox, which is unique by its subject, so two replicas, or one that was frozen, can't owe it twice.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.digest.configured import ConfiguredDigest
from bot.digest.editions import EDITIONS, Edition
from etl.schedule.owed import moment_of, owed_dates
from store.clock import current_moment
from store.tables import outbox

KIND = "digest"


@dataclass(frozen=True)
class DigestSlot:
    """One digest that is to be posted, and when: all moments in UTC."""

    digest: ConfiguredDigest
    edition: Edition
    local_date: date
    zone: ZoneInfo

    @property
    def subject(self) -> str:
        """Its name in the outbox."""
        return f"{self.digest.audience.name} {self.edition.name} {self.local_date}"

    @property
    def series(self) -> str:
        """Those of which the next overtakes it."""
        return series_of(self.digest, self.edition)

    @property
    def due_at(self) -> datetime:
        return moment_of(self.local_date, self.digest.at, self.zone)

    @property
    def deadline(self) -> datetime:
        return moment_of(self.local_date, self.digest.deadline, self.zone)

    @property
    def next_due_at(self) -> datetime:
        """From when on the next of its series counts."""
        return moment_of(self.edition.next_date(self.local_date), self.digest.at, self.zone)


def series_of(digest: ConfiguredDigest, edition: Edition) -> str:
    """The name of the digests that follow each other."""
    return f"{KIND} {digest.audience.name} {edition.name}"


def owed_slots(connection: Connection, digest: ConfiguredDigest, zone: str) -> dict[Edition, tuple[DigestSlot, ...]]:
    """What is owed of each edition now, the oldest date first; only the last of them is worth reading."""
    known = _known_dates(connection, digest)
    first, now = min((first for first, _ in known.values()), default=None), current_moment(connection)
    return {
        edition: tuple(
            DigestSlot(digest, edition, day, ZoneInfo(zone))
            for day in owed_dates(
                now,
                ZoneInfo(zone),
                at=digest.at,
                done=known[series_of(digest, edition)][1] if series_of(digest, edition) in known else None,
                # The first Monday, too, on which nobody was there is made up for.
                known=first,
            )
            if edition.falls_on(day)
        )
        for edition in EDITIONS
    }


def latest_slot(connection: Connection, digest: ConfiguredDigest, edition: Edition, zone: str) -> DigestSlot | None:
    """The last one of its series that was owed."""
    known = _known_dates(connection, digest).get(series_of(digest, edition))
    return DigestSlot(digest, edition, known[1], ZoneInfo(zone)) if known else None


def _known_dates(connection: Connection, digest: ConfiguredDigest) -> dict[str, tuple[date, date]]:
    """The first and last date in the outbox, by series."""
    of = outbox.c
    series = [series_of(digest, edition) for edition in EDITIONS]
    query = (
        select(of.series, func.min(of.subject), func.max(of.subject))
        .where(of.kind == KIND, of.series.in_(series), of.channel == digest.channel)
        .group_by(of.series)
    )
    return {name: (_date(first), _date(last)) for name, first, last in connection.execute(query)}


def _date(subject: str) -> date:
    return date.fromisoformat(subject.rpartition(" ")[2])
