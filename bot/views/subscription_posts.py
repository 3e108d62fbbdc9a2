"""A subscription's answer as it is posted: the answer itself, why it comes, and when it should have come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.subscriptions.due import Due
from bot.subscriptions.subscription import Subscription
from bot.views.blocks import context
from bot.views.message import TEXT_LIMIT, Message, escaped, spoken


def posted_message(subscription: Subscription, answer: Message, remarks: Sequence[str]) -> Message:
    """The answer below the remarks, if any, and above what it comes of."""
    before = (context(*remarks),) if remarks else ()
    told = " ".join((*(escaped(remark) for remark in remarks), answer.text))
    text = told if len(told) <= TEXT_LIMIT else answer.text
    return replace(answer, text=text, blocks=(*before, *answer.blocks, context(_why(subscription))))


def late_text(subscription: Subscription, due: Due) -> str:
    """That it comes late."""
    return f"Due {when_text(due.at, subscription)}, posted late."


def overtaken_text(subscription: Subscription, missed: Due, by: Due) -> str:
    """Why one was never posted."""
    dues = f"due {when_text(missed.at, subscription)}: overtaken by that of {when_text(by.at, subscription)}"
    return spoken(f"Subscription {subscription.id}, {subscription.words}, {dues}.")


def misunderstood_text(subscription: Subscription) -> str:
    """What its maker is told."""
    return spoken(
        f"I no longer understand “{subscription.words}”, which you subscribed to ({subscription.schedule.spoken}). "
        f"Your subscription {subscription.id} is paused. Subscribe to what it is called now, and take this one away "
        f"with /kpi subscriptions remove {subscription.id}."
    )


def when_text(at: datetime, subscription: Subscription) -> str:
    """A moment by the subscription's clock: "Mon Nov 30, 09:00"."""
    local = at.astimezone(subscription.zone)
    return f"{local:%a %b} {local.day}, {local:%H:%M}"


def schedule_text(subscription: Subscription) -> str:
    """ "every Monday at 09:00 (America/Toronto)"."""
    return f"{subscription.schedule.spoken} ({subscription.zone.key})"


def _why(subscription: Subscription) -> str:
    return f"Subscription {subscription.id}: {schedule_text(subscription)}  ·  /kpi subscriptions"
