"""A digest as a row of the outbox: complete, with the numbers that it states and what is to be drawn under it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.digest.content import Digest
from bot.digest.editions import last_day
from bot.digest.slots import KIND, DigestSlot
from bot.shown import Shown, joined
from bot.views.digest import DigestMessage, digest_message, rest_message
from bot.views.digest_words import Times
from bot.views.message import Message, spoken
from metrics.answer.wording import day_text
from store.owing import OwedMessage

REST_KIND = "digest-rest"


def owed_digest(slot: DigestSlot, digest: Digest, written_at: datetime) -> OwedMessage:
    """The digest of a slot. It counts until the next of its series is due."""
    local = (moment.astimezone(slot.zone) for moment in (slot.due_at, slot.deadline, written_at))
    made = digest_message(digest, Times(*local))
    # A picture has no line for what is withheld: it comes with the rest.
    picture = None if digest.withheld else _picture(digest, made)
    return OwedMessage(
        KIND,
        slot.subject,
        slot.digest.channel,
        made.message.text,
        made.message.blocks,
        slot.due_at,
        picture=picture,
        words=picture_words(digest),
        snapshot_id=digest.snapshot.id if digest.snapshot else None,
        series=slot.series,
        expires_at=slot.next_due_at,
        states=digest.states(),
    )


def owed_rest(slot: DigestSlot, rest: Digest, about_id: int, now: datetime) -> OwedMessage:
    """What was withheld, for the digest's thread."""
    made = rest_message(rest)
    return OwedMessage(
        REST_KIND,
        slot.subject,
        slot.digest.channel,
        made.message.text,
        made.message.blocks,
        now,
        picture=_picture(rest, made),
        words=picture_words(rest),
        snapshot_id=rest.snapshot.id if rest.snapshot else None,
        about_id=about_id,
        expires_at=slot.next_due_at,
        states=rest.states(),
    )


def owed_overtaken(slot: DigestSlot, by: DigestSlot) -> OwedMessage:
    """The record of a digest that nobody was there to write, and that a newer one overtook before it was."""
    dates = f"{day_text(slot.local_date)}: overtaken by that of {day_text(by.local_date)}"
    message = Message(spoken(f"{slot.digest.audience.title}, {slot.edition.name}, {dates}."))
    return OwedMessage(
        KIND,
        slot.subject,
        slot.digest.channel,
        message.text,
        message.blocks,
        slot.due_at,
        series=slot.series,
        expires_at=slot.next_due_at,
    )


def picture_words(digest: Digest) -> str | None:
    """What asks for what is drawn under it: its dashboard, or its first number."""
    if digest.audience.page:
        return joined(digest.audience.page, digest.edition.page_words)
    return Shown(digest.numbers[0].question).words if digest.numbers else None


def _picture(digest: Digest, made: DigestMessage) -> Mapping[str, Any] | None:
    words = picture_words(digest)
    if words is None or digest.snapshot is None:
        return None
    as_of = last_day(digest.local_date).isoformat()
    return {"words": words, "as_of": as_of, "snapshot_id": digest.snapshot.id, "at": made.picture_at}
