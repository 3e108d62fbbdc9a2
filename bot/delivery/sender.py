"""Sends what is owed: each attempt is written down before it is made, and looked for before there is a second."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.blocking import in_thread
from bot.delivery.claiming import EVERYWHERE, Claimer
from bot.delivery.conversations import Conversations
from bot.delivery.drawn import illustrated
from bot.delivery.ending import (
    doubt,
    expire,
    give_up,
    is_mine,
    look_again,
    owe_again,
    owe_unread,
    pause,
    pause_refused,
    prove,
    refuse,
)
from bot.delivery.outgoing import Outgoing
from bot.delivery.refusals import OF_THE_TOKEN, refusal_subject, refusal_text
from bot.log_lines import log_line
from bot.owners import NOTICE, tell_owners
from bot.slack_client import SlackClient
from bot.slack_errors import RefusedBlocksError, SlackError, TooManyError, UncertainError
from bot.views.blocks import context
from bot.views.message import Message
from store.database import Database
from store.owing import Action, OutboxStatus

T = TypeVar("T")
_log = logging.getLogger("kpibot.delivery")
_MAY_REPEAT = "This may repeat an earlier message: kpibot could not read back whether that one arrived."


@dataclass(frozen=True)
class Waits:
    """How long to wait before what.

    `settling`: before a message is looked for whose post may still land; `refused`: before what was refused is tried
    again; `longest`: at most, however often something failed.
    """

    settling: timedelta = timedelta(seconds=60)
    refused: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(minutes=10)

    def after(self, first: timedelta, attempts: int) -> timedelta:
        """Twice as long each time."""
        doublings = min(max(attempts - 1, 0), 10)
        return min(first * (1 << doublings), self.longest)


@dataclass(frozen=True)
class Sender:
    """Sends for one replica; any number of them may. `owners`: who is told of what only they can mend."""

    database: Database
    claimer: Claimer
    slack: SlackClient
    conversations: Conversations
    owners: frozenset[str]
    waits: Waits = Waits()

    async def step(self) -> bool:
        """Send, or look for, the most urgent message; False where nothing is due."""
        row = await in_thread(self._claim)
        if row is None:
            return False
        if row.status in {OutboxStatus.OWED, OutboxStatus.REFUSED}:
            await self._send(row)
        elif row.action is Action.EDIT:
            # An edit may be made twice.
            await self._write(owe_again, row, None)
        else:
            await self._look(row)
        return True

    def _claim(self) -> Outgoing | None:
        with self.database.write() as connection:
            for kind, subject, channel, why in expire(connection):
                log_line(_log, logging.INFO, "given up", kind=kind, subject=subject, channel=channel, reason=why)
            return self.claimer.claim_message(connection)

    async def _send(self, row: Outgoing, *, plain: bool = False) -> None:
        try:
            channel = await self.conversations.place_of(row)
            # Whoever froze since the claim must not post what another has posted by now.
            if not await in_thread(self._is_mine, row):
                return
            ts = await self._put(row, channel, plain=plain)
        except RefusedBlocksError as refused:
            if plain or not row.message.blocks:
                await self._refuse(row, refused)
            else:
                self._tell(logging.WARNING, "sent without blocks", row, reason=refused)
                await self._send(row, plain=True)
        except SlackError as failure:
            await self._failed(row, failure)
        else:
            await self._prove(row, channel, ts, "answer")

    async def _put(self, row: Outgoing, channel: str, *, plain: bool) -> str:
        message = Message(row.message.text) if plain else illustrated(row)
        if row.action is Action.EDIT and row.parent:
            await self.slack.update(channel, row.parent.ts, message)
            return row.parent.ts
        said = _repeating(message) if row.may_repeat else message
        return await self.slack.post(channel, said, row.thread_ts, row.metadata())

    async def _failed(self, row: Outgoing, failure: SlackError) -> None:
        if isinstance(failure, TooManyError):
            await in_thread(self._pause, row.channel, failure.retry_after)
            await self._doubt(row, failure, timedelta(seconds=failure.retry_after))
        elif isinstance(failure, UncertainError):
            await self._doubt(row, failure, self.waits.after(self.waits.settling, row.attempts))
        elif row.action is Action.EDIT and failure.code in {"message_not_found", "cant_update_message"}:
            await self._write(give_up, row, f"the message is no more: {failure.code}")
        else:
            await self._refuse(row, failure)

    async def _doubt(self, row: Outgoing, failure: SlackError, look_after: timedelta) -> None:
        self._tell(logging.WARNING, "delivery uncertain", row, reason=failure)
        await self._write(doubt, row, str(failure), look_after)

    async def _refuse(self, row: Outgoing, failure: SlackError) -> None:
        self._tell(logging.ERROR, "delivery refused", row, reason=failure)
        await in_thread(self._write_refusal, row, failure)

    def _write_refusal(self, row: Outgoing, failure: SlackError) -> None:
        with self.database.write() as connection:
            wait = self.waits.after(self.waits.refused, row.attempts)
            if failure.code in OF_THE_TOKEN:
                pause(connection, EVERYWHERE, self.waits.settling.total_seconds())
            # Who can't be told that they can't be told is left to the auditor's other way.
            if refuse(connection, row, str(failure), wait) and row.kind != NOTICE:
                subject = refusal_subject(connection, row, failure.code)
                tell_owners(connection, self.owners, subject, refusal_text(row, failure.code))

    async def _look(self, row: Outgoing) -> None:
        try:
            channel = await self.conversations.place_of(row)
            found = await self.conversations.find(row, channel)
        except SlackError as failure:
            if failure.code == "missing_scope":
                self._tell(logging.ERROR, "history unreadable, sent again with a note", row, reason=failure)
                await self._write(owe_unread, row, str(failure))
            else:
                await self._cannot_look(row, failure)
            return
        if found is None:
            self._tell(logging.INFO, "not in its conversation: sent again", row)
            await self._write(owe_again, row, None)
        else:
            await self._prove(row, channel, found, "history")

    async def _cannot_look(self, row: Outgoing, failure: SlackError) -> None:
        wait = failure.retry_after if isinstance(failure, TooManyError) else 0.0
        after = max(timedelta(seconds=wait), self.waits.after(self.waits.settling, row.attempts))
        self._tell(logging.WARNING, "could not be looked for", row, reason=failure)
        await self._write(look_again, row, str(failure), after)

    async def _prove(self, row: Outgoing, channel: str, ts: str, proof: str) -> None:
        if await self._write(prove, row, channel, ts, proof):
            self._tell(logging.INFO, "delivered", row, ts=ts, proof=proof, attempts=row.attempts)

    def _is_mine(self, row: Outgoing) -> bool:
        with self.database.read() as connection:
            return is_mine(connection, row)

    def _pause(self, channel: str, seconds: float) -> None:
        with self.database.write() as connection:
            pause_refused(connection, channel, seconds)

    async def _write(self, ending: Callable[..., T], row: Outgoing, *facts: object) -> T:
        def write() -> T:
            with self.database.write() as connection:
                return ending(connection, row, *facts)

        return await in_thread(write)

    def _tell(self, level: int, what: str, row: Outgoing, **facts: object) -> None:
        log_line(_log, level, what, kind=row.kind, subject=row.subject, channel=row.channel, **facts)


def _repeating(message: Message) -> Message:
    blocks = (*message.blocks, context(_MAY_REPEAT)) if message.blocks else ()
    return Message(f"{message.text}\n{_MAY_REPEAT}", blocks)
