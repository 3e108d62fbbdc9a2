"""Hands an answer over as a file: to the conversation where it was asked, or to the asker alone."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.command import Export
from bot.drawing import Drawing
from bot.exporting.files import ExportError, ExportFile
from bot.log_lines import log_line, timed
from bot.places import Place, Room
from bot.putting import is_improved, tell
from bot.slack_client import SlackClient
from bot.slack_errors import NoEntryError, RefusedBlocksError, RefusedError, TooManyError
from bot.uploading import Share, Upload, completed, placed
from bot.views.exporting import file_is_there, file_is_with_you, file_refused, file_words, no_file
from bot.views.message import spoken
from bot.witness import Occasion

_log = logging.getLogger("kpibot.questions")
MakeFile = Callable[[Drawing, Export], Awaitable[ExportFile]]


@dataclass(frozen=True)
class ExportDesk:
    """Makes files and uploads them. Whoever may read the answer where it was asked may read the file there."""

    slack: SlackClient
    make: MakeFile

    async def hand_over(self, wanted: Export, content: Drawing, place: Place, occasion: Occasion) -> str:
        """Upload it, and say so where nothing else would show it; returns the outcome for the log.

        Raises UncertainError where nobody knows whether it arrived.
        """
        try:
            with timed("file"):
                file = await self.make(content, wanted)
        except ExportError as failed:
            await tell(place, no_file(wanted.shown, str(failed)))
            return "no file"
        try:
            with timed("upload"):
                return await self._sent(file, wanted, content, place, occasion)
        except (RefusedError, RefusedBlocksError, NoEntryError) as refused:
            log_line(_log, logging.WARNING, "file refused", reason=refused)
            await tell(place, file_refused(wanted.shown, wanted.form, refused.code))
            return "file refused"

    async def _sent(self, file: ExportFile, wanted: Export, content: Drawing, place: Place, occasion: Occasion) -> str:
        words = file_words(content, wanted.form)
        if place.room is not None and await self._is_taken(file, content.title, place.room, words):
            if place.spot is not None:
                await is_improved(place, file_is_there(wanted.shown, wanted.form))
            return "exported"
        opened = await self.slack.call("conversations.open", {"users": occasion.user})
        alone = Room(str(opened["channel"]["id"]), None)
        await self._upload(file, content.title, alone, words)
        # They have the file, whatever becomes of this.
        await tell(place, file_is_with_you(wanted.shown, wanted.form))
        return "exported to the asker"

    async def _is_taken(self, file: ExportFile, title: str, room: Room, words: str) -> bool:
        """Whether the conversation has it; False where the bot may not write there."""
        try:
            await self._upload(file, title, room, words)
        except TooManyError:
            raise
        except NoEntryError as refused:
            log_line(_log, logging.INFO, "file goes to the asker", reason=refused)
            return False
        return True

    async def _upload(self, file: ExportFile, title: str, room: Room, words: str) -> None:
        # Each time from the start: an upload is completed once, and a refusal may have been that once.
        file_id = await placed(self.slack, Upload(file.name, title, file.content, file.content_type))
        await completed(self.slack, file_id, title, Share(room.channel, room.thread_ts, spoken(words)))
