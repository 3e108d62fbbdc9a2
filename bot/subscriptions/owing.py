"""A subscription's answer as a row of the outbox. Pure but for the two functions that write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.exhibits import Found
from bot.owners import NOTICE
from bot.shown import Showable, Shown
from bot.subscriptions.due import Due
from bot.subscriptions.stating import held_to, stated_numbers
from bot.subscriptions.subscription import Subscription
from bot.views.message import Message
from bot.views.subscription_posts import misunderstood_text, overtaken_text, posted_message
from store.owing import OwedMessage, Priority, owe, record_given_up

KIND = "subscription"
# Who comes back from a holiday still finds out why there is nothing.
_NOTICE_LASTS = timedelta(days=7)
# Any id will do to see where the picture belongs.
_SOME_FILE = "F0"


@dataclass(frozen=True)
class Occurrence:
    """A subscription, answered for one time that it is due. `remarks`: what must be said of that time."""

    subscription: Subscription
    due: Due
    shown: Showable
    found: Found
    remarks: Sequence[str] = ()


def owed_answer(occurrence: Occurrence, now: datetime) -> OwedMessage:
    """The message, complete without its picture. It counts until the next one is due."""
    subscription, shown, found, due = (
        occurrence.subscription,
        occurrence.shown,
        occurrence.found,
        occurrence.due,
    )
    message, as_of = posted_message(subscription, _complete(found), occurrence.remarks), held_to(shown, found)
    return OwedMessage(
        KIND,
        subscription.subject(due),
        subscription.channel,
        message.text,
        message.blocks,
        # What waited for the night's run is due now, and not late already when it is owed.
        max(due.at, now),
        picture=_picture(occurrence),
        words=Shown(shown.question).words if isinstance(shown, Shown) else shown.words,
        snapshot_id=found.content.snapshot.id if found.content.snapshot else None,
        series=subscription.series,
        expires_at=subscription.next_due(due.at).at,
        states=stated_numbers(shown, found, as_of) if as_of else (),
    )


def owe_overtaken(connection: Connection, subscription: Subscription, missed: Due, by: Due) -> None:
    """The record of one that nobody was there to answer before the next was due: it is never posted."""
    text = overtaken_text(subscription, missed, by)
    expires_at = subscription.next_due(missed.at).at
    subject, series = subscription.subject(missed), subscription.series
    record = OwedMessage(KIND, subject, subscription.channel, text, [], missed.at, series=series, expires_at=expires_at)
    record_given_up(connection, record, "overtaken by the next")


def owe_notice(connection: Connection, subscription: Subscription, now: datetime) -> None:
    """Tell who made it that its words are understood no more, and that it is paused."""
    subject, text = (
        f"{subscription.series} not understood since {subscription.since:%Y-%m-%d %H:%M}",
        misunderstood_text(subscription),
    )
    notice = OwedMessage(
        NOTICE,
        subject,
        subscription.made_by,
        text,
        [],
        now,
        priority=Priority.NOTICE,
        expires_at=now + _NOTICE_LASTS,
    )
    owe(connection, notice)


def _complete(found: Found) -> Message:
    """The best one without a picture, ours or Slack's: ours comes later, and theirs is refused in some workspaces."""
    drafts = (draft for draft in found.messages(None) if draft.blocks)
    return next(draft for draft in drafts if all(block["type"] != "data_visualization" for block in draft.blocks))


def _picture(occurrence: Occurrence) -> Mapping[str, Any] | None:
    shown, found = occurrence.shown, occurrence.found
    as_of = held_to(shown, found)
    if found.drawing is None or found.content.snapshot is None or as_of is None:
        return None
    blocks = found.messages(_SOME_FILE)[0].blocks
    at = next(at for at, block in enumerate(blocks) if block["type"] == "image")
    facts = {"words": shown.words, "as_of": as_of.isoformat(), "snapshot_id": found.content.snapshot.id}
    # The remarks stand above.
    return {**facts, "at": at + bool(occurrence.remarks)}
