"""What must be known of a posted answer to bring it up to date later, worked out from what is shown. Pure."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bot.drawing import Drawing
from bot.exhibits import found_for
from bot.shown import Face, Page, Showable, Shown
from metrics.answer import Answer, Dashboard, Freshness
from metrics.answer.numbers import value_text
from metrics.answer.wording import headline_text
from metrics.periods import PeriodSpec

_DAY = timedelta(days=1)
# A number's title and how it reads: ("LTV:CAC", "3.61:1").
Headline = tuple[str, str]


@dataclass(frozen=True)
class LiveContent:
    """What a live message shows: the words that ask for all of it, the latest day that counts, its headline numbers,
    and a mark that differs where anything that people see differs, but for how fresh it is and from which snapshot.

    A message keeps the days that it was posted about, for as long as it lives: only its numbers follow late rows. Who
    wants the newest days presses Refresh. `turn`: the ts of the click that brought it here, or the message's own.
    """

    words: str
    as_of: date
    headlines: tuple[Headline, ...]
    mark: str
    turn: str


def live_content(shown: Showable, content: Drawing, turn: str) -> LiveContent | None:
    """What is to be kept of what is shown; None for what must not change by itself.

    An explanation is of the snapshot that it explains and an outlook of the day on which it was asked for, and where no
    source has a row yet there are no days to keep.
    """
    if content.snapshot is None or content.freshness is None:
        return None
    if isinstance(shown, Shown) and shown.face is not Face.ANSWER:
        return None
    as_of = _as_of(_period_of(shown), content.freshness)
    return LiveContent(shown.words, as_of, headlines_of(content), mark_of(shown, content), turn)


def is_over(shown: Showable, as_of: date, today: date) -> bool:
    """Whether it spoke of a day that was open, and is no more: its words would no longer be true."""
    period = _period_of(shown)
    return period is not None and period.resolve(as_of, as_of + _DAY).is_open and today > as_of + _DAY


def headlines_of(content: Drawing) -> tuple[Headline, ...]:
    """The numbers that people remember it by."""
    answers = content.headlines if isinstance(content, Dashboard) else (content,)
    return tuple((answer.title, headline_text(answer)) for answer in answers)


def mark_of(shown: Showable, content: Drawing) -> str:
    """Changes with the words of the message and with every number in it or in its picture, as people would read it."""
    answers = tuple(_without_origin(answer) for answer in _answers(content))
    plain = _without_origin(content) if isinstance(content, Answer) else _page_without_origin(content)
    message = found_for(shown, plain).messages(None)[0]
    seen = [message.text, message.blocks, [list(_drawn(answer)) for answer in answers]]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def _as_of(period: PeriodSpec | None, freshness: Freshness) -> date:
    """The closed day that gives the same days again: the number's own, unless its words count from today.

    A page has numbers of several closed days: they are held to the day before it was asked for.
    """
    closed, yesterday = freshness.through, freshness.through + timedelta(days=freshness.days_behind)
    if period is None:
        return yesterday
    asked, again = period.resolve(closed, yesterday + _DAY), period.resolve(closed, closed + _DAY)
    return closed if again == asked else yesterday


def _period_of(shown: Showable) -> PeriodSpec | None:
    """The days of a question; none of a page, whose numbers may each have their own closed day."""
    return None if isinstance(shown, Page) else shown.question.period


def _answers(content: Drawing) -> tuple[Answer, ...]:
    if isinstance(content, Answer):
        return (content,)
    return (*content.headlines, *(answer for row in content.rows for answer in row))


def _without_origin(answer: Answer) -> Answer:
    return replace(answer, snapshot=None, freshness=None)


def _page_without_origin(page: Dashboard) -> Dashboard:
    rows = tuple(tuple(_without_origin(answer) for answer in row) for row in page.rows)
    headlines = tuple(_without_origin(answer) for answer in page.headlines)
    return replace(page, headlines=headlines, rows=rows, snapshot=None, freshness=None)


def _drawn(answer: Answer) -> Iterator[str]:
    """What only the picture has."""
    lines = (answer.series, answer.previous_series, *(part.series for part in answer.breakdown))
    for line in lines:
        yield from (f"{point.day} {_read(answer, point.value)}" for point in line)
    for cohort in answer.cohorts:
        yield f"{cohort.month} {cohort.customers} {[_read(answer, value) for value in cohort.values]}"
    yield from (f"{each.day} {each.text}" for each in answer.annotations)
    for month in answer.forecast.months if answer.forecast else ():
        amounts = (month.actual, month.expected, month.forecast, month.low, month.high)
        yield f"{month.month} {[_read(answer, amount) for amount in amounts]}"


def _read(answer: Answer, value: Decimal | None) -> str:
    return "" if value is None else value_text(value, answer.unit, answer.currency)
