"""How attribution is asked for."""

import pytest

from bot.attribution_pages import is_attribution, read_attribution, rule_of
from bot.command import Export, Say, Show
from bot.command_registry import all_commands, read_command
from bot.shown import Page
from metrics.attribution.rules import Rule
from metrics.period_words import read_period


@pytest.mark.parametrize(
    ("typed", "rule", "period"),
    [
        ("", None, None),
        ("90d", None, "90d"),
        ("90d by model", None, "90d"),
        ("by markov 90d", Rule.MARKOV, "90d"),
        ("shapley last month", Rule.SHAPLEY, "last month"),
        ("last month by last", Rule.LAST, "last month"),
        ("by last click, 90d", Rule.LAST, "90d"),
        ("first touch 2026-10", Rule.FIRST, "2026-10"),
        ("last month", None, "last month"),
        ("by position-based 30d", Rule.POSITION, "30d"),
        ("for the last 90 days by channel", None, "last 90 days"),
    ],
)
def test_the_days_and_the_rule_stand_in_any_order(typed: str, rule: Rule | None, period: str | None) -> None:
    """“last month” would be read as last touch, or the rule as days."""
    page = read_attribution(typed)

    assert page is not None
    assert (rule_of(page), page.period) == (rule, read_period(period) if period else None)


@pytest.mark.parametrize("rule", [None, *Rule])
@pytest.mark.parametrize("days", ["", "90d", "last month", "2026-10", "since 2026-09-01"])
def test_what_a_control_carries_reads_as_the_same_page(rule: Rule | None, days: str) -> None:
    """A click on a menu would lead to another page, or to none."""
    page = read_attribution(f"{days} by {rule}" if rule else days)
    assert page is not None
    assert is_attribution(page)

    assert read_command(page.words, all_commands()) == Show(page)


@pytest.mark.parametrize("typed", ["revenue", "90d by first by last", "by creative", "90d 30d"])
def test_words_that_are_neither_are_told_so(typed: str) -> None:
    """A wish would be dropped in silence."""
    said = read_command(f"attribution {typed}", all_commands())

    assert isinstance(said, Say)
    assert said.message.text.startswith(f"I don't know “{typed}”. Write the days and")


def test_it_can_be_a_file() -> None:
    """The table could not be taken to a spreadsheet."""
    wanted = read_command("attribution 90d by markov as csv", all_commands())

    assert isinstance(wanted, Export)
    assert isinstance(wanted.shown, Page)
    assert wanted.shown.words == "attribution by markov 90d"


def test_other_pages_are_not_taken_for_it() -> None:
    """The executive page would be looked up as a rule."""
    assert not is_attribution(Page("executive"))
