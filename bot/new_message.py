"""The message that a question brings: posted where it was asked if the bot may write there, else shown to the asker."""

from dataclasses import dataclass

from bot.askers import Asker
from bot.places import Place, Room, Standing
from bot.slack_client import SlackClient
from bot.slack_errors import MovedError, NoEntryError, UncertainError
from bot.spot import Spot
from bot.turns import Turns
from bot.views.action_ids import ASK
from bot.views.message import Message
from bot.views.notices import Notice


@dataclass(frozen=True)
class Asked:
    """Where a question was asked, in which thread if in one, and by whom."""

    channel: str
    thread_ts: str | None
    asker: Asker


class NewMessage:
    """A message yet to be posted in the conversation where the question was asked.

    Whether the bot may write there is found out by trying: conversations.info would need a scope for each kind of
    conversation, take as long again, and could be wrong by the time of the post.
    """

    again = ASK

    def __init__(self, slack: SlackClient, turns: Turns, asked: Asked, elsewhere: Place) -> None:
        self._slack = slack
        self._turns = turns
        self._asked = asked
        self._elsewhere = elsewhere
        self._home: Place | None = None

    @property
    def is_editable(self) -> bool:
        """True before the first message: it may become one."""
        return self._home is None or self._home.is_editable

    @property
    def is_free(self) -> bool:
        """Whether what was posted can be replaced as often as one likes."""
        return self._home is not None and self._home.is_free

    @property
    def is_held(self) -> bool:
        """Whether a notice stands where the answer will be."""
        return self._home is not None and self._home.is_held

    @property
    def is_public(self) -> bool:
        """Whether the conversation has the message."""
        return isinstance(self._home, Standing)

    @property
    def spot(self) -> Spot | None:
        """Where it was posted."""
        return None if self._home is None else self._home.spot

    @property
    def room(self) -> Room | None:
        """Where it was asked, or where it has moved to."""
        return Room(self._asked.channel, self._asked.thread_ts) if self._home is None else self._home.room

    async def hold(self, notice: Notice) -> None:
        """Post the notice, or put it where the one before it stands; where that is refused, tell the asker."""
        if self._home is not None:
            await self._home.hold(notice)
            return
        try:
            self._home = await self._posted(notice.passing)
            self._home.is_held = True
        except NoEntryError:
            self._home = self._elsewhere
            await self._home.hold(notice)
        except UncertainError:
            # Nobody knows whether the notice stands, nor its ts: what follows goes to the asker alone.
            self._home = self._elsewhere
            raise

    async def put(self, message: Message) -> None:
        """Post the message, or replace what was posted. Raises MovedError where it must be put again, elsewhere."""
        if self._home is not None:
            await self._home.put(message)
            return
        try:
            self._home = await self._posted(message)
        except NoEntryError as refused:
            self._home = self._elsewhere
            raise MovedError(str(refused)) from refused

    async def whisper(self, message: Message) -> None:
        """To the asker."""
        await self._asked.asker.tell(message)

    async def _posted(self, message: Message) -> Standing:
        channel, thread_ts = self._asked.channel, self._asked.thread_ts
        ts = await self._slack.post(channel, message, thread_ts)
        turn = self._turns.take((channel, ts), ts)
        return Standing(self._slack, turn, Spot(channel, ts, thread_ts), self._asked.asker)
