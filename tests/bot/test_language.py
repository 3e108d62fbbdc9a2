"""The words after /kpi are read as what people mean by them, in any order and case."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import DIMENSIONS, NotUnderstood, read_question
from bot.shown import Shown, View
from metrics.answer import Comparison, Grain
from metrics.catalogue import METRICS
from metrics.period_words import LONGEST_DAYS, PHRASES, read_period
from metrics.periods import Between, CalendarUnit, InMonth, InQuarter, InUnit, Last, PeriodSpec, ToDate, Trailing
from metrics.question import Question

LAST_MONTH, MONTH_TO_DATE = Last(CalendarUnit.MONTH), ToDate(CalendarUnit.MONTH)
LAST_YEAR = Last(CalendarUnit.YEAR)


@pytest.mark.parametrize(
    ("text", "metric", "period", "by"),
    [
        ("ltvcac", "ltvcac", Trailing(30), None),
        ("ltv:cac 90d", "ltvcac", Trailing(90), None),
        ("90d LTV / CAC", "ltvcac", Trailing(90), None),
        ("ltv to cac", "ltvcac", Trailing(30), None),
        ("ＬＴＶ\u200bＣＡＣ", "ltvcac", Trailing(30), None),
        ("CAC by channel last quarter", "cac", Last(CalendarUnit.QUARTER), "channel"),
        ("last quarter cac by channels", "cac", Last(CalendarUnit.QUARTER), "channel"),
        ("cac per channel, this week", "cac", ToDate(CalendarUnit.WEEK), "channel"),
        ("opex by category 2026-10", "opex", InUnit(CalendarUnit.MONTH, date(2026, 10, 1)), "category"),
        ("rev mtd", "revenue", MONTH_TO_DATE, None),
        ("revenue 1998-03", "revenue", InUnit(CalendarUnit.MONTH, date(1998, 3, 1)), None),
        ("how is churn", "churn", Trailing(30), None),
        ("how is retention?", "retention", Trailing(30), None),
        ("what was our revenue in october", "revenue", InMonth(10), None),
        ("average order value in oct", "aov", InMonth(10), None),
        ("aov past 30 days", "aov", Trailing(30), None),
        ("yesterday's orders, please!", "orders", read_period("yesterday"), None),
        ("net revenue", "netrevenue", Trailing(30), None),
        ("new customers last 7 days", "newcustomers", Trailing(7), None),
        ("orders Q3’26", "orders", InUnit(CalendarUnit.QUARTER, date(2026, 7, 1)), None),
        ("orders q3", "orders", InQuarter(3), None),
        ("spend from 2026-10-01 to 2026-10-05", "spend", Between(date(2026, 10, 1), date(2026, 10, 5)), None),
        ("cogs %", "cogspct", Trailing(30), None),
        ("revenue - last month", "revenue", LAST_MONTH, None),
        ("revenue revenue 30d 30 days", "revenue", Trailing(30), None),
    ],
)
def test_words_are_read_in_any_order_and_case(
    text: str, metric: str, period: PeriodSpec | None, by: str | None
) -> None:
    """People guess the words right the first time."""
    assert period is not None
    assert read_question(text) == Shown(Question(metric, period, by))


@pytest.mark.parametrize(
    ("text", "period", "versus"),
    [
        ("rev mtd vs last year", MONTH_TO_DATE, Comparison.LAST_YEAR),
        ("revenue last year vs last year", LAST_YEAR, Comparison.LAST_YEAR),
        ("vs last year revenue last year", LAST_YEAR, Comparison.LAST_YEAR),
        ("revenue last year", LAST_YEAR, Comparison.PREVIOUS),
        ("revenue mtd versus ly", MONTH_TO_DATE, Comparison.LAST_YEAR),
        ("revenue mtd against a year ago", MONTH_TO_DATE, Comparison.LAST_YEAR),
        ("revenue mtd yoy", MONTH_TO_DATE, Comparison.LAST_YEAR),
        ("revenue mtd compared with the same period last year", MONTH_TO_DATE, Comparison.LAST_YEAR),
        ("revenue mtd vs. previous period", MONTH_TO_DATE, Comparison.PREVIOUS),
        ("revenue mtd vs before", MONTH_TO_DATE, Comparison.PREVIOUS),
        ("revenue mtd compared to the last period", MONTH_TO_DATE, Comparison.PREVIOUS),
        ("revenue mtd vs target", MONTH_TO_DATE, Comparison.TARGET),
        ("revenue mtd against our goal", MONTH_TO_DATE, Comparison.TARGET),
        ("revenue vs forecast", MONTH_TO_DATE, Comparison.FORECAST),
        ("revenue last month against the plan", LAST_MONTH, Comparison.FORECAST),
        ("revenue this month vs last month", MONTH_TO_DATE, Comparison.PREVIOUS),
        ("revenue vs the month before last month", LAST_MONTH, Comparison.PREVIOUS),
        ("revenue oct vs previous month", InMonth(10), Comparison.PREVIOUS),
    ],
)
def test_what_to_compare_with_is_no_period(text: str, period: PeriodSpec, versus: Comparison) -> None:
    """ "rev mtd vs last year" would be read as last year's revenue."""
    assert read_question(text) == Shown(Question("revenue", period, versus=versus))


