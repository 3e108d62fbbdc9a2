"""What can't be understood is said, and leads to the nearest questions; nothing is guessed."""

import pytest

from bot.language import NotUnderstood, Why, read_question
from bot.language.nearness import edits
from bot.language.suggesting import MOST_SUGGESTIONS


def misread(text: str) -> NotUnderstood:
    read = read_question(text)
    assert isinstance(read, NotUnderstood), text
    return read


def offered(text: str) -> tuple[str, ...]:
    """What the buttons carry."""
    return tuple(shown.words for shown in misread(text).suggestions)


@pytest.mark.parametrize(
    ("text", "why", "words", "understood"),
    [
        ("revnue", Why.UNKNOWN, "revnue", None),
        ("revnue 90d by channel", Why.UNKNOWN, "revnue", "90d by channel"),
        ("revenue blah", Why.UNKNOWN, "blah", "Revenue"),
        ("CAC 90d Mars", Why.UNKNOWN, "Mars", "CAC 90d"),
        ("revenue in Paris last month", Why.UNKNOWN, "Paris", "Revenue last month"),
        ("cac lst month", Why.UNKNOWN, "lst month", "CAC"),
        ("cac 3 months", Why.UNKNOWN, "3 months", "CAC"),
        ("show me cac for Meta", Why.CHANNEL, "Meta", "CAC"),
        ("cac by country 7d", Why.DIMENSION, "by country", "CAC 7d"),
        ("cac vs 2026-09 by channel", Why.COMPARISON, "vs 2026-09", "CAC by channel"),
        ("cac 30d vs last month", Why.COMPARISON, "vs last month", "CAC 30d"),
        ("cac as csv", Why.VIEW, "as csv", "CAC"),
        ("90d", Why.NO_METRIC, "", "90d"),
        ("", Why.NO_METRIC, "", None),
        ("revenue orders", Why.METRICS, "Revenue Orders", None),
        ("revenue 30d 90d", Why.PERIODS, "30d 90d", "Revenue"),
        ("revenue as table as line 7d", Why.OPTIONS, "as table as line", "Revenue 7d"),
        (f"revenue {'a ' * 200}", Why.TOO_LONG, "", "Revenue"),
    ],
)
def test_what_is_not_understood_is_said(text: str, why: Why, words: str, understood: str | None) -> None:
    """A word that fits nowhere is never dropped in silence, and never answered with a guess."""
    read = misread(text)

    assert [(trouble.why, " ".join(trouble.words)) for trouble in read.troubles] == [(why, words)]
    assert read.understood == understood


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("revnue", ("revenue 30d",)),
        ("revnue 90d by channel", ("revenue 90d by channel",)),
        ("ltvcca", ("ltvcac 30d",)),
        ("revenue lst month", ("revenue last month", "revenue 30d")),
        ("revenue 2026-13", ("revenue 2026-12", "revenue 2026-11", "revenue 2026-10", "revenue 30d")),
        ("revenue 2026-02-30", ("revenue 2026-02", "revenue 2026-03", "revenue 30d")),
        ("revenue q5-2026", ("revenue q4 2026", "revenue q3 2026", "revenue q2 2026", "revenue 30d")),
        ("revenue 3 months", ("revenue 90d", "revenue 30d")),
        ("revenue fy", ("revenue ytd", "revenue last year", "revenue 30d")),
        ("cac by chanel", ("cac 30d by channel", "cac 30d")),
        ("cac by country", ("cac 30d by channel", "cac 30d")),
        ("opex by vendor", ("opex last month by category", "opex last month")),
        ("cac for meta 7d", ("cac 7d by channel", "cac 7d")),
        ("cash vs forcast", ("cash mtd vs forecast", "cash 30d")),
        ("ebitda vs taget", ("ebitda last month vs target", "ebitda last month")),
        ("cac vs 2026-09", ("cac 30d", "cac 30d vs last year")),
        ("refundrate vs gdp", ("refundrate 30d", "refundrate 30d vs last year", "refundrate 30d vs target")),
        ("cac as tabel", ("cac 30d as table", "cac 30d")),
        ("revenue cac", ("revenue 30d", "cac 30d")),
        ("30d 90d revenue", ("revenue 30d", "revenue 90d")),
        ("revenue cac last month 7d", ("revenue last month", "revenue 7d", "cac last month", "cac 7d")),
        ("value of orders of the custmer", ("orders 30d",)),
        ("zzzzqqqq", ()),
        ("90d", ()),
    ],
)
def test_suggestions_keep_what_was_understood(text: str, suggestions: tuple[str, ...]) -> None:
    """Who mistypes one word need not type the others again, and finds the word that was meant on the first button."""
    assert offered(text) == suggestions


@pytest.mark.parametrize(
    "text",
    ["revnue lst month by chanel vs lst year", "cac revenue ltv orders aov refunds", "rev 7d 30d 90d 365d mtd ytd"],
)
def test_suggestions_are_few_and_whole(text: str) -> None:
    """A button would lead to another question mark, or to a page of buttons."""
    suggestions = misread(text).suggestions

    assert 2 <= len(suggestions) <= MOST_SUGGESTIONS
    assert [read_question(shown.words) for shown in suggestions] == list(suggestions)


def test_the_first_suggestion_puts_every_slip_right() -> None:
    """Three slips would take three rounds of buttons."""
    slips = "revnue lst month by chanel vs lst year as tabel"

    assert offered(slips)[0] == "revenue last month by channel vs last year as table"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("cac", "cac", 0),
        ("cca", "cac", 1),
        ("ca", "cac", 1),
        ("cax", "cac", 1),
        ("revnue", "revenue", 1),
        ("", "ab", 2),
    ],
)
def test_a_slip_is_one_letter_more_less_other_or_swapped(one: str, other: str, count: int) -> None:
    """What people mistype most would be far from what they meant."""
    assert edits(one, other, 3) == count
    assert edits(other, one, 3) == count


def test_counting_slips_stops_where_they_are_too_many() -> None:
    """A long text would be compared letter by letter with everything there is."""
    assert edits("abcdefghij" * 3, "jihgfedcba" * 3, 2) == 3
    assert edits("a" * 30, "a", 2) == 3
