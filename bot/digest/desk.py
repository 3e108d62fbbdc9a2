"""The desk that writes digests: looks what is owed, waits for what is late, and owes each message once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, select

from bot.access.policy import SightIn, everybody
from bot.digest.configured import ConfiguredDigest
from bot.digest.content import Digest
from bot.digest.editions import EDITIONS, Edition
from bot.digest.gathering import Gathering
from bot.digest.limiting import limited_audience, remarks_on
from bot.digest.owing import REST_KIND, owed_digest, owed_overtaken, owed_rest
from bot.digest.readiness import arrived, is_ready, is_run_done
from bot.digest.slots import KIND, DigestSlot, latest_slot, owed_slots
from bot.shown import Shown
from etl.leases import briefly
from metrics.engine import DEFAULT_CATALOGUE, CompanyView, one_snapshot
from metrics.metric import Metric
from store.clock import current_moment
from store.database import Database
from store.owing import OutboxStatus, OwedMessage, owe, owed_id, record_given_up
from store.tables import outbox, stated_numbers


@dataclass(frozen=True)
class DigestDesk:
    """Writes a company's digests. It blocks.

    `patient_until`: until then nothing partial is written, though its deadline has passed. Whoever starts after an
    outage makes up for the nights first, and that takes a while. `sight_in`: what all who read a conversation may see.
    """

    database: Database
    zone: str
    currency: str
    digests: Sequence[ConfiguredDigest]
    catalogue: Mapping[str, Metric] = field(default_factory=lambda: DEFAULT_CATALOGUE, compare=False)
    patient_until: datetime | None = None
    sight_in: SightIn = everybody

    def owe_what_is_due(self) -> list[OwedMessage]:
        """Owe each digest that is due and ready, and the rests of partial ones; what was owed by this call."""
        return [owed for digest in self._limited() for owed in (*self._owe(digest), *self._owe_rests(digest))]

    def _limited(self) -> Iterator[ConfiguredDigest]:
        """Each digest with what all who read it may see."""
        for digest in self.digests:
            yield replace(digest, audience=limited_audience(digest.audience, self.sight_in(digest.channel)))

    def _owe(self, digest: ConfiguredDigest) -> Iterator[OwedMessage]:
        with self.database.read() as connection:
            newest = [slots[-1] for slots in owed_slots(connection, digest, self.zone).values() if slots]
            due = [slot for slot in newest if self._may_be_written(connection, slot)]
        for slot in due:
            owed = self._written(slot)
            if owed and self._commit(slot, owed):
                yield owed

    def _may_be_written(self, connection: Connection, slot: DigestSlot) -> bool:
        return not self._may_wait(slot, current_moment(connection)) or is_ready(connection, slot, self.catalogue)

    def _may_wait(self, slot: DigestSlot, now: datetime) -> bool:
        return now < max(slot.deadline, self.patient_until or slot.deadline)

    def _written(self, slot: DigestSlot) -> OwedMessage | None:
        """The digest; None where its sources are late after all, and it may still wait for them."""
        with self.database.read() as connection:
            now, is_done = current_moment(connection), is_run_done(connection, slot.local_date)
        digest = self.digest_of(slot, now)
        if digest.withheld and self._may_wait(slot, now):
            return None
        if not is_done:
            digest = replace(digest, remarks=(*digest.remarks, "Last night's run is not done: see /kpi status."))
        return owed_digest(slot, digest, now)

    def digest_of(self, slot: DigestSlot, now: datetime) -> Digest:
        """What would stand in it now, of the newest snapshot."""
        with one_snapshot(CompanyView(self.database, self.zone, self.currency, now, self.catalogue)) as seen:
            digest = Gathering(slot.digest.audience, slot.edition, slot.local_date, seen).digest()
        return replace(digest, remarks=(*digest.remarks, *remarks_on(slot.digest.audience)))

    def _commit(self, slot: DigestSlot, owed: OwedMessage) -> bool:
        """Owe it, unless it has been owed, or overtaken, while it was written; the dates before it are dropped."""
        with briefly(self.database) as connection:
            still = owed_slots(connection, slot.digest, self.zone)[slot.edition]
            if not still or still[-1] != slot:
                return False
            for missed in still[:-1]:
                record_given_up(connection, owed_overtaken(missed, slot), "overtaken by the next")
            return owe(connection, owed) is not None

    def _owe_rests(self, digest: ConfiguredDigest) -> Iterator[OwedMessage]:
        for edition in EDITIONS:
            owed = self._rest(digest, edition)
            if owed:
                with briefly(self.database) as connection:
                    if owe(connection, owed) is not None:
                        yield owed

    def _rest(self, digest: ConfiguredDigest, edition: Edition) -> OwedMessage | None:
        """What is in by now of what the last digest withheld; None while any of it is not, and once it was told."""
        with self.database.read() as connection:
            slot, now = latest_slot(connection, digest, edition, self.zone), current_moment(connection)
            if slot is None or now >= slot.next_due_at:
                return None
            about_id = _unfinished(connection, slot)
            untold = self._untold(connection, slot, about_id) if about_id else []
            missing = arrived(connection, slot, self.catalogue, untold) if untold else None
        if not about_id or not missing:
            return None
        with one_snapshot(CompanyView(self.database, self.zone, self.currency, now, self.catalogue)) as seen:
            rest = Gathering(slot.digest.audience, slot.edition, slot.local_date, seen).rest(missing)
        return None if rest.withheld else owed_rest(slot, rest, about_id, now)

    def _untold(self, connection: Connection, slot: DigestSlot, about_id: int) -> list[str]:
        """The metrics that the digest does not state."""
        stated = select(stated_numbers.c.words).where(stated_numbers.c.outbox_id == about_id)
        told = set(connection.execute(stated).scalars())
        names = slot.digest.audience.headlines
        asked = {name: slot.edition.question(self.catalogue[name], slot.local_date) for name in names}
        return [name for name, question in asked.items() if Shown(question).words not in told]


def _unfinished(connection: Connection, slot: DigestSlot) -> int | None:
    """The digest's id in the outbox; None where its rest was owed, or it will never stand anywhere."""
    if owed_id(connection, REST_KIND, slot.subject, slot.digest.channel) is not None:
        return None
    of = outbox.c
    named = (of.kind == KIND, of.subject == slot.subject, of.channel == slot.digest.channel)
    is_alive = of.status.not_in([OutboxStatus.EXPIRED, OutboxStatus.REFUSED])
    found: int | None = connection.execute(select(of.id).where(*named, is_alive)).scalar()
    return found
