"""The words after /kpi: read right, or asked about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import NotUnderstood, read_question, words_of
from metrics.catalogue import METRICS
from metrics.period_words import EXAMPLES
from metrics.periods import CalendarUnit, InMonth, InUnit, Last, PeriodSpec, ToDate, Trailing
from metrics.question import Question


@pytest.mark.parametrize(
    ("text", "metric", "period", "by"),
    [
        ("ltvcac", "ltvcac", Trailing(30), None),
        ("ltv:cac 90d", "ltvcac", Trailing(90), None),
        ("90d LTV / CAC", "ltvcac", Trailing(90), None),
        ("CAC by channel last quarter", "cac", Last(CalendarUnit.QUARTER), "channel"),
        ("last quarter cac by channels", "cac", Last(CalendarUnit.QUARTER), "channel"),
        ("rev mtd", "revenue", ToDate(CalendarUnit.MONTH), None),
        ("revenue 1998-03", "revenue", InUnit(CalendarUnit.MONTH, date(1998, 3, 1)), None),
        ("how is retention?", "retention", Trailing(30), None),
        ("average order value in oct", "aov", InMonth(10), None),
        ("net revenue", "netrevenue", Trailing(30), None),
        ("new customers last 7 days", "newcustomers", Trailing(7), None),
    ],
)
def test_words_are_read_in_any_order_and_case(text: str, metric: str, period: PeriodSpec, by: str | None) -> None:
    """People guess the words right the first time."""
    assert read_question(text) == Question(metric, period, by)


@pytest.mark.parametrize(
    ("text", "unknown", "understood", "suggestions"),
    [
        ("revnue", "revnue", None, ("revenue", "netrevenue", "revenuegrowth")),
        ("revnue 90d by channel", "revnue", "90d by channel", None),
        ("revenue blah", "blah", "Revenue", ("revenue",)),
        ("cac 90d mars", "mars", "CAC 90d", ("cac 90d",)),
        ("revenue orders", "orders", "Revenue", ("revenue",)),
        ("zzzzqqqq", "zzzzqqqq", None, ()),
    ],
)
def test_what_is_not_understood_is_said(
    text: str, unknown: str, understood: str | None, suggestions: tuple[str, ...] | None
) -> None:
    """A word that fits nowhere is never dropped in silence, and never answered with a guess."""
    reading = read_question(text)

    assert isinstance(reading, NotUnderstood)
    assert (reading.unknown, reading.understood) == (unknown, understood)
    if suggestions is not None:
        assert reading.suggestions == suggestions


def test_a_suggestion_keeps_the_rest_of_the_question() -> None:
    """Who mistypes the metric need not type the period again."""
    reading = read_question("revnue 90d by channel")

    assert isinstance(reading, NotUnderstood)
    assert reading.suggestions[0] == "revenue 90d by channel"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
@pytest.mark.parametrize("period", EXAMPLES)
def test_a_button_carries_the_question_that_was_shown(metric: object, period: str) -> None:
    """What `words_of` writes, `read_question` reads: controls work after a restart."""
    question = read_question(f"{metric.name} {period} by channel")  # type: ignore[attr-defined]  # a Metric, by parametrize

    assert isinstance(question, Question)
    assert read_question(words_of(question)) == question


_WORDS = st.sampled_from(
    [
        "cac",
        "ltv",
        ":",
        "by",
        "channel",
        "30d",
        "0d",
        "q5",
        "last",
        "month",
        "since",
        "2026-02-30",
        "<!channel>",
        "é",
        "..",
        "'",
    ]
)
_TEXTS = st.one_of(st.text(max_size=400), st.lists(_WORDS, max_size=12).map(" ".join))


@settings(max_examples=2_000)
@given(text=_TEXTS)
def test_any_text_is_read_or_asked_about(text: str) -> None:
    """No text that anybody types ends in a stack trace."""
    assert isinstance(read_question(text), Question | NotUnderstood)
