"""Where an answer is shown. A place takes a message, and takes another in its stead."""

from dataclasses import dataclass
from typing import Protocol

from bot.askers import Asker
from bot.slack_client import SlackClient
from bot.slack_errors import NoEntryError, SlackError
from bot.spot import Spot
from bot.turns import Turn
from bot.views.action_ids import ASK
from bot.views.message import Message
from bot.views.notices import Notice


@dataclass(frozen=True)
class Room:
    """A conversation, and the thread in it, that all who are there read."""

    channel: str
    thread_ts: str | None


class Place(Protocol):
    """One message-to-be, or one that stands already."""

    @property
    def is_editable(self) -> bool:
        """Whether what is put here can still be replaced."""

    @property
    def is_free(self) -> bool:
        """Whether it can be replaced as often as one likes: Slack takes five uses of a response_url."""

    @property
    def is_held(self) -> bool:
        """Whether a notice of ours stands here, which must not stay."""

    @property
    def again(self) -> str | None:
        """The action of a whispered button that tries again; None where the message itself still has its controls."""

    @property
    def spot(self) -> Spot | None:
        """Where the message stands for a whole conversation; None where one person sees it, or nothing is put yet."""

    @property
    def room(self) -> Room | None:
        """Where what can't be put into the message goes, such as a file; None where one person alone is to see it."""

    async def hold(self, notice: Notice) -> None:
        """Say that the answer is on its way."""

    async def put(self, message: Message) -> None:
        """Show a message here, in place of what was. Raises SlackError, or SupersededError after a newer click."""

    async def whisper(self, message: Message) -> None:
        """Tell the person who asked, and nobody else, without touching what stands here."""


@dataclass(frozen=True)
class WhoeverUses:
    """Who asked or clicked at a place, as an Asker."""

    place: Place

    async def tell(self, message: Message) -> None:
        """Beside what stands there."""
        await self.place.whisper(message)


@dataclass(frozen=True)
class InItsPlace:
    """Who clicked at a place, as an Asker who is told in place of what stands there."""

    place: Place

    async def tell(self, message: Message) -> None:
        """Put it there."""
        await self.place.put(message)


class Privately:
    """Elsewhere: an answer for the asker alone, which nobody can edit afterwards."""

    is_editable = False
    is_free = False
    is_held = False
    spot = None
    room = None
    again = ASK

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    async def hold(self, notice: Notice) -> None:
        """The notice stays, so it says what stays true."""
        await self._asker.tell(notice.lasting)

    async def put(self, message: Message) -> None:
        """Send it to the asker alone."""
        await self._asker.tell(message)

    async def whisper(self, message: Message) -> None:
        """The same: nobody else reads here."""
        await self.put(message)


class StandingPrivately:
    """A message that one person sees, edited through the response_url of that person's click on it."""

    is_editable = True
    is_free = False
    again = None
    spot = None
    room = None

    def __init__(self, slack: SlackClient, turn: Turn, response_url: str) -> None:
        self._slack = slack
        self._turn = turn
        self._url = response_url
        self.is_held = False

    async def hold(self, notice: Notice) -> None:
        """In place of the message, whose content the click did not bring."""
        await self.put(notice.passing)
        self.is_held = True

    async def put(self, message: Message) -> None:
        """Replace the message."""
        async with self._turn.held():
            await self._slack.respond(self._url, message, replace=True)
        self.is_held = False

    async def whisper(self, message: Message) -> None:
        """A message of its own."""
        await self._slack.respond(self._url, message, replace=False)


class Standing:
    """A message of the bot's own in a conversation, edited with its token."""

    is_editable = True
    again = None

    def __init__(self, slack: SlackClient, turn: Turn, spot: Spot, asker: Asker) -> None:
        self.is_free = True
        self._slack = slack
        self._turn = turn
        self.spot = spot
        self._asker = asker
        self.is_held = False

    @property
    def room(self) -> Room:
        """Where the message stands."""
        return Room(self.spot.channel, self.spot.thread_ts)

    async def hold(self, notice: Notice) -> None:
        """In place of the message, so that everybody sees that it changes."""
        await self.put(notice.passing)
        self.is_held = True

    async def put(self, message: Message) -> None:
        """Replace the message's content."""
        async with self._turn.held():
            await self._slack.update(self.spot.channel, self.spot.ts, message)
        self.is_held = False

    async def whisper(self, message: Message) -> None:
        """To the person who asked or clicked."""
        await self._asker.tell(message)


class StandingAnywhere(Standing):
    """A message that was clicked: where the bot may no longer edit it by itself, the click's response_url still may."""

    text: str | None = None

    def __init__(self, slack: SlackClient, turn: Turn, spot: Spot, asker: Asker, response_url: str) -> None:
        super().__init__(slack, turn, spot, asker)
        self._url = response_url

    async def put(self, message: Message) -> None:
        """Replace the message's content, one way or the other; `text` is what it says from then on."""
        try:
            await super().put(message)
        except NoEntryError:
            self.is_free = False
            async with self._turn.held():
                await self._slack.respond(self._url, message, replace=True)
            self.is_held = False
        self.text = message.text


async def say_quietly(place: Place, message: Message) -> None:
    """Tell the person what would be nice to know; that it fails is no harm."""
    try:
        await place.whisper(message)
    except SlackError:
        return


async def delete_quietly(slack: SlackClient, response_url: str) -> None:
    """Take away a private message that has served; that it stays is no harm."""
    try:
        await slack.delete_original(response_url)
    except SlackError:
        return
