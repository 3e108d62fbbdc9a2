"""Random schedules of faults: every owed message stands in its channel once, or is on record as given up.

KPIBOT_SOAK_SCHEDULES: how many to play; `make soak` asks for 1,000. With KPIBOT_WRITE_FAULTS=1 their table is written
to docs/delivery-faults.md.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from histories import forget_everything
from mischief import AWAY, WIRE
from post_room import PostRoom, open_room
from sqlalchemy import select

from bot.delivery.outgoing import Outgoing, key_of
from sandbox import Message
from store.database import Database
from store.owing import Action, OutboxStatus, Priority
from store.tables import outbox

DOCUMENT = Path(__file__).parents[3] / "docs" / "delivery-faults.md"
SCHEDULES = int(os.environ.get("KPIBOT_SOAK_SCHEDULES", "20"))
_STEPS = 25
_OPEN = [OutboxStatus.OWED, OutboxStatus.SENDING, OutboxStatus.UNCERTAIN, OutboxStatus.REFUSED]
_DOCUMENT = """# Faults tried on deliveries

Random schedules against the strict workspace, with two replicas and a real database; `make soak` plays 1,000 of
them. Written by
`KPIBOT_WRITE_FAULTS=1 KPIBOT_SOAK_SCHEDULES=1000 pytest tests/bot/delivery/test_fault_schedules.py`.

{tally.schedules:,} schedules. Owed: {owed}.

**Lost: {tally.lost}. Doubled: {tally.doubled}.** A message counts as lost where it neither stands in its
conversation nor is on record as given up: too late to be of use, or about a message that was.

