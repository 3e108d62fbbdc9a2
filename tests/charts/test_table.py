"""A table has a row for each part or point, with its number or why there is none."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from charts import alt_text
from charts.examples import examples
from charts.page import Page
from metrics.answer import Answer, Part

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]
TABLES = {name: answer for name, answer in examples().items() if name.startswith("table")}


def test_parts_are_rows_with_value_and_share(page_of: PageOf, words: Words) -> None:
    """The numbers can be read without measuring anything."""
    found = words(page_of(TABLES["table"]))

    assert {"meta", "$21,460", "44.5%", "affiliates", "$0.00"} <= set(found)
    assert "no value: there is no spend of it in these days" in found


def test_costs_have_no_share(page_of: PageOf, words: Words) -> None:
    """A cost for each customer in one channel is no share of the cost in all of them."""
    found = words(page_of(TABLES["table-cac"]))

    assert "$84.12" in found
    assert not any(text.endswith("%") for text in found if "from" not in text)


def test_numbers_stand_under_one_another(page_of: PageOf) -> None:
    """Digits of the same worth are compared by looking down a column."""
    page = page_of(TABLES["table"])

    values = [text for axes in page.figure.axes for text in axes.texts if text.get_gid() == "value"]
    assert len(values) == 5
    assert {text.get_horizontalalignment() for text in values} == {"right"}
    assert len({text.get_position()[0] for text in values}) == 1


def test_rows_without_room_are_counted(page_of: PageOf, words: Words) -> None:
    """A table that ends in silence is taken for the whole."""
    assert "and 9 more" in words(page_of(TABLES["table-many-parts"]))


def test_without_parts_the_points_are_the_rows(page_of: PageOf, words: Words) -> None:
    """Each day's number can be looked up, and a day without one says so."""
    found = words(page_of(TABLES["table-days"]))

    assert {"Oct 24", "$1,600", "Nov 22", "$1,737"} <= set(found)
    assert found.count("no value") == 2


def test_the_latest_points_are_shown_and_the_others_counted(page_of: PageOf, words: Words) -> None:
    """Of a quarter's days it is the last ones that are asked for."""
    found = words(page_of(TABLES["table-many-days"]))

    assert "Nov 22" in found
    assert any("54 earlier days not shown" in text for text in found)


def test_a_reason_too_long_is_shortened(page_of: PageOf, words: Words) -> None:
    """A reason never runs over the name that it belongs to."""
    parts = (Part("a channel with a name", None, "why " * 60), Part("b", Decimal(1)))
    answer = replace(TABLES["table"], breakdown=parts)

    (reason,) = (text for text in words(page_of(answer)) if text.startswith("no value: why"))
    assert reason.endswith("…")


def test_a_table_in_words() -> None:
    """Who can't see the rows is told them."""
    assert alt_text(TABLES["table"]).startswith("Table. Revenue: $48,194")
    assert "By channel: meta $21,460" in alt_text(TABLES["table"])
    assert "From $1,600 on Oct 24 to $1,737 on Nov 22" in alt_text(TABLES["table-days"])
