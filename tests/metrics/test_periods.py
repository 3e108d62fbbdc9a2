"""Periods: which days people mean, and what they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.period_words import PHRASES, read_period
from metrics.periods import PeriodSpec, Resolved

CLOSED = date(2026, 11, 22)
TODAY = date(2026, 11, 23)


def resolve(words: str, closed: date = CLOSED) -> Resolved:
    spec = read_period(words)
    assert spec is not None, words
    return spec.resolve(closed, closed + timedelta(days=1))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("30d", "2026-10-24", "2026-11-22"),
        ("7 days", "2026-11-16", "2026-11-22"),
        ("last 2 weeks", "2026-11-09", "2026-11-22"),
        ("today", "2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22", "2026-11-22"),
        ("wtd", "2026-11-16", "2026-11-22"),
        ("mtd", "2026-11-01", "2026-11-22"),
        ("this month", "2026-11-01", "2026-11-22"),
        ("qtd", "2026-10-01", "2026-11-22"),
        ("ytd", "2026-01-01", "2026-11-22"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-11", "2026-11-01", "2026-11-22"),
        ("q3 2026", "2026-07-01", "2026-09-30"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("oct", "2026-10-01", "2026-10-31"),
        ("December", "2025-12-01", "2025-12-31"),
        ("oct 2025", "2025-10-01", "2025-10-31"),
        ("oct '25", "2025-10-01", "2025-10-31"),
        ("2025 october", "2025-10-01", "2025-10-31"),
        ("q3", "2026-07-01", "2026-09-30"),
        ("Q4", "2026-10-01", "2026-11-22"),
        ("q3'26", "2026-07-01", "2026-09-30"),
        ("Q3 '25", "2025-07-01", "2025-09-30"),
        ("q3/2025", "2025-07-01", "2025-09-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("month to date", "2026-11-01", "2026-11-22"),
        ("prior month", "2026-10-01", "2026-10-31"),
        ("past week", "2026-11-16", "2026-11-22"),
        ("past month", "2026-10-24", "2026-11-22"),
        ("past 30 days", "2026-10-24", "2026-11-22"),
        ("trailing 90 days", "2026-08-25", "2026-11-22"),
        ("rolling 7-day", "2026-11-16", "2026-11-22"),
        ("2026-10-01..2026-10-31", "2026-10-01", "2026-10-31"),
        ("from 2026-10-01 to 2026-10-05", "2026-10-01", "2026-10-05"),
        ("between 2026-10-01 and 2026-10-05", "2026-10-01", "2026-10-05"),
        ("since 2026-09", "2026-09-01", "2026-11-22"),
        ("2026-10-01 to 2026-10-05", "2026-10-01", "2026-10-05"),
        ("since 2026-09-01", "2026-09-01", "2026-11-22"),
        ("2026-10-05", "2026-10-05", "2026-10-05"),
    ],
)
def test_people_get_the_days_they_mean(words: str, start: str, end: str) -> None:
    """A misread period is a wrong number."""
    period = resolve(words).period

    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("30d", "2026-09-24", "2026-10-23"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("mtd", "2026-10-01", "2026-10-22"),
        ("2026-11", "2026-10-01", "2026-10-22"),
        ("qtd", "2026-07-01", "2026-08-22"),
        ("last month", "2026-09-01", "2026-09-30"),
        ("2026-03", "2026-02-01", "2026-02-28"),
        ("q1 2026", "2025-10-01", "2025-12-31"),
        ("2025", "2024-01-01", "2024-12-31"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("2026-10-01..2026-10-10", "2026-09-21", "2026-09-30"),
    ],
)
def test_a_period_is_compared_with_the_one_before(words: str, start: str, end: str) -> None:
    """A change against the wrong days is a wrong change."""
    previous = resolve(words).previous

    assert previous is not None
    assert (previous.start, previous.end) == (date.fromisoformat(start), date.fromisoformat(end))


def test_month_to_date_is_compared_with_no_more_days_than_the_month_before_had() -> None:
    """On March 31 the month before ends on the 28th, not on a day that never was."""
    previous = resolve("mtd", closed=date(2026, 3, 31)).previous

    assert previous is not None
    assert (previous.start, previous.end) == (date(2026, 2, 1), date(2026, 2, 28))


def test_last_month_on_the_first_is_the_month_that_just_ended() -> None:
    """On December 1, with November closed, "last month" is November."""
    assert resolve("last month", closed=date(2026, 11, 30)).period.start == date(2026, 11, 1)


def test_the_open_day_is_compared_with_nothing() -> None:
    """Half a day against a whole one would always look like a fall."""
    assert resolve("today").previous is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "0d",
        "99999d",
        "2026-13",
        "2026-02-30",
        "since 2026-13",
        "3 months",
        "fy",
        "octo '26",
        "last",
        "oct 25",
        "q5 2026",
        "1026",
        "2026-10-31..2026-10-01",
        "since then",
        "octopus",
    ],
)
def test_what_is_no_period_is_not_guessed(words: str) -> None:
    """A slip is asked about, never answered with other days."""
    assert read_period(words) is None


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_that_may_be_suggested_is_a_period(phrase: str) -> None:
    """A suggestion would be as little understood as the slip before it."""
    spec = read_period(phrase)

    assert spec is not None
    assert read_period(spec.words) == spec


@pytest.mark.parametrize(
    ("closed", "start"),
    [
        (date(2026, 6, 30), date(2025, 7, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 7, 1)),
    ],
)
def test_a_bare_quarter_is_the_latest_that_has_begun(closed: date, start: date) -> None:
    """ "q3" in June can't be the one to come."""
    assert resolve("q3", closed).period.start == start


SPECS = st.one_of(
    st.integers(1, 4000).map(lambda days: f"{days}d"),
    st.sampled_from(["today", "yesterday", "wtd", "mtd", "qtd", "ytd", "last week", "last month", "last quarter"]),
    st.dates(date(1997, 1, 1), date(2027, 1, 1)).map(lambda day: f"{day:%Y-%m}"),
    st.dates(date(1997, 1, 1), date(2027, 1, 1)).map(lambda day: f"since {day}"),
    st.tuples(st.dates(date(1997, 1, 1), date(2027, 1, 1)), st.integers(0, 500)).map(
        lambda pair: f"{pair[0]}..{pair[0] + timedelta(days=pair[1])}"
    ),
).map(lambda words: (words, read_period(words)))


@given(spec=SPECS, closed=st.dates(date(2000, 1, 1), date(2026, 12, 31)))
def test_a_period_never_overlaps_the_one_before(spec: tuple[str, PeriodSpec | None], closed: date) -> None:
    """Days that count on both sides would hide a change."""
    assert spec[1] is not None

    resolved = spec[1].resolve(closed, closed + timedelta(days=1))

    assert resolved.period.start <= resolved.period.end
    if resolved.previous is not None:
        assert resolved.previous.start <= resolved.previous.end < resolved.period.start


@given(spec=SPECS, closed=st.dates(date(2000, 1, 1), date(2026, 12, 31)))
def test_the_words_on_a_button_mean_the_period_that_was_shown(
    spec: tuple[str, PeriodSpec | None], closed: date
) -> None:
    """A control that carries a period as words brings back the same days after a restart."""
    assert spec[1] is not None

    again = read_period(spec[1].words)

    assert again is not None
    today = closed + timedelta(days=1)
    assert again.resolve(closed, today).period.start == spec[1].resolve(closed, today).period.start
    assert again.resolve(closed, today).period.end == spec[1].resolve(closed, today).period.end
