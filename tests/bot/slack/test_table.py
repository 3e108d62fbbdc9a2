"""An answer as a table: the numbers to copy and to sort, newest first, within what Slack takes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.shown import Shown, View
from bot.views.answer import answer_messages
from bot.views.table import MOST_ROWS, data_table, table_of
from metrics.answer import Answer, ChartKind, Cohort, Comparison, Grain, Part, Point, Unit
from metrics.question import Question
from sandbox import Fault, FaultKind
from sandbox.blocks.check import message_findings

QUESTION = Question("revenue")
NASTY = "<!channel> & `x` *y* \u202e \U0001f480 " + "long " * 900


def money(answered: Any, **changes: Any) -> Answer:
    """An answer in money without a trailing window."""
    return answered(QUESTION, **{"unit": Unit.MONEY, "value": Decimal(1500), "trailing_days": None, **changes})


def days(values: list[str | None], start: date = date(2026, 11, 1)) -> tuple[Point, ...]:
    return tuple(
        Point(start + timedelta(days=n), None if value is None else Decimal(value)) for n, value in enumerate(values)
    )


def cells(answer: Answer) -> list[list[str]]:
    """The texts of Slack's block, row by row."""
    table = table_of(answer)
    assert table is not None
    return [[cell["text"] for cell in row] for row in data_table(answer, table)["rows"]]


def kinds(message: Any) -> list[str]:
    return [block["type"] for block in message.blocks]


def test_points_stand_with_the_newest_first_and_the_same_decimals(answered: Any) -> None:
    """What people look for would be on the last page, in digits that do not stand below each other."""
    answer = money(answered, series=days(["1200", "99.5", None]))

    assert cells(answer) == [
        ["Day", "Revenue"],
        ["Nov 3, 2026", "no value"],
        ["Nov 2, 2026", "$99.50"],
        ["Nov 1, 2026", "$1,200.00"],
    ]


def test_the_period_before_stands_beside(answered: Any) -> None:
    """ "vs last year as table" would show this year alone."""
    behind = days(["1000"], date(2025, 11, 1))
    answer = money(answered, series=days(["1200", "1300"]), previous_series=behind, comparison=Comparison.LAST_YEAR)

    assert cells(answer) == [
        ["Day", "Revenue", "A year before"],
        ["Nov 2, 2026", "$1,300", "no value"],
        ["Nov 1, 2026", "$1,200", "$1,000"],
    ]
    assert cells(replace(answer, comparison=Comparison.PREVIOUS))[0][2] == "Period before"


@pytest.mark.parametrize(
    ("grain", "trailing", "head", "first"),
    [
        (Grain.DAY, None, "Day", "Nov 1, 2026"),
        (Grain.WEEK, None, "Week of", "Nov 1, 2026"),
        (Grain.MONTH, None, "Month", "November 2026"),
        (Grain.MONTH, 30, "30 days through", "Nov 1, 2026"),
    ],
)
def test_a_row_says_which_days_it_is_of(
    answered: Any, grain: Grain, trailing: int | None, head: str, first: str
) -> None:
    """A value of thirty days would be taken for one of a month, or of a day."""
    answer = money(answered, series=days(["1"]), grain=grain, trailing_days=trailing)

    assert [row[0] for row in cells(answer)] == [head, first]


def test_parts_stand_with_their_values_or_the_reason(answered: Any) -> None:
    """A channel without a number is said, not left out."""
    parts = (Part("meta", Decimal("0.0425")), Part("tiktok", None, "no clicks"), Part("", Decimal("0.0018")))
    answer = answered(QUESTION, unit=Unit.FRACTION, dimension="channel", breakdown=parts)
    table = table_of(answer)

    assert table is not None
    assert cells(answer) == [
        ["Channel", "Revenue"],
        ["meta", "4.25%"],
        ["tiktok", "no value: no clicks"],
        ["(no name)", "0.18%"],
    ]
    assert data_table(answer, table)["rows"][1][1] == {"type": "raw_number", "value": 4.25, "text": "4.25%"}


def test_cohorts_are_a_triangle_of_months(answered: Any) -> None:
    """ "cohorts as table" would show one number of each month's customers."""
    cohorts = (
        Cohort(date(2026, 9, 1), 1200, (Decimal(1), Decimal("0.25"))),
        Cohort(date(2026, 10, 1), 900, (Decimal(1),)),
    )
    answer = answered(QUESTION, unit=Unit.FRACTION, cohorts=cohorts)

    assert cells(answer) == [
        ["First order in", "Customers", "Month +0", "Month +1"],
        ["October 2026", "900", "100.0%", "–"],
        ["September 2026", "1,200", "100.0%", "25.0%"],
    ]


