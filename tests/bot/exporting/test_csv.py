"""What stands in the CSV file of an answer."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from itertools import chain

from experiment_pages import experiment_page
from hypothesis import given
from hypothesis import strategies as st

from bot.exporting.cells import cell_text, csv_text
from bot.exporting.table import as_csv
from charts.examples import cac_by_channel, examples, executive, ltv_to_cac, retention_by_cohort, revenue
from metrics.answer import Absence, Answer, Input, Point, Unit


def read(text: str) -> list[dict[str, str]]:
    """The rows as another program reads them."""
    return list(csv.DictReader(StringIO(text, newline="")))


def of_kind(answer: Answer, kind: str) -> list[dict[str, str]]:
    return [row for row in read(as_csv(answer)) if row["row"] == kind]


def test_a_number_is_one_row_with_all_its_digits_and_where_it_came_from() -> None:
    """A finance person could not tie the file to the message, nor to the books."""
    answer = replace(revenue(), value=Decimal("123456789012345.6789"))

    (value,) = of_kind(answer, "value")
    assert value["metric"] == "revenue"
    assert value["value"] == "123456789012345.6789"
    assert (value["unit"], value["currency"]) == ("money", "CAD")
    assert (value["start"], value["end"]) == ("2026-10-24", "2026-11-22")
    assert value["definition"] == answer.definition
    assert (value["snapshot"], value["published_at"]) == ("118", "2026-11-23T06:10:00Z")
    assert value["data_through"] == "2026-11-22"


def test_each_point_of_the_series_is_a_row_with_its_day() -> None:
    """Who draws their own chart would type it off the picture."""
    answer = replace(revenue(), series=(Point(date(2026, 11, 21), Decimal("-3.10")), Point(date(2026, 11, 22), None)))

    points = of_kind(answer, "series")
    assert [(row["day"], row["value"], row["grain"]) for row in points] == [
        ("2026-11-21", "-3.10", "day"),
        ("2026-11-22", "", "day"),
    ]


def test_each_part_of_a_breakdown_is_a_row_with_its_reason_where_it_has_no_value() -> None:
    """An empty cell would look like nothing spent."""
    answer = cac_by_channel()
    first = replace(answer.breakdown[0], value=None, reason="no rows of ad spend", absence=Absence.NO_DATA)

    parts = of_kind(replace(answer, breakdown=(first, *answer.breakdown[1:])), "part")
    assert [row["part"] for row in parts] == [part.name for part in answer.breakdown]
    assert (parts[0]["value"], parts[0]["remark"]) == ("", "no rows of ad spend")
    assert {row["dimension"] for row in parts} == {"channel"}


def test_a_number_without_a_value_says_why() -> None:
    """Missing would read as zero."""
    answer = replace(revenue(), value=None, reason="there are 3 new customers in these days", absence=Absence.TOO_SMALL)

    (value,) = of_kind(answer, "value")
    assert (value["value"], value["remark"]) == ("", "there are 3 new customers in these days")


def test_a_fraction_stays_a_fraction_of_one_and_has_no_currency() -> None:
    """4.2 % and 4.2 of one look alike in a column without a unit."""
    answer = replace(ltv_to_cac(), unit=Unit.FRACTION, value=Decimal("0.042"))

    (value,) = of_kind(answer, "value")
    assert (value["value"], value["unit"], value["currency"]) == ("0.042", "fraction", "")


def test_cohorts_are_rows_of_month_and_distance() -> None:
    """The triangle could not be rebuilt."""
    answer = retention_by_cohort()

    rows = of_kind(answer, "cohort")
    assert len(rows) == sum(len(cohort.values) for cohort in answer.cohorts)
    assert rows[0]["day"] == answer.cohorts[0].month.isoformat()
    assert rows[1]["part"] == "1"


def test_inputs_are_named_by_the_way_to_them() -> None:
    """What a ratio was made of would be lost in the file."""
    spend = Input("spend", "Ad spend", Decimal(80), Unit.MONEY, sources=("spend",))
    cac = Input("cac", "CAC", Decimal(8), Unit.MONEY, formula="ad spend / new customers", inputs=(spend,))

    rows = of_kind(replace(ltv_to_cac(), inputs=(cac,)), "input")
    assert [(row["part"], row["value"], row["definition"]) for row in rows] == [
        ("CAC", "8", "ad spend / new customers"),
        ("CAC / Ad spend", "80", ""),
    ]


def test_a_page_holds_each_of_its_numbers_once() -> None:
    """A number that is a headline and a panel would be summed twice."""
    page = executive()
    doubled = replace(page, rows=(*page.rows, page.headlines[:1]))

    assert as_csv(doubled) == as_csv(page)
    shown = {answer.metric for answer in chain(page.headlines, *page.rows)}
    assert {row["metric"] for row in read(as_csv(page)) if row["row"] == "value"} == shown


def test_every_example_makes_a_table_without_a_ragged_row() -> None:
    """A spreadsheet would shift the columns."""
    for name, answer in examples().items():
        rows = list(csv.reader(StringIO(as_csv(answer), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, name


def test_lines_end_as_the_standard_says_and_quotes_survive() -> None:
    """A reader that keeps to RFC 4180 would find one long line."""
    text = csv_text([["a", 'say "hi", all'], ["two\nlines", None]])

    assert text == 'a,"say ""hi"", all"\r\n"two\nlines",\r\n'


def test_a_text_that_begins_a_formula_is_made_text() -> None:
    """A channel named =HYPERLINK(…) would run in the spreadsheet of whoever opens the file."""
    for start in ("=", "+", "-", "@", "\t", "\r"):
        assert cell_text(f"{start}1+1") == f"'{start}1+1"
    assert cell_text("Meta = paid") == "Meta = paid"


def test_a_negative_number_stays_a_number() -> None:
    """A refund with an apostrophe before it is left out of every sum."""
    assert cell_text(Decimal("-12.50")) == "-12.50"
    assert cell_text(-3) == "-3"


def test_no_number_is_written_with_an_exponent() -> None:
    """A program that expects digits would stop at 1E+6."""
    assert cell_text(Decimal("1E+6")) == "1000000"
    assert cell_text(Decimal("1E-7")) == "0.0000001"


def test_times_are_written_in_utc() -> None:
    """Two people in two zones would look for two snapshots."""
    assert cell_text(datetime(2026, 11, 23, 6, 10, 0, 250, tzinfo=UTC)) == "2026-11-23T06:10:00Z"


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_reads_back_exactly(number: Decimal) -> None:
    """A cent would be lost on the way."""
    assert Decimal(cell_text(number)) == number


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_reads_back_as_itself_and_never_as_a_formula(text: str) -> None:
    """A name with a quote or a line end would break the rows below it."""
    ((cell, after),) = csv.reader(StringIO(csv_text([[text, "x"]]), newline=""))

    assert after == "x"
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_months_of_a_plan_are_rows() -> None:
    """Finance could not hold the file against its own model."""
    rows = read(as_csv(examples()["forecast"]))

    kinds = {"forecast month", "forecast month so far", "forecast low", "forecast high", "actual month"}
    assert kinds <= {row["row"] for row in rows}
    of_month = [row for row in rows if row["row"] == "forecast month"]
    assert [row["day"][-2:] for row in of_month] == ["01"] * len(of_month)
    assert all(Decimal(row["value"]) > 0 and row["grain"] == "month" for row in of_month)


def test_the_days_of_an_outlook_are_rows_with_their_bands() -> None:
    """Who plans by the week would read the days off the picture."""
    answer = examples()["outlook"]
    rows = read(as_csv(answer))

    assert answer.outlook is not None
    first, day = answer.outlook.days[0], [row for row in rows if row["day"] == answer.outlook.days[0].day.isoformat()]
    assert {row["row"]: Decimal(row["value"]) for row in day} == {
        "outlook": first.value,
        "outlook 80% low": first.range80.low,
        "outlook 80% high": first.range80.high,
        "outlook 95% low": first.range95.low,
        "outlook 95% high": first.range95.high,
    }


def test_an_experiment_has_its_verdict_its_sums_and_its_intervals() -> None:
    """An analyst could not do the test again."""
    rows = read(as_csv(experiment_page()))
    of = {(row["row"], row["part"]): row for row in rows}

    assert of["verdict", "checkout"]["remark"] == "new is better: +20.0% (+10.9% to +29.9%)"
    assert of["users", "control"]["value"] == "10000"
    assert (of["conversions", "new"]["value"], of["revenue_squared", "new"]["value"]) == ("1200", "0")
    assert (of["lift low", "new"]["value"][:5], of["lift low", "new"]["remark"]) == ("0.108", "fixed test")
    assert of["p", "new"]["value"].startswith("0.00000")


def test_an_interval_has_both_ends() -> None:
    """A lift without how sure it is would be passed on as a fact."""
    ends = [row for row in read(as_csv(examples()["intervals"])) if row["row"].startswith("part interval")]

    assert [(row["part"], row["row"], row["value"]) for row in ends[:2]] == [
        ("one page", "part interval low", "0.028"),
        ("one page", "part interval high", "0.233"),
    ]
