"""Where people make, see and change subscriptions. What is said of it stands in the views."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.blocking import in_thread
from bot.shown import Showable
from bot.slack_client import SlackClient
from bot.subscriptions.book import LostChangeError, SubscriptionBook
from bot.subscriptions.making import Maker
from bot.subscriptions.orders import Alter, ListThem, Order, Preview, Subscribe
from bot.subscriptions.subscription import Change, Subscription, may_change
from bot.subscriptions.titles import shown_of, title_of
from bot.views.message import Message
from bot.views.notices import plain_sentence
from bot.views.subscription_posts import misunderstood_text
from bot.views.subscription_refusals import made_anew, no_such_subscription
from bot.views.subscriptions import altered_message, list_message
from bot.witness import Occasion

_IS_AS_WISHED: dict[Change, Callable[[Subscription], bool]] = {
    Change.PAUSE: lambda each: each.is_paused,
    Change.RESUME: lambda each: each.is_active,
    Change.REMOVE: lambda each: each.is_removed,
    Change.RESTORE: lambda each: not each.is_removed,
}


class Desk(Protocol):
    """What carries out orders about subscriptions."""

    async def carry_out(self, order: Order, occasion: Occasion) -> Message | Showable:
        """What to tell who ordered it; or what to show them alone. Raises SlackError."""


# It needs a way to write into channels.
Desks = Callable[[SlackClient], Desk]


@dataclass(frozen=True)
class SubscriptionDesk:
    """The desk of a company. `zone`: the company's. `owners` may change every subscription."""

    book: SubscriptionBook
    slack: SlackClient
    zone: str
    owners: frozenset[str] = frozenset()

    async def carry_out(self, order: Order, occasion: Occasion) -> Message | Showable:
        """Do it."""
        match order:
            case Subscribe():
                return await Maker(self.book, self.slack, self.zone).made(order, occasion)
            case ListThem():
                return await in_thread(self._listed, occasion)
            case Alter():
                return await in_thread(self._altered, order, occasion)
            case Preview(number):
                return await in_thread(self._previewed, number, occasion)

    def _listed(self, occasion: Occasion, acted: Subscription | None = None, remark: str = "") -> Message:
        """Theirs and the conversation's; the one that was acted on stays where it was, were it removed."""
        seen = {each.id: each for each in self.book.seen_by(occasion.user, occasion.channel)}
        seen |= {acted.id: acted} if acted else {}
        return list_message([(each, title_of(each.words)) for _, each in sorted(seen.items())], self.book.now(), remark)

    def _altered(self, order: Alter, occasion: Occasion) -> Message:
        found = self._permitted(order.number, occasion)
        if found is None:
            return no_such_subscription(order.number)
        seen = found if order.seen is None else replace(found, version=order.seen)
        try:
            now_is = self.book.change(seen, order.change, occasion.user) or self.book.find(order.number)
        except LostChangeError:
            return made_anew()
        if now_is is None:
            return no_such_subscription(order.number)
        is_as_wished = _IS_AS_WISHED[order.change](now_is)
        if order.in_list:
            remark = "" if is_as_wished else f"Subscription {now_is.id} has been changed since."
            return self._listed(occasion, now_is, remark)
        return altered_message(now_is, title_of(now_is.words), self.book.now(), is_as_wished=is_as_wished)

    def _previewed(self, number: int, occasion: Occasion) -> Message | Showable:
        found = self._permitted(number, occasion)
        if found is None:
            return no_such_subscription(number)
        return shown_of(found.words) or Message(misunderstood_text(found))

    def _permitted(self, number: int, occasion: Occasion) -> Subscription | None:
        found = self.book.find(number)
        return found if found and may_change(found, occasion.user, occasion.channel, self.owners) else None


class _NoDesk:
    """Where nothing is kept."""

    async def carry_out(self, order: Order, occasion: Occasion) -> Message:  # noqa: ARG002  # the desk's signature
        return plain_sentence("This kpibot keeps no subscriptions.")


def no_subscriptions(slack: SlackClient) -> Desk:  # noqa: ARG001  # as every way to a desk
    """The desk of who keeps none."""
    return _NoDesk()
