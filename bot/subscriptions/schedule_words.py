"""Words -> a schedule, step by step: how often, on which day, at what time. Each step says what it wants to read."""

import re
from collections.abc import Sequence
from datetime import time

from bot.subscriptions.schedule import LAST, WEEKDAYS, Every, Schedule

Words = Sequence[str]
_ONE_WORD = {
    "daily": Every.DAY,
    "weekdays": Every.WEEKDAY,
    "workdays": Every.WEEKDAY,
    "weekly": Every.WEEK,
    "monthly": Every.MONTH,
}
_BEHIND_EVERY = {
    "day": Every.DAY,
    "morning": Every.DAY,
    "weekday": Every.WEEKDAY,
    "workday": Every.WEEKDAY,
    "week": Every.WEEK,
    "month": Every.MONTH,
}
_EVERY = frozenset({"every", "each"})
_FILLERS = frozenset({"on", "the", "at"})
_SHORT = {"tues": 2, "weds": 3, "thur": 4, "thurs": 4}
_WEEKDAYS = {
    **{name[:3].lower(): number for number, name in enumerate(WEEKDAYS, start=1)},
    **{name.lower(): number for number, name in enumerate(WEEKDAYS, start=1)},
    **_SHORT,
}
_MONTH_DAY = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?")
_LONGEST_MONTH = 31
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?P<half>am|pm|h)?")
_NAMED_TIMES = {"noon": time(12), "midnight": time(0)}


class AmissError(ValueError):
    """The words are no schedule; the sentence says what to write."""


def begins_schedule(words: Words) -> bool:
    """Whether a schedule may begin here."""
    first = words[0].lower()
    if first in _EVERY:
        return len(words) > 1 and (words[1].lower() in _BEHIND_EVERY or _weekday(words[1]) is not None)
    return first in _ONE_WORD or _weekday(first) is not None


def read_schedule(words: Words) -> tuple[Schedule, Words]:
    """The schedule that the words begin with, and what follows it. Raises AmissError."""
    every, rest = _frequency(words)
    day, rest = _day(every, _behind_fillers(rest))
    at, rest = _time(_behind_fillers(rest), every)
    return Schedule(every, at, day), rest


def _frequency(words: Words) -> tuple[Every, Words]:
    """How often; the weekday that says so by itself ("mondays", "every mon") is left to be read as the day."""
    first, *rest = words
    if first.lower() in _EVERY and rest:
        named = _BEHIND_EVERY.get(rest[0].lower())
        return (named, rest[1:]) if named else (Every.WEEK, rest)
    named = _ONE_WORD.get(first.lower())
    return (named, rest) if named else (Every.WEEK, words)


def _day(every: Every, words: Words) -> tuple[int, Words]:
    if every is Every.WEEK:
        day = _weekday(words[0]) if words else None
        if day is None:
            raise AmissError("On which day of the week? For example: weekly mon 9:00.")
        return day, words[1:]
    return _day_of_month(words) if every is Every.MONTH else (0, words)


def _day_of_month(words: Words) -> tuple[int, Words]:
    first = words[0].lower() if words else ""
    if first == "last":
        rest = words[1:]
        return LAST, rest[1:] if rest and rest[0].lower() == "day" else rest
    written = _MONTH_DAY.fullmatch(first)
    if written is None:
        raise AmissError("On which day of the month? For example: monthly 1st 9:00, or monthly last 9:00.")
    day = int(written["day"])
    if not 1 <= day <= _LONGEST_MONTH:
        raise AmissError(f"“{words[0]}” is no day of a month: write 1st to 31st, or last.")
    return day, words[1:]


def _time(words: Words, every: Every) -> tuple[time, Words]:
    if not words:
        raise AmissError(f"At what time? For example: {_EXAMPLES[every]}.")
    first, rest = words[0].lower(), words[1:]
    if rest and rest[0].lower() in {"am", "pm"} and first.isdecimal():
        first, rest = f"{first}{rest[0].lower()}", rest[1:]
    at = _NAMED_TIMES.get(first) or _clock(first)
    if at is None:
        raise AmissError(f"“{words[0]}” is no time of the day: write one such as 9:00, 9am or 17:30.")
    return at, rest


def _clock(text: str) -> time | None:
    written = _CLOCK.fullmatch(text)
    if written is None:
        return None
    hour, minute, half = int(written["hour"]), int(written["minute"] or 0), written["half"]
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _weekday(word: str) -> int | None:
    typed = word.lower()
    return _WEEKDAYS.get(typed) or _WEEKDAYS.get(typed.removesuffix("s"))


def _behind_fillers(words: Words) -> Words:
    """The words without those that say nothing: "on the", "at"."""
    known = next((at for at, word in enumerate(words) if word.lower() not in _FILLERS), len(words))
    return words[known:]


_EXAMPLES = {
    Every.DAY: "daily 8:30",
    Every.WEEKDAY: "weekdays 9:00",
    Every.WEEK: "weekly mon 9:00",
    Every.MONTH: "monthly 1st 9:00",
}
