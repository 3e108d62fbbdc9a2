"""On which dates an edition falls, and over which days it asks each number."""

from datetime import date

import pytest

from bot.digest.editions import DAILY, EDITIONS, MONTHLY, WEEKLY, Edition
from metrics.catalogue import find_metric

SUNDAY, MONDAY, FIRST = date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 1)


def asked(edition: Edition, name: str, local_date: date) -> tuple[str, date | None, str]:
    """The words and the days that are asked."""
    metric = find_metric(name)
    assert metric is not None
    question = edition.question(metric, local_date)
    assert question.as_of is not None
    period = question.period.resolve(question.as_of, local_date).period
    return question.period.words, question.as_of, f"{period.start}..{period.end}"


@pytest.mark.parametrize(
    ("edition", "local_date", "metric", "words", "days"),
    [
        (DAILY, SUNDAY, "revenue", "yesterday", "2026-11-21..2026-11-21"),
        (DAILY, SUNDAY, "cac", "30d", "2026-10-23..2026-11-21"),
        (DAILY, SUNDAY, "mrr", "30d", "2026-10-23..2026-11-21"),
        (DAILY, SUNDAY, "ebitda", "last month", "2026-10-01..2026-10-31"),
        (WEEKLY, MONDAY, "revenue", "last week", "2026-11-16..2026-11-22"),
        (WEEKLY, MONDAY, "cac", "last week", "2026-11-16..2026-11-22"),
        (WEEKLY, MONDAY, "retention", "30d", "2026-10-24..2026-11-22"),
        (MONTHLY, FIRST, "revenue", "last month", "2026-11-01..2026-11-30"),
        (MONTHLY, FIRST, "grossmargin", "last month", "2026-11-01..2026-11-30"),
    ],
)
def test_the_days_of_a_number(edition: Edition, local_date: date, metric: str, words: str, days: str) -> None:
    """A rate of one day jumps about and a sum of thirty hides yesterday: each is told over the days that tell most."""
    last = date.fromordinal(local_date.toordinal() - 1)

    assert asked(edition, metric, local_date) == (words, last, days)


def test_which_editions_fall_on_a_date() -> None:
    """The week is told on Monday, the month on its first day, and yesterday each day."""
    dates = (SUNDAY, MONDAY, FIRST, date(2027, 2, 1))

    assert [[edition.name for edition in EDITIONS if edition.falls_on(day)] for day in dates] == [
        ["daily"],
        ["daily", "weekly"],
        ["daily", "monthly"],
        ["daily", "weekly", "monthly"],
    ]


def test_the_edition_before_and_after() -> None:
    """What a movement is held against is of its own kind, and an edition is overtaken by the next of its kind."""
    assert (DAILY.earlier(SUNDAY, 1), WEEKLY.earlier(MONDAY, 2)) == (date(2026, 11, 15), date(2026, 11, 9))
    assert (MONTHLY.earlier(FIRST, 1), MONTHLY.earlier(FIRST, 12)) == (date(2026, 11, 1), date(2025, 12, 1))
    assert (DAILY.next_date(SUNDAY), WEEKLY.next_date(MONDAY)) == (MONDAY, date(2026, 11, 30))
    assert (MONTHLY.next_date(FIRST), MONTHLY.latest_date(SUNDAY)) == (date(2027, 1, 1), date(2026, 11, 1))
