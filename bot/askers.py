"""The way to one person: how who asked is told what nobody else need read."""

from dataclasses import dataclass
from typing import Protocol

from bot.slack_client import SlackClient
from bot.views.message import Message
from bot.views.threads import bound_to


class Asker(Protocol):
    """Who asked."""

    async def tell(self, message: Message) -> None:
        """Show them a message. Raises SlackError."""


@dataclass(frozen=True)
class AskerByUrl:
    """By the response_url of what they did; it works where the bot is no member, too."""

    slack: SlackClient
    response_url: str

    async def tell(self, message: Message) -> None:
        """Beside the message that they used, where there is one."""
        await self.slack.respond(self.response_url, message, replace=False)


@dataclass(frozen=True)
class AskerInChannel:
    """By name, in a channel with the bot. What is told there leads on to answers in the thread `answers_in`.

    `thread_ts` is only for a thread that has replies already: below any other message Slack shows nobody what is for
    one person alone.
    """

    slack: SlackClient
    channel: str
    user: str
    thread_ts: str | None = None
    answers_in: str | None = None

    async def tell(self, message: Message) -> None:
        """Visible to them alone."""
        bound = bound_to(message, self.answers_in) if self.answers_in else message
        await self.slack.whisper(self.channel, self.user, bound, self.thread_ts)


@dataclass(frozen=True)
class AskerInDirect:
    """In their own conversation with the bot, where nobody else reads: an ordinary message, which stays."""

    slack: SlackClient
    channel: str
    thread_ts: str | None = None

    async def tell(self, message: Message) -> None:
        """Post it."""
        await self.slack.post(self.channel, message, self.thread_ts)
