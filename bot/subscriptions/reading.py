"""Reads "cac by channel weekly mon 9:00 in Europe/Berlin #growth": a question, then a schedule, a zone and a place.

The schedule begins at the first word from which all that follows is one: "weekly" alone may belong to the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.subscriptions.schedule_words import AmissError, begins_schedule, read_schedule
from bot.subscriptions.wish import ChannelId, ChannelName, Here, Me, Where, Wish
from bot.subscriptions.zones import find_zone, zone_near

EXAMPLE = "cac by channel weekly mon 9:00"
_NO_SCHEDULE = (
    "When shall I post it? Write that behind the question: daily 8:30, weekdays 9am, weekly mon 9:00 or monthly 1st "
    f"9:00. For example: /kpi subscribe {EXAMPLE}"
)
_NO_QUESTION = f"What shall I post? Write it before the schedule. For example: /kpi subscribe {EXAMPLE}"
_LONGEST = 500
_CHANNEL = re.compile(r"<#(?P<id>[CG][A-Z0-9]{2,})(?:\|[^>\s]*)?>")
# With a digit in it, or a word in capitals would be one.
_BARE_ID = re.compile(r"(?=[A-Z]*\d)[CG][A-Z0-9]{7,}")
_NAME = re.compile(r"#(?P<name>[^\s#<>]{1,80})")
_LEADS = frozenset({"in", "to", "into", "for"})
_PLACES: dict[str, Where] = {"here": Here(), "me": Me()}


@dataclass(frozen=True)
class Request:
    """The words of the question, yet to be understood, and the wish."""

    question: str
    wish: Wish


@dataclass(frozen=True)
class Misread:
    """Words that are no request; the sentence says what to write."""

    sentence: str


def read_request(text: str) -> Request | Misread:
    """What these words ask to be sent. Total and pure: any text gives one of the two."""
    words, channels = _without_channels(text[:_LONGEST].split())
    if len(channels) > 1:
        return Misread("I post a subscription in one conversation: name one channel, and subscribe again for another.")
    misread = Misread(_NO_SCHEDULE)
    for at, _ in enumerate(words):
        if begins_schedule(words[at:]):
            try:
                wish = _read_wish(words[at:], channels)
            except AmissError as amiss:
                misread = Misread(str(amiss))
                continue
            return Request(" ".join(words[:at]), wish) if at else Misread(_NO_QUESTION)
    return misread


def _read_wish(words: Sequence[str], channels: Sequence[Where]) -> Wish:
    """The wish that these words are, all of them. Raises AmissError."""
    schedule, rest = read_schedule(words)
    zone: str | None = None
    where = channels[0] if channels else None
    while rest:
        rest = rest[1:] if len(rest) > 1 and rest[0].lower() in _LEADS else rest
        word, rest = rest[0], rest[1:]
        if word.lower() in _PLACES and where is None:
            where = _PLACES[word.lower()]
        elif zone is None and (found := find_zone(word)):
            zone = found
        else:
            raise AmissError(_unknown(word))
    return Wish(schedule, zone, where)


def _unknown(word: str) -> str:
    near = zone_near(word)
    if near:
        return f"I don't know the time zone “{word}”. Did you mean in {near}?"
    return (
        f"I don't know “{word}” behind a schedule. There may stand a time zone (in Europe/Berlin) "
        "and where to post (#growth, here, me)."
    )


def _without_channels(typed: Sequence[str]) -> tuple[list[str], list[Where]]:
    """The words, and the channels that are named among them, wherever they stand."""
    words, channels = list[str](), list[Where]()
    for word in (each.rstrip(",;") for each in typed):
        channel = _channel(word)
        if channel is None:
            words += [word] if word else []
            continue
        if words and words[-1].lower() in _LEADS:
            words.pop()
        channels += [] if channel in channels else [channel]
    return words, channels


def _channel(word: str) -> Where | None:
    if by_id := _CHANNEL.fullmatch(word):
        return ChannelId(by_id["id"])
    if _BARE_ID.fullmatch(word):
        return ChannelId(word)
    by_name = _NAME.fullmatch(word)
    return ChannelName(by_name["name"].lower()) if by_name else None
