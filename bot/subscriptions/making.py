"""Makes subscriptions: finds the conversation, keeps it, and writes there that it was made, which shows that it may."""

import logging
from dataclasses import dataclass

from bot.blocking import in_thread
from bot.log_lines import log_line
from bot.slack_client import SlackClient
from bot.slack_errors import NoEntryError, SlackError, TooManyError
from bot.subscriptions.book import Added, NewSubscription, Standing, SubscriptionBook, TooMany
from bot.subscriptions.orders import Subscribe
from bot.subscriptions.subscription import Subscription
from bot.subscriptions.titles import title_of
from bot.subscriptions.wish import ChannelId, ChannelName, Me, Where
from bot.views.message import Message
from bot.views.subscription_refusals import channel_not_known, may_not_post, too_many_message
from bot.views.subscriptions import made_from_elsewhere, made_message, made_note, standing_message
from bot.witness import Occasion

_log = logging.getLogger("kpibot.subscriptions")


@dataclass(frozen=True)
class Maker:
    """Makes them. `zone`: the company's, for whoever names none."""

    book: SubscriptionBook
    slack: SlackClient
    zone: str

    async def made(self, order: Subscribe, occasion: Occasion) -> Message:
        """What to tell who ordered it."""
        wish, channel = order.wish, conversation_of(order.wish.where, occasion)
        if isinstance(channel, ChannelName):
            return channel_not_known(channel.name)
        new = NewSubscription(order.shown.words, channel, wish.schedule, wish.zone or self.zone, occasion.user)
        match await in_thread(self.book.add, new):
            case Added(subscription):
                return await self._announced(subscription, occasion)
            case Standing(subscription):
                now = await in_thread(self.book.now)
                return standing_message(subscription, title_of(subscription.words), now)
            case TooMany() as too_many:
                return too_many_message(too_many)

    async def _announced(self, subscription: Subscription, occasion: Occasion) -> Message:
        is_here, title = subscription.channel == occasion.channel, title_of(subscription.words)
        first = subscription.next_due(subscription.since)
        try:
            if is_here:
                await self.slack.post(subscription.channel, made_note(subscription, title, first))
            elif not subscription.is_direct:
                # Slack refuses it where one of the two is not in the channel; no scope is needed to find out.
                told = made_from_elsewhere(subscription, title, first)
                await self.slack.whisper(subscription.channel, occasion.user, told)
        except TooManyError as busy:
            _say_not_announced(subscription, busy)
        except NoEntryError:
            await in_thread(self.book.forget, subscription)
            return may_not_post(subscription.channel, is_here=is_here)
        except SlackError as failed:
            _say_not_announced(subscription, failed)
        return made_message(subscription, title, first)


def conversation_of(where: Where | None, occasion: Occasion) -> str | ChannelName:
    """The id of the conversation or person that is meant; the name, where that is all there is."""
    match where:
        case Me():
            return occasion.user
        case ChannelId(channel_id):
            return channel_id
        case ChannelName(name) if name != occasion.channel_name:
            return where
    # Direct conversations, also of two people, are written to as to who asks.
    return occasion.user if occasion.channel.startswith("D") else occasion.channel


def _say_not_announced(subscription: Subscription, failed: SlackError) -> None:
    log_line(_log, logging.WARNING, "subscription not announced", subscription=subscription.id, reason=failed)