| What went wrong | how often |
|---|---|
{faults}
"""


@dataclass
class Tally:
    """What was tried, and what came of it."""

    schedules: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    owed: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0


class Schedule:
    """One schedule over a workspace: messages are owed, replicas send, and things go wrong, as the dice have it."""

    def __init__(self, room: PostRoom, dice: Random, tally: Tally) -> None:
        self.room, self.dice, self.tally = room, dice, tally
        self.senders = [room.sender(name) for name in "ab"]
        self.frozen: list[Outgoing] = []
        self.owed = 0
        self.was_refused = False

    async def play(self) -> None:
        """Everything goes wrong for a while, and then nothing more."""
        happenings = (self._owe, self._owe, self._owe, self._send, self._send, self._break, self._kill, self._freeze)
        for number in range(_STEPS):
            happen = self._owe if number == 0 else self.dice.choice((*happenings, self._thaw, self._close, self._leave))
            await happen()
            self.was_refused |= bool(self._in([OutboxStatus.REFUSED]))
            await self.room.advance(self.dice.choice((1, 5, 30, 70)))
        self.room.workspace.faults.clear()
        self.room.workspace.restore_token()
        for channel in ("general", "growth"):
            self.room.workspace.unarchive(channel)
        await self._until_quiet()

    async def _until_quiet(self) -> None:
        for _ in range(200):
            await self.room.deliver(self.senders[0])
            if not self._in(_OPEN):
                return
            await self.room.advance(60)

    def _in(self, statuses: Sequence[OutboxStatus]) -> list[str]:
        """What is in one of these states, by its subject."""
        with self.room.database.read() as connection:
            return list(connection.execute(select(outbox.c.subject).where(outbox.c.status.in_(statuses))).scalars())

    async def _owe(self) -> None:
        self.owed += 1
        channel, subject = self.dice.choice(("general", "growth", self.room.owner)), f"number {self.owed}"
        late = self.room.now + timedelta(hours=self.dice.choice((1, 48)))
        root = self.room.owe(subject, channel, expires_at=late, priority=self.dice.choice(list(Priority)))
        self._count("message")
        if self.dice.random() < 0.4:
            self.room.owe(f"reply {self.owed}", channel, kind="correction", about_id=root)
            self._count("reply in its thread")
        if self.dice.random() < 0.4:
            self.room.owe(f"edit {self.owed}", channel, kind="mark", action=Action.EDIT, about_id=root)
            self._count("edit")

    def _count(self, kind: str) -> None:
        self.tally.owed[kind] += 1

    async def _send(self) -> None:
        for _ in range(self.dice.randint(1, 4)):
            await asyncio.gather(*(sender.step() for sender in self.senders))
            await self.room.advance(1)

    async def _break(self) -> None:
        mischief = self.dice.choice(WIRE)
        self.tally.faults[mischief.name] += 1
        self.room.workspace.faults.add(mischief.fault(self.dice))

    async def _kill(self) -> None:
        self.tally.faults["replica killed in the middle of a step"] += 1
        step = asyncio.create_task(self.dice.choice(self.senders).step())
        for _ in range(self.dice.randint(0, 40)):
            await asyncio.sleep(0)
        step.cancel()
        with suppress(asyncio.CancelledError):
            await step

    async def _freeze(self) -> None:
        self.tally.faults["replica frozen past its lease"] += 1
        row = self.senders[1]._claim()  # it freezes in the middle of its step
        self.frozen += [row] if row else []

    async def _thaw(self) -> None:
        if self.frozen:
            await self.room.advance(120)
            await self.senders[0].step()
            await self._go_on(self.frozen.pop())

    async def _go_on(self, row: Outgoing) -> None:
        sends = row.status in {OutboxStatus.OWED, OutboxStatus.REFUSED}
        await (self.senders[1]._send(row) if sends else self.senders[1]._look(row))  # as above

    async def _close(self) -> None:
        how: Callable[[], None] = self.dice.choice((self._archive, self._archive, self._revoke))
        how()

    def _archive(self) -> None:
        self.tally.faults["channel archived for a while"] += 1
        channel = self.dice.choice(("general", "growth"))
        is_archived = self.room.workspace.channel(channel).is_archived
        (self.room.workspace.unarchive if is_archived else self.room.workspace.archive)(channel)

    def _revoke(self) -> None:
        self.tally.faults["token revoked for a while"] += 1
        revoked = self.room.workspace.token_revoked
        (self.room.workspace.restore_token if revoked else self.room.workspace.revoke_token)()

    async def _leave(self) -> None:
        if self.dice.random() < 0.3:
            self.tally.faults[AWAY.name] += 1
            away = self.room.workspace.faults.add(AWAY.fault(self.dice))
            for _ in range(6):
                await self.room.advance(3600)
                await self.senders[0].step()
            self.room.workspace.faults.remove(away.id)


def check(room: PostRoom, tally: Tally) -> None:
    """Each owed message is there once, or on record as given up and not there."""
    with room.database.read() as connection:
        rows = connection.execute(select(outbox)).mappings().all()
    standing = Counter(_key_of_message(each) for each in _everything(room))
    for row in rows:
        assert row["status"] in {OutboxStatus.PROVED, OutboxStatus.EXPIRED}, dict(row)
        if row["action"] == Action.POST:
            times = standing[key_of(row["kind"], row["subject"], row["channel"])]
            wanted = int(row["status"] == OutboxStatus.PROVED)
            tally.lost += times < wanted
            tally.doubled += times > wanted
            assert times == wanted, dict(row)


def _key_of_message(message: Message) -> str:
    return str(((message.metadata or {}).get("event_payload") or {}).get("key"))


def _everything(room: PostRoom) -> list[Message]:
    places = room.workspace.directory.channels
    return [each for place in places for each in room.workspace.log.in_channel(place.id)]


@pytest.fixture(scope="session")
def tally() -> Iterator[Tally]:
    """What all schedules of this session came to; written down where that is asked for."""
    tally = Tally()
    yield tally
    if os.environ.get("KPIBOT_WRITE_FAULTS"):
        DOCUMENT.write_text(document(tally), encoding="utf-8")
    if "KPIBOT_SOAK_SCHEDULES" in os.environ:
        print(document(tally))  # noqa: T201  # what it came to is what a soak is run for


def document(tally: Tally) -> str:
    """The table, for a person."""
    faults = "\n".join(f"| {name} | {times:,} |" for name, times in sorted(tally.faults.items()))
    owed = ", ".join(f"{times:,} × {kind}" for kind, times in sorted(tally.owed.items()))
    return _DOCUMENT.format(tally=tally, owed=owed, faults=faults)


async def test_every_owed_message_stands_there_once_whatever_goes_wrong(database: Database, tally: Tally) -> None:
    """The promise of the whole: nothing lost, nothing doubled, and what is given up is on record."""
    first = int(os.environ.get("KPIBOT_FIRST_SCHEDULE", "0"))
    for seed in range(first, first + SCHEDULES):
        forget_everything(database)
        async with open_room(database, 0.3) as room:
            schedule = Schedule(room, Random(seed), tally)  # noqa: S311  # a reproducible draw is the purpose
            await schedule.play()
            try:
                check(room, tally)
                assert room.notices() or not schedule.was_refused
            except AssertionError as error:
                raise AssertionError(f"schedule {seed}: {error}") from error
        tally.schedules += 1
