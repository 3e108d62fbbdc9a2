"""Rules as people type them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.grammar import GrammarError, read_rule, rule_words
from alerts.rules import Rule, Severity, Side, level_at
from alerts.watching import Watched, default_rules
from metrics.catalogue import METRICS
from metrics.periods import Trailing

CAC = Rule(
    Side.ABOVE,
    (level_at(Severity.WARNING, Side.ABOVE, Decimal(70)), level_at(Severity.CRITICAL, Side.ABOVE, Decimal(80))),
    for_days=2,
)


@pytest.mark.parametrize(
    "text",
    [
        "cac > 80 critical, > 70 warning for 2d by channel in C012AB3CD",
        "CAC above $80 critical above $70 warning for 2 days by channel in <#C012AB3CD|growth>",
        "in <#C012AB3CD> by channel cac &gt; 70 warning, &gt; 80 critical for 2d",
    ],
)
def test_a_rule_is_read_however_it_is_written(text: str) -> None:
    """Nobody has to learn an order of words."""
    assert read_rule(text) == Watched("cac", "cac", CAC, by="channel", place="C012AB3CD")


def test_a_rule_may_say_more() -> None:
    """Whose number, from how many, who is named, and what to do."""
    text = "refund rate > 7.5% critical of 7d with at least 50 mention <@U1AB>, <!subteam^S2CD> "
    text += "runbook Call: the > shop, in C1X"

    assert read_rule(text, "mine") == Watched(
        "mine",
        "refundrate",
        Rule(Side.ABOVE, (level_at(Severity.CRITICAL, Side.ABOVE, Decimal("0.075")),)),
        Trailing(7),
        minimum=50,
        mentions=("U1AB", "S2CD"),
        runbook="Call: the > shop, in C1X",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Which number?"),
        ("cca > 80 critical", "Did you mean cac"),
        ("cac", "It takes a level"),
        ("cac > 80", "I don't understand"),
        ("cac > 80 critical, < 70 warning", "All levels lie on one side"),
        ("cac > 70 critical, > 80 warning", "must lie in order"),
        ("cac > 80 critical, > 90 critical", "Each severity has one level"),
        ("cac > 80% critical", "is no share: write 80."),
        ("refundrate > 8 critical", "is a share: write 8%."),
        ("refundrate > $0.5 critical", "not an amount of money"),
        ("runway < 6 critical by channel", "no parts by channel, none"),
        ("cac > 80 critical for 0d", "It takes 1 to 90 days"),
        ("cac > 80 critical in #growth", "Write a channel by its id"),
        (f"cac > 80 critical runbook {'x' * 600}", "600 letters at most"),
    ],
)
def test_what_is_no_rule_is_told_with_the_reason(text: str, sentence: str) -> None:
    """A slip is corrected at once, and is not found out when the alert does not come."""
    with pytest.raises(GrammarError) as error:
        read_rule(text)

    assert sentence in str(error.value)
    assert "A rule is written so: cac > 80 critical" in str(error.value)


def test_a_level_may_say_until_where_it_holds() -> None:
    """What swings widely is not over a twentieth below its level."""
    (level,) = read_rule("cac > 80 critical until 60").rule.levels
    assert (level.enter, level.exit) == (Decimal(80), Decimal(60))
    (level,) = read_rule("refundrate > 8% critical until 5%").rule.levels
    assert (level.enter, level.exit) == (Decimal("0.08"), Decimal("0.05"))
    with pytest.raises(GrammarError, match="must lie in order"):
        read_rule("cac > 80 critical until 90")


@given(
    level=st.decimals("0.01", "0.5", places=3),
    back=st.none() | st.decimals("0.001", "0.009", places=3),
    for_days=st.integers(1, 90),
    days=st.integers(1, 90),
    place=st.sampled_from([None, "C012AB3CD", "U0XY"]),
    minimum=st.none() | st.integers(0, 10_000),
    runbook=st.sampled_from(["", "Look at the ads, then call."]),
)
def test_what_is_written_is_read_as_the_same(
    *,
    level: Decimal,
    back: Decimal | None,
    for_days: int,
    days: int,
    place: str | None,
    minimum: int | None,
    runbook: str,
) -> None:
    """A rule that is kept as words is the same rule after every restart."""
    levels = (level_at(Severity.WARNING, Side.ABOVE, level), level_at(Severity.CRITICAL, Side.ABOVE, level * 2))
    if back is not None:
        levels = (replace(levels[0], exit=back), levels[1])
    watched = Watched(
        "refundrate",
        "refundrate",
        Rule(Side.ABOVE, levels, for_days),
        Trailing(days),
        by="channel",
        minimum=minimum,
        runbook=runbook,
        place=place,
        mentions=("U1AB",) if place else (),
    )

    assert read_rule(rule_words(watched)) == watched


@pytest.mark.parametrize("watched", default_rules(METRICS, "C1X"), ids=lambda watched: watched.key)
def test_the_default_rules_can_be_typed(watched: Watched) -> None:
    """Whoever wants to change one can copy it from the list."""
    assert replace(read_rule(rule_words(watched)), key=watched.key) == watched