@pytest.mark.parametrize("count", [MOST_ROWS, MOST_ROWS + 1])
def test_what_is_cut_is_said(answered: Any, count: int) -> None:
    """A table that ends would look like data that end."""
    answer = money(answered, series=days(["5"] * count))
    message = answer_messages(Shown(QUESTION, view=View.TABLE), answer, None)[0]
    remarks = [e["text"] for block in message.blocks if block["type"] == "context" for e in block["elements"]]

    assert not message_findings(list(message.blocks))
    assert cells(answer)[1][0] == f"{date(2026, 11, 1) + timedelta(days=count - 1):%b %-d, %Y}"
    assert ("1 more row is left out; a shorter period, or weekly or monthly points, would show all." in remarks) == (
        count > MOST_ROWS
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"series": ()},
        {"series": days(["1e20", "-1e20"])},
        {"series": days(["1"] * 1000), "previous_series": days(["1"] * 1000), "title": NASTY},
        {"breakdown": tuple(Part(f"{n} {NASTY}", None, NASTY) for n in range(300)), "dimension": NASTY},
        {"breakdown": (Part("", None), Part(" ", Decimal(1))), "dimension": None, "title": " "},
        {"value": None, "reason": NASTY, "series": ()},
        {"cohorts": tuple(Cohort(date(1990, 1, 1), 1, (Decimal(7),) * months) for months in range(300))},
    ],
    ids=str,
)
def test_no_table_makes_a_message_that_slack_refuses(answered: Any, changes: dict[str, Any]) -> None:
    """One long name would cost the number."""
    for draft in answer_messages(Shown(QUESTION, view=View.TABLE), money(answered, **changes), None):
        assert not message_findings(list(draft.blocks))


async def test_a_table_comes_with_slacks_chart_and_without_a_picture(started: Any) -> None:
    """People would wait for an upload that nobody looks at."""
    await started.ask("ltvcac as table")
    message = await started.message()

    assert kinds(message) == ["header", "rich_text", "data_table", "data_visualization", "context", "actions"]
    assert started.renderer.drawn == []
    assert not started.calls("files.getUploadURLExternal")
    await started.until(lambda: 'outcome="answered as table"' in started.log())


@pytest.mark.parametrize(
    ("refusals", "kind"), [(1, "data_table"), (2, "rich_text"), (3, None)], ids=["chart", "table", "all blocks"]
)
async def test_where_slack_refuses_its_blocks_the_numbers_stay(started: Any, refusals: int, kind: str | None) -> None:
    """A block that is being rolled out would take the numbers with it."""
    refusal = Fault(FaultKind.API_ERROR, "chat.postMessage", error="invalid_blocks", times=refusals)
    started.workspace.faults.add(refusal)
    await started.ask("ltvcac by channel as table")
    message = await started.message()

    assert kinds(message) == (["header", "rich_text", kind, "context", "actions"] if kind else [])
    assert "By channel: Meta 3.90:1, TikTok 4.60:1." in message.text
    if kind == "rich_text":
        listed = message.blocks[2]["elements"][1]["elements"]
        assert ["".join(run["text"] for run in row["elements"]) for row in listed] == ["Meta  3.90:1", "TikTok  4.60:1"]


@pytest.mark.parametrize(("words", "chart"), [("as line", ChartKind.LINE), ("as bar", ChartKind.BAR)])
async def test_a_gauge_can_be_seen_as_another_picture(started: Any, words: str, chart: ChartKind) -> None:
    """A gauge shows where a number is, and not where it comes from."""
    await started.ask(f"ltvcac {words}")
    await started.message(lambda m: "image" in kinds(m))

    assert [answer.chart for answer in started.renderer.drawn] == [chart]


async def test_the_view_menu_swaps_the_picture_for_a_table_and_back(started: Any) -> None:
    """There would be no way from the one to the other but to type."""
    await started.ask("ltvcac 90d")
    posted = await started.message(lambda m: "image" in kinds(m))
    await started.click(posted, "show:view", "ltvcac 90d as table")
    table = await started.message(lambda m: "data_table" in kinds(m))
    await started.click(table, "show:view", "ltvcac 90d")
    back = await started.message(lambda m: "image" in kinds(m))

    assert (table.ts, back.ts) == (posted.ts, posted.ts)
    assert "data_table" not in kinds(back)
