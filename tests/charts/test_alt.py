"""Who can't see the picture is told what it shows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from charts import FILE_LIMIT, alt_text
from charts.examples import (
    cac_by_channel,
    examples,
    ltv_to_cac,
    new_and_returning,
    revenue,
    revenue_by_channel,
    spend_by_channel,
    with_gaps,
)
from metrics.answer import ChartKind, Grain, Part, Point, Unit


def test_a_gauge_in_words() -> None:
    """Kind, number, change, status, target, days and trend are all there."""
    series = tuple(
        Point(date(2026, 11, day), Decimal(value))
        for day, value in ((19, "3.9"), (20, "4.6"), (21, "3.7"), (22, "4.21"))
    )

    assert alt_text(replace(ltv_to_cac(), series=series)) == (
        "Gauge with its trend. "
        "LTV:CAC: 4.21:1, up 6.9% from 3.94:1 (Sep 24 – Oct 23, 2026), off target (target above 5:1). "
        "Last 30 days, Oct 24 – Nov 22, 2026. Data through Nov 22, 2026. "
        "From 3.90:1 on Nov 19 to 4.21:1 on Nov 22; lowest 3.70:1 on Nov 21, highest 4.60:1 on Nov 20."
    )


def test_gaps_are_told() -> None:
    """A listener learns that days are missing, as a viewer sees it."""
    answer = replace(revenue(), series=with_gaps(revenue().series, (3, 4)))

    assert "; 2 of 30 points have no value." in alt_text(answer)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [((), "No point of the series has a value."), ((29,), "One point, $1,737 on Nov 22; 29 of 30 points")],
)
def test_a_series_of_nothing_or_one(shown: tuple[int, ...], expected: str) -> None:
    """There is no "from to" where there is nothing to go from."""
    missing = [i for i in range(30) if i not in shown]

    assert expected in alt_text(replace(revenue(), series=with_gaps(revenue().series, missing)))


def test_lines_of_parts_in_words() -> None:
    """Each channel's line is told, not only the total's."""
    text = alt_text(spend_by_channel())

    assert text.startswith("Line chart. Ad spend: $20,740")
    assert all(f" {name}: from $" in text for name in ("meta", "tiktok", "other"))


def test_the_ghost_and_the_incidents_in_words() -> None:
    """What stands behind the line, and which days the data has to answer for, is told as well."""
    shown = examples()

    assert " The period before: from $1,7" in alt_text(shown["line-before"])
    assert " Incidents in the data: no ad spend rows on Oct 30, " in alt_text(shown["line-incidents"])


def test_a_stack_in_words() -> None:
    """What each part of the stack did is told, and a stack that can't be is told as the lines that are drawn."""
    stack = new_and_returning()

    assert alt_text(stack).startswith("Stacked bar chart. New and returning customers: 1,422, up 7.5%")
    assert " returning: from 40 on Oct 24 to 36 on Nov 22; lowest" in alt_text(stack)
    assert alt_text(replace(stack, unit=Unit.FRACTION)).startswith("Line chart.")


def test_a_pie_in_words() -> None:
    """The shares are told, what is no slice is told, and a loss is told as the bars that are drawn."""
    pie = revenue_by_channel()

    text = alt_text(pie)

    assert text.startswith("Pie chart with its total in the middle. Revenue: $48,194")
    assert text.endswith("Of $48,194: meta 44.5%, google 26.7%, email 16.6%, tiktok 12.1%.")
    assert "podcast no value, affiliates $0." in text
    assert alt_text(examples()["pie-of-a-loss"]).startswith("Bar chart.")


def test_bars_of_parts_in_words() -> None:
    """The values on the bars are in the words, and a missing one is missing there too."""
    text = alt_text(cac_by_channel())

    assert text.startswith("Bar chart. CAC: $97.42")
    assert "By channel: meta $84.12, tiktok $131.57, other no value." in text
    assert "lowest" not in text


def test_weeks_and_months_are_named_as_such() -> None:
    """A month's sum is not told as that of its first day."""
    year = alt_text(examples()["revenue-year"])
    weeks = alt_text(examples()["newcustomers-weeks"])

    assert "From $9,000 in Nov 2025 to $36,400 in Nov 2026" in year
    assert "in the week of Nov 16" in weeks
    assert examples()["newcustomers-weeks"].grain is Grain.WEEK


@pytest.mark.parametrize("limit", [FILE_LIMIT, 2000])
@pytest.mark.parametrize("chart", ChartKind)
def test_slack_takes_the_words(chart: ChartKind, limit: int) -> None:
    """Slack refuses a picture whose words are too long; what gives way are the notes, then the parts."""
    usual = spend_by_channel()
    parts = tuple(replace(usual.breakdown[0], name=f"a rather long name of a channel {i}") for i in range(40))
    notes = tuple(f"Note {i} about something that happened to a source of this number." for i in range(30))

    text = alt_text(replace(usual, chart=chart, breakdown=parts, notes=notes), limit)

    assert len(text) <= limit
    assert "$20,740, up 4.7%" in text


@pytest.mark.parametrize("chart", [ChartKind.LINE, ChartKind.GAUGE, ChartKind.NUMBER])
def test_the_trend_stays(chart: ChartKind) -> None:
    """However much is said beside it, what the line did is told."""
    usual = spend_by_channel()
    parts = tuple(replace(usual.breakdown[0], name=f"a rather long name of a channel {i}") for i in range(40))

    assert "lowest $" in alt_text(replace(usual, chart=chart, breakdown=parts), FILE_LIMIT)


def test_even_a_reason_without_end_fits() -> None:
    """Whatever the Answer holds, Slack takes the picture."""
    text = alt_text(replace(ltv_to_cac(), value=None, reason="because " * 600, series=()), 1000)

    assert len(text) <= 1000
    assert text.endswith("because…")


def test_a_part_without_points_has_no_trend() -> None:
    """A part that is silent is told as silent."""
    usual = spend_by_channel()
    silent = Part("podcast", None, "not connected", with_gaps(usual.series, range(30)))

    assert "podcast: no point of the series has a value." in alt_text(replace(usual, breakdown=(silent,)))
