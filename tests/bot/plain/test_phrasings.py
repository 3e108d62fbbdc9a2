"""Plain questions: how many of those that people asked are understood, and that none is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phrasings import Outcome, Phrasing, counted, phrasings, shown

from bot.plain.reading import read_plain
from bot.shown import Shown


def test_of_what_people_ask_most_is_understood_and_next_to_nothing_wrongly() -> None:
    """The phrasings were written by somebody who had not seen the parser. What is refused costs a second question; what
    is understood wrongly costs trust.
    """
    found = counted()

    assert sum(found.values()) >= 300
    assert found[Outcome.RIGHT] >= 325
    assert found[Outcome.RIGHT] + found[Outcome.OFFERED] >= 341
    assert found[Outcome.WRONG] <= 5


def test_what_is_no_question_about_a_number_gets_none() -> None:
    nothing = [each for each in phrasings() if each.means == "-"]

    assert len(nothing) > 50
    assert [each.said for each in nothing if each.outcome is Outcome.WRONG] == []


@pytest.mark.parametrize(
    ("after", "said", "means"),
    [
        ("cac last week", "by channel", "cac last week by channel"),
        ("cac last week", "and last year?", "cac last week vs last year"),
        ("revenue last month by channel", "and in october", "revenue oct by channel"),
        ("cac mtd vs last year", "what about ltv", "ltv mtd vs last year"),
        ("cac last week vs target", "why?", "why cac last week"),
        ("why cac last week", "and revenue?", "why revenue last week"),
        ("why cac last week", "by channel please", "cac last week by channel"),
        ("opex by category", "and revenue?", "revenue last month"),
        ("finance", "last month", "finance last month"),
        ("", "why did cac jump last week?", "why cac last week"),
        ("", "compare aov this month and last", "aov mtd"),
        ("", "are we above target on margin", "grossmargin vs target"),
        ("", "revenue since Friday", "revenue since 2026-11-20"),
        ("", "orders on nov 11th", "orders 2026-11-11..2026-11-11"),
        ("", "clicks from 20 october to 3 november", "clicks 2026-10-20..2026-11-03"),
    ],
)
def test_what_is_said_is_read_as_what_is_meant(after: str, said: str, means: str) -> None:
    assert Phrasing(after, said, means).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    "said",
    [
        "revenue except meta",
        "cac not counting refunds",
        "revenue and orders",
        "orders over $100",
        "delete revenue",
        "revenue of customer 17",
        "is it going to rain tomorrow",
        "why",
        "and last year?",
    ],
)
def test_what_is_not_all_understood_is_no_question(said: str) -> None:
    """A word that is passed over could be the one that turns the meaning round."""
    assert read_plain(said) is None


@given(
    st.text(max_size=400), st.sampled_from(["", "cac last week by channel", "why revenue", "finance", "explain ltv"])
)
def test_any_text_gives_words_of_the_grammar_or_nothing(text: str, after: str) -> None:
    before = shown(after) if after else None
    words = read_plain(text, before)

    assert words is None or isinstance(words, str)


@given(st.sampled_from([each.said for each in phrasings()]))
def test_what_it_is_read_as_reads_as_the_same(said: str) -> None:
    """The words that a person is told can be typed, and lead to the same answer."""
    words = read_plain(said)
    found = shown(words) if words else None

    assert not isinstance(found, Shown) or shown(found.words) == found