@pytest.mark.parametrize(
    ("words", "grain"),
    [
        ("daily", Grain.DAY),
        ("by week", Grain.WEEK),
        ("Weekly", Grain.WEEK),
        ("per month", Grain.MONTH),
        ("month by month", Grain.MONTH),
    ],
)
def test_the_distance_between_points_can_be_chosen(words: str, grain: Grain) -> None:
    """A year by weeks hides what its months show."""
    assert read_question(f"revenue {words} 365d") == Shown(Question("revenue", Trailing(365), grain=grain))


@pytest.mark.parametrize(
    ("words", "view"),
    [
        ("as chart", View.PICTURE),
        ("as a picture", View.PICTURE),
        ("as table", View.TABLE),
        ("in a table", View.TABLE),
        ("as line", View.LINE),
        ("trend", View.LINE),
        ("as trend", View.LINE),
        ("as bar", View.BAR),
        ("as bars", View.BAR),
        ("as a bar chart", View.BAR),
    ],
)
def test_the_view_can_be_chosen(words: str, view: View) -> None:
    """A gauge could not be seen as a trend, nor a picture be copied as numbers."""
    assert read_question(f"{words} refundrate") == Shown(Question("refundrate"), view=view)


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PERIODS = st.one_of(
    st.sampled_from([spec for phrase in PHRASES if (spec := read_period(phrase)) is not None]),
    st.integers(1, LONGEST_DAYS).map(Trailing),
    st.builds(InUnit, st.sampled_from([unit for unit in CalendarUnit if unit is not CalendarUnit.WEEK]), DAYS).map(
        lambda spec: read_period(spec.words)
    ),
    st.builds(Between, DAYS),
    st.tuples(DAYS, DAYS).map(lambda days: Between(*sorted(days))).filter(lambda spec: spec.end != spec.start),
)
QUESTIONS = st.builds(
    Question,
    st.sampled_from([metric.name for metric in METRICS]),
    period=PERIODS,
    by=st.sampled_from([None, *DIMENSIONS]),
    grain=st.sampled_from([None, *Grain]),
    versus=st.sampled_from(Comparison),
)


@given(question=QUESTIONS, view=st.sampled_from(View))
def test_a_button_carries_what_was_shown(question: Question, view: View) -> None:
    """What `Shown.words` writes, `read_question` reads: controls work after a restart."""
    shown = Shown(question, view=view)

    assert read_question(shown.words) == shown
    assert len(shown.words) <= 140


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_is_found_by_its_name_its_aliases_and_its_title(metric: object) -> None:
    """What a message calls a number is what people type to see it again."""
    for words in (metric.name, metric.title, *metric.aliases):  # type: ignore[attr-defined]  # a Metric
        read = read_question(words)
        assert not isinstance(read, NotUnderstood), words
        assert read.question.metric == metric.name  # type: ignore[attr-defined]  # a Metric
