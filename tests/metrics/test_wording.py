"""The words for values: what a person reads is what the number is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metrics.answer import (
    Answer,
    Change,
    ChangeKind,
    ChartKind,
    Direction,
    Freshness,
    Part,
    Period,
    Snapshot,
    Status,
    Target,
    Unit,
)
from metrics.answer.numbers import change_text, common_places, short_text, telling_places, value_text
from metrics.answer.wording import freshness_text, movement_text, sentence, status_text

ANSWER = Answer(
    metric="ltvcac",
    title="LTV:CAC",
    unit=Unit.RATIO,
    currency="CAD",
    direction=Direction.UP_IS_GOOD,
    chart=ChartKind.GAUGE,
    definition="LTV ÷ CAC",
    doc="",
    period=Period(date(2026, 10, 24), date(2026, 11, 22), "last 30 days"),
    value=Decimal("4.207"),
    previous_period=Period(date(2026, 9, 24), date(2026, 10, 23), "Sep 24 – Oct 23, 2026"),
    previous=Decimal("4.6"),
    change=Change(Decimal("-0.0854"), ChangeKind.RELATIVE),
    target=Target(Decimal(5)),
    status=Status.OFF_TARGET,
    freshness=Freshness(date(2026, 11, 22), 0),
    snapshot=Snapshot(7, datetime(2026, 11, 23, 6, 10, tzinfo=UTC)),
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("48213.4", Unit.MONEY, "$48,213"),
        ("999.994", Unit.MONEY, "$999.99"),
        ("91.2", Unit.MONEY, "$91.20"),
        ("-1234.5", Unit.MONEY, "−$1,234"),
        ("-0.001", Unit.MONEY, "$0.00"),
        ("0.0423", Unit.FRACTION, "4.2%"),
        ("1.25", Unit.FRACTION, "125.0%"),
        ("0.00017881", Unit.FRACTION, "0.0179%"),
        ("0", Unit.FRACTION, "0.0%"),
        ("4.207", Unit.RATIO, "4.21:1"),
        ("-0.001", Unit.RATIO, "0.00:1"),
        ("12345", Unit.COUNT, "12,345"),
        ("1", Unit.DAYS, "1 day"),
        ("212", Unit.DAYS, "212 days"),
        ("7.25", Unit.MONTHS, "7.2 months"),
    ],
)
def test_a_value_is_written_as_the_field_writes_it(value: str, unit: Unit, text: str) -> None:
    """A headline is read at a glance, and not as another number."""
    assert value_text(Decimal(value), unit, "CAD") == text


@pytest.mark.parametrize(
    ("values", "unit", "places"),
    [
        (("0.042", "0.0018"), Unit.FRACTION, 2),
        (("0.042", "0"), Unit.FRACTION, 1),
        (("1200", "99.5"), Unit.MONEY, 2),
        (("1200", "-3000"), Unit.MONEY, 0),
        (("12.5", "3.25"), Unit.RATIO, 2),
        (("12", "3"), Unit.COUNT, 0),
        (("0",), Unit.FRACTION, 1),
    ],
)
def test_values_beside_each_other_have_the_decimals_of_the_one_that_needs_most(
    values: tuple[str, ...], unit: Unit, places: int
) -> None:
    """ "4.2%" below "0.18%" looks like another kind of number."""
    assert common_places([*map(Decimal, values), None], unit) == places


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("0.0422", "0.0424", 2),
        ("0.04221", "0.04224", 3),
        ("0.042", "0.043", None),
        ("0.042", "0.042", None),
        ("0.0420000001", "0.042", None),
    ],
)
def test_percentages_that_differ_are_written_so_that_they_do(one: str, other: str, places: int | None) -> None:
    """ "4.2%, down 0.02 points from 4.2%" contradicts itself."""
    assert telling_places(Decimal(one), Decimal(other), Unit.FRACTION) == places
    assert telling_places(Decimal(one), Decimal(other), Unit.MONEY) is None


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("17500", Unit.MONEY, "$17.5k"),
        ("18000", Unit.MONEY, "$18k"),
        ("1250000", Unit.COUNT, "1.25M"),
        ("0.05", Unit.FRACTION, "5%"),
        ("5", Unit.RATIO, "5:1"),
        ("12", Unit.MONTHS, "12"),
        ("1000000000000", Unit.MONEY, "$1T"),
        ("-2500", Unit.MONEY, "−$2.5k"),
        ("0", Unit.MONEY, "$0"),
    ],
)
def test_a_short_text_stands_for_exactly_its_value(value: str, unit: Unit, text: str) -> None:
    """An axis never says $18k where the line is at 17.5k."""
    assert short_text(Decimal(value), unit, "CAD") == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Change(Decimal("0.1243"), ChangeKind.RELATIVE), "+12.4%"),
        (Change(Decimal("-0.0854"), ChangeKind.RELATIVE), "−8.5%"),
        (Change(Decimal("1.341"), ChangeKind.RELATIVE), "+134%"),
        (Change(Decimal("-0.008"), ChangeKind.POINTS), "−0.80 points"),
        (Change(Decimal("0.0123"), ChangeKind.POINTS), "+1.2 points"),
        (Change(Decimal(0), ChangeKind.RELATIVE), "0.0%"),
    ],
)
def test_a_change_has_its_sign_and_its_kind(change: Change, text: str) -> None:
    """Percent and percentage points are not the same thing."""
    assert change_text(change) == text


def test_the_sentence_carries_number_change_status_days_and_age() -> None:
    """A screen reader reads nothing else."""
    assert sentence(ANSWER) == (
        "LTV:CAC: 4.21:1, down 8.5% from 4.60:1 (Sep 24 – Oct 23, 2026), off target (target above 5:1). "
        "Last 30 days, Oct 24 – Nov 22, 2026. Data through Nov 22, 2026."
    )


@pytest.mark.parametrize(
    ("value", "previous", "text"),
    [
        ("0.0422", "0.0424", "LTV:CAC: 4.22%, down 0.02 points from 4.24% (Sep 24 – Oct 23, 2026)"),
        ("0.042", "0.0536", "LTV:CAC: 4.2%, down 1.2 points from 5.4% (Sep 24 – Oct 23, 2026)"),
    ],
)
def test_a_small_change_is_seen_in_the_number(value: str, previous: str, text: str) -> None:
    """ "4.2%, down 0.02 points from 4.2%" contradicts itself."""
    change = Change(Decimal(value) - Decimal(previous), ChangeKind.POINTS)
    answer = replace(
        ANSWER, unit=Unit.FRACTION, value=Decimal(value), previous=Decimal(previous), change=change, target=None
    )

    assert sentence(answer).startswith(text)


def test_parts_are_read_out_with_the_same_decimals() -> None:
    """ "4.2%" beside "0.18%" sounds like another kind of number."""
    parts = (Part("meta", Decimal("0.042")), Part("tiktok", Decimal("0.0018")))
    answer = replace(ANSWER, unit=Unit.FRACTION, dimension="channel", breakdown=parts, target=None)

    assert "By channel: meta 4.20%, tiktok 0.18%." in sentence(answer)


def test_no_value_says_why() -> None:
    """Nobody reads a nought where there is no number."""
    answer = replace(ANSWER, value=None, reason="there are 3 new customers in these days, and it takes at least 20")

    assert sentence(answer).startswith(
        "LTV:CAC has no value for Oct 24 – Nov 22, 2026: there are 3 new customers in these days, and it takes at "
        "least 20."
    )


def test_a_breakdown_names_what_has_no_value() -> None:
    """A channel without a number is said, not left out."""
    answer = replace(ANSWER, dimension="channel", breakdown=(Part("meta", Decimal(3)), Part("tiktok", None, "why")))

    assert "By channel: meta 3.00:1, tiktok no value." in sentence(answer)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "Data through Nov 22, 2026."),
        (1, "Data through Nov 22, 2026, 1 day behind yesterday: ad spend of Nov 23, 2026 not in."),
        (89, "Data through Nov 22, 2026, 89 days behind yesterday: ad spend of Nov 23, 2026 not in."),
        (10_371, "Data through Nov 22, 2026, 28 years behind yesterday: ad spend of Nov 23, 2026 not in."),
    ],
)
def test_an_old_number_says_how_old(days: int, text: str) -> None:
    """A stale number is never shown as if it were fresh."""
    held = "ad spend of Nov 23, 2026 not in" if days else None

    assert freshness_text(Freshness(date(2026, 11, 22), days, held)) == text


def test_a_metric_without_target_has_no_status_words() -> None:
    """Nothing is called good or bad that nobody judged."""
    assert status_text(replace(ANSWER, status=Status.NONE, target=None)) is None


@pytest.mark.parametrize(
    ("value", "previous", "words"),
    [
        ("94106", "94106", "unchanged from $94,106"),
        ("94106", "94091", "hardly changed from $94,091"),
        ("-2.8", "-6.2", "from −$6.20"),
    ],
)
def test_a_number_that_hardly_moved_does_not_pass_for_the_same(value: str, previous: str, words: str) -> None:
    """ "Unchanged" beside two different numbers would make a reader doubt both."""
    amount, before = Decimal(value), Decimal(previous)
    change = Change((amount - before) / before, ChangeKind.RELATIVE) if before > 0 else None
    answer = replace(ANSWER, unit=Unit.MONEY, value=amount, previous=before, change=change)

    assert (movement_text(answer) or "").startswith(words)
