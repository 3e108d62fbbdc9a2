"""Puts the pictures into messages that stand in their conversations: the words were there before, and stay without."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from bot.access.limited import LimitedAnswers
from bot.access.roster import Roster
from bot.blocking import in_thread
from bot.delivery.claiming import Claimer
from bot.delivery.drawn import alt_text_of, drawing_of, with_picture
from bot.delivery.ending import (
    do_without_picture,
    keep_file,
    show_picture,
    want_all_pictures_after,
    want_picture_later,
)
from bot.delivery.outgoing import Outgoing, PictureSpec
from bot.drawing import Drawing
from bot.exhibits import Answers
from bot.log_lines import log_line
from bot.pictures import PictureError, Pictures
from bot.slack_client import SlackClient
from bot.slack_errors import SlackError, TooManyError
from bot.views.message import Message
from store.database import Database
from store.owing import Action, OutboxStatus
from store.tables import outbox

MOST_TRIES = 5
_log = logging.getLogger("kpibot.delivery")


@dataclass(frozen=True)
class Illustrator:
    """Draws, uploads and edits for one replica; any number of them may."""

    database: Database
    claimer: Claimer
    slack: SlackClient
    pictures: Pictures
    answers: Answers
    roster: Roster
    pause: timedelta = timedelta(seconds=30)

    async def step(self) -> bool:
        """Put one picture where it belongs; False where none is wanted now."""
        row = await in_thread(self._claim)
        if row is None:
            return False
        seen = LimitedAnswers(self.answers, self.roster.sight_in(row.channel))
        drawing = await in_thread(drawing_of, row.picture, seen, row.created_at) if row.picture else None
        if row.picture is None or drawing is None or row.attempts > MOST_TRIES:
            facts = {"kind": row.kind, "subject": row.subject, "attempts": row.attempts}
            log_line(_log, logging.WARNING, "done without picture", **facts)
            await self._write(do_without_picture, row)
        else:
            await self._illustrate(row, row.picture, drawing)
        return True

    async def _illustrate(self, row: Outgoing, spec: PictureSpec, drawing: Drawing) -> None:
        try:
            file_id = row.file_id or await self.pictures.of(drawing)
            await self._write(keep_file, row, file_id)
            await self._put(row, spec, file_id, drawing)
        except TooManyError as failure:
            # Tried and refused unread: no try of this picture's, and the next one would fare no better.
            await self._write(want_all_pictures_after, row, failure.retry_after)
        except (PictureError, SlackError) as failure:
            facts = {"kind": row.kind, "subject": row.subject, "attempts": row.attempts, "reason": failure}
            log_line(_log, logging.WARNING, "picture not put in", **facts)
            self.pictures.forget(drawing)
            await self._write(want_picture_later, row, self.pause * (1 << min(row.attempts - 1, 6)))
        else:
            await self._write(show_picture, row, file_id)

    async def _put(self, row: Outgoing, spec: PictureSpec, file_id: str, drawing: Drawing) -> None:
        """Put it under the message as it is. Once more where that was edited meanwhile: we have undone the edit."""
        put: Message | None = None
        while (message := await in_thread(self._standing, row)) is not None and message != put:
            blocks = with_picture(message.blocks, spec, file_id, alt_text_of(drawing, message.text))
            await self.slack.update(row.posted_channel or row.channel, row.ts or "", Message(message.text, blocks))
            put = message

    def _standing(self, row: Outgoing) -> Message | None:
        """The message as it was last edited, or is being edited now; None where that brings a picture of its own."""
        about, action, status = outbox.c.about_id, outbox.c.action, outbox.c.status
        is_made = status.in_([OutboxStatus.PROVED, OutboxStatus.SENDING, OutboxStatus.UNCERTAIN])
        later = (about == row.root_id, action == Action.EDIT, is_made, outbox.c.id > row.id)
        newest = select(outbox.c.message, outbox.c.picture).where(*later).order_by(outbox.c.id.desc()).limit(1)
        with self.database.read() as connection:
            edited = connection.execute(newest).first()
        if edited is None:
            return row.keyed()
        return None if edited.picture else Message(edited.message["text"], tuple(edited.message["blocks"]))

    def _claim(self) -> Outgoing | None:
        with self.database.write() as connection:
            return self.claimer.claim_picture(connection)

    async def _write(self, ending: Callable[..., None], row: Outgoing, *facts: object) -> None:
        def write() -> None:
            with self.database.write() as connection:
                ending(connection, row, *facts)

        await in_thread(write)
