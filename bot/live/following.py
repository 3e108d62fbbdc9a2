"""Live messages follow the numbers: the question is answered again, the message edited where it shows anything new."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from bot.access.limited import LimitedAnswers
from bot.access.roster import Roster
from bot.blocking import in_thread
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.exhibits import Answers, Found, look_up
from bot.live.content import LiveContent, headlines_of, is_over, mark_of
from bot.live.kept_messages import TakenMessage
from bot.log_lines import log_line
from bot.news import IsNewest
from bot.pictures import Pictures
from bot.putting import put_best
from bot.slack_client import SlackClient
from bot.slack_errors import NoEntryError, SlackError, TooManyError
from bot.turns import SupersededError, Turns
from bot.views.message import Message
from bot.views.updated import noted, update_note
from metrics.answer import Snapshot

_log = logging.getLogger("kpibot.live")
# Slack takes seconds as a rule; nobody looks at the screen and waits.
_PICTURE_SECONDS = 60.0
_LONGEST_PAUSE = 120.0


class LiveMemory(Protocol):
    """What knows live messages: bot.live.kept_messages.LiveMessages. All of it blocks."""

    def take(self) -> TakenMessage | None:
        """The newest message that shows an older snapshot, claimed for the caller."""

    def is_anything_left(self) -> bool:
        """Whether any message shows an older snapshot."""

    def is_still_taken(self, taken: TakenMessage) -> bool:
        """Whether it is still the caller's."""

    def edited(self, taken: TakenMessage, content: LiveContent, snapshot: int) -> None:
        """It shows this now."""

    def unchanged(self, taken: TakenMessage, snapshot: int) -> None:
        """It shows what it would show of that snapshot."""

    def given_back(self, taken: TakenMessage) -> None:
        """Nothing was edited."""

    def ended(self, taken: TakenMessage) -> None:
        """It is never edited again."""


@dataclass(frozen=True)
class _Update:
    """What a message is to show now, where that differs from what it shows."""

    found: Found
    content: LiveContent
    snapshot: Snapshot


@dataclass(frozen=True)
class MessagesFollowing:
    """Follows the news. `between`: the seconds between two edits."""

    memory: LiveMemory
    answers: Answers
    roster: Roster
    pictures: Pictures
    slack: SlackClient
    turns: Turns
    between: float
    name: str = "messages"

    async def catch_up(self, is_newest: IsNewest) -> bool:
        """Bring messages up to date one after another, the newest first, until there are newer numbers still."""
        while is_newest():
            taken = await in_thread(self.memory.take)
            if taken is None:
                return not await in_thread(self.memory.is_anything_left)
            await asyncio.sleep(await self._follow(taken))
        return True

    async def _follow(self, taken: TakenMessage) -> float:
        """Bring one up to date; the seconds to wait before the next."""
        update = await in_thread(self._update_of, taken)
        return 0.0 if update is None else await self._put(taken, update)

    def _update_of(self, taken: TakenMessage) -> _Update | None:
        """What it is to show. What need not be edited is settled here."""
        content, reply = taken.content, read_command(taken.content.words, all_commands())
        if not isinstance(reply, Show):
            self._end(taken, "its words are understood no more")
            return None
        sight = self.roster.sight_in(taken.spot.channel)
        found = look_up(reply.shown, LimitedAnswers(self.answers, sight), content.as_of)
        snapshot = found.content.snapshot
        if snapshot is None or is_over(reply.shown, content.as_of, snapshot.published_at.date()):
            self._end(taken, "its day is over" if snapshot else "there are no numbers")
            return None
        mark = mark_of(reply.shown, found.content)
        if mark == content.mark:
            self.memory.unchanged(taken, snapshot.id)
            return None
        return _Update(found, replace(content, mark=mark, headlines=headlines_of(found.content)), snapshot)

    async def _put(self, taken: TakenMessage, update: _Update) -> float:
        """Edit the message. What fails for now is left claimed, so that nobody tries again at once."""
        spot = taken.spot
        try:
            await put_best(_LivePlace(self, taken), await self._drafts(taken, update))
        except TooManyError as refused:
            await in_thread(self.memory.given_back, taken)
            return min(refused.retry_after, _LONGEST_PAUSE)
        except NoEntryError as refused:
            await in_thread(self._end, taken, str(refused))
        except (SlackError, SupersededError) as failed:
            reason = str(failed) or "somebody clicked"
            log_line(_log, logging.WARNING, "message not updated", channel=spot.channel, ts=spot.ts, reason=reason)
        else:
            await in_thread(self.memory.edited, taken, update.content, update.snapshot.id)
            facts = {"channel": spot.channel, "ts": spot.ts, "snapshot": update.snapshot.id}
            log_line(_log, logging.INFO, "message updated", **facts)
        return self.between

    async def _drafts(self, taken: TakenMessage, update: _Update) -> tuple[Message, ...]:
        drawing = update.found.drawing
        file_id = None if drawing is None else await self.pictures.within(_PICTURE_SECONDS, self.pictures.of(drawing))
        drafts = update.found.messages(file_id)
        if not taken.content.mark:
            # It is put there again, for who clicked it: that is no news.
            return drafts
        at, asked = update.snapshot.published_at, taken.content.as_of + timedelta(days=1)
        note = update_note(taken.content.headlines, update.content.headlines, at, asked)
        return tuple(noted(draft, note) for draft in drafts)

    def _end(self, taken: TakenMessage, reason: str) -> None:
        self.memory.ended(taken)
        spot = taken.spot
        log_line(_log, logging.INFO, "message no longer live", channel=spot.channel, ts=spot.ts, reason=reason)


class _LivePlace:
    """A message that the bot edits of its own accord: whoever clicks it goes first."""

    def __init__(self, following: MessagesFollowing, taken: TakenMessage) -> None:
        self._following = following
        self._taken = taken

    async def put(self, message: Message) -> None:
        """Replace the message's content. Raises SupersededError where somebody has clicked, here or elsewhere."""
        spot, following = self._taken.spot, self._following
        async with following.turns.take((spot.channel, spot.ts), self._taken.content.turn).held():
            if not await in_thread(following.memory.is_still_taken, self._taken):
                raise SupersededError
            await following.slack.update(spot.channel, spot.ts, message)
