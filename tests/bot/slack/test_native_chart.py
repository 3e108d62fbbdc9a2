"""The chart that Slack draws itself, where our picture is missing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.views.native_chart import native_chart
from metrics.answer import ChartKind, Grain, Part, Point, Unit
from metrics.question import Question
from sandbox.blocks.check import message_findings

QUESTION = Question("ltvcac")


@pytest.mark.parametrize("grain", list(Grain))
def test_slacks_own_chart_has_a_label_for_each_point(answered: Any, grain: Grain) -> None:
    """Slack refuses a chart whose points and labels differ."""
    points = tuple(Point(date(2025, 11, 1) + timedelta(days=31 * n), Decimal(n)) for n in range(12))
    block = native_chart(answered(QUESTION, series=points, grain=grain))

    assert block is not None
    assert not message_findings([block])
    assert len(block["chart"]["axis_config"]["categories"]) == 12


@pytest.mark.parametrize(
    "changes",
    [
        {"series": tuple(Point(date(2026, 1, 1) + timedelta(days=n), Decimal(n)) for n in range(21))},
        {
            "series": (
                Point(date(2026, 1, 1), Decimal(1)),
                Point(date(2026, 1, 2), None),
                Point(date(2026, 1, 3), Decimal(2)),
            )
        },
        {"series": (Point(date(2026, 1, 1), Decimal(1)),)},
        {"series": ()},
        {
            "breakdown": (
                Part("the same twenty characters A", Decimal(1)),
                Part("the same twenty characters B", Decimal(2)),
            )
        },
        {"breakdown": tuple(Part(f"p{n}", Decimal(n)) for n in range(21))},
    ],
    ids=["too many points", "a gap", "one point", "none", "names alike when cut", "too many parts"],
)
def test_what_does_not_fit_is_not_drawn_by_slack(answered: Any, changes: dict[str, Any]) -> None:
    """Slack would refuse the message, or draw what is not so."""
    assert native_chart(answered(QUESTION, **changes)) is None


def test_a_share_is_drawn_in_percent(answered: Any) -> None:
    """4.2% would be drawn as 0.042."""
    points = (Point(date(2026, 1, 1), Decimal("0.042")), Point(date(2026, 1, 2), Decimal("0.05")))
    block = native_chart(answered(QUESTION, series=points, unit=Unit.FRACTION))

    assert block is not None
    assert [point["value"] for point in block["chart"]["series"][0]["data"]] == [4.2, 5.0]
    assert block["chart"]["axis_config"]["y_label"] == "%"


def test_no_line_leads_from_one_part_to_the_next(answered: Any) -> None:
    """Channels beside each other would look like days after each other."""
    parts = (Part("Meta", Decimal("3.9")), Part("TikTok", Decimal("4.6")))
    block = native_chart(answered(QUESTION, breakdown=parts, chart=ChartKind.LINE))

    assert block is not None
    assert len(block["chart"]["axis_config"]["categories"]) == 7
