"""A number against its forecast, month by month, as a table."""

from collections.abc import Iterator

from bot.views.table_rows import Cell, Row, Table, valued
from metrics.answer import AgainstForecast, Answer, PlannedMonth, Unit, Variance
from metrics.answer.numbers import common_places
from metrics.answer.wording import day_text, variance_text

_NONE = "–"
_SIGNS = {True: "✅ ", False: "🔶 ", None: ""}


def planned_table(answer: Answer, forecast: AgainstForecast) -> Table:
    """What came in each month and what was expected by then, how far that is apart, and the month's three cases."""
    heads = ("Month", answer.title, "Expected", "Variance", "Forecast", "Low", "High")
    return Table(heads, tuple(_rows(answer, forecast)))


def variance_cell(variance: Variance | None, answer: Answer) -> Cell:
    """How far apart, with a sign where that is good or bad news."""
    if variance is None:
        return Cell(_NONE)
    scale = 100 if answer.unit is Unit.FRACTION else 1
    text = variance_text(variance, answer.unit, answer.currency)
    return Cell(f"{_SIGNS[variance.is_good]}{text}", variance.value * scale)


def _rows(answer: Answer, forecast: AgainstForecast) -> Iterator[Row]:
    months = [each for each in forecast.months if each.actual is not None or each.forecast is not None]
    values = [value for each in months for value in (each.actual, each.forecast, each.low, each.high)]
    places = common_places(values, answer.unit)
    for each in months:
        amounts = (each.actual, each.expected, each.forecast, each.low, each.high)
        actual, expected, *cases = (valued(answer, amount, places, _NONE) for amount in amounts)
        yield Row(_name(each), (actual, expected, variance_cell(each.variance, answer), *cases))


def _name(month: PlannedMonth) -> str:
    name = f"{month.month:%B} {month.month.year}"
    return f"{name}, to {day_text(month.through, year=False)}" if month.is_running and month.through else name
