"""The page of all forecasts as one message: a table, the months of each metric as a picture, and the way to each."""

from collections.abc import Iterable, Iterator

from bot.shown import Page, Shown
from bot.views.action_ids import OPEN
from bot.views.blocks import Element, actions, bullets, button, paragraph, rich, strong, words
from bot.views.message import Block
from bot.views.planned_table import variance_cell
from bot.views.table import data_table_of
from bot.views.table_rows import Cell, Row, Table, valued
from metrics.answer import Answer, Comparison, Dashboard
from metrics.answer.numbers import common_places
from metrics.answer.wording import period_text
from metrics.dashboard import PageDays, Panel

_HEADS = ("Metric", "Days", "Actual", "Expected", "Variance", "Year lands at", "Year's forecast")
_NONE = "–"
# Slack takes 25 controls in a row; who has more of them finds the rest by typing.
_MOST_BUTTONS = 20


def forecast_table(dashboard: Dashboard) -> Block:
    """Every metric against its forecast, as Slack's own table."""
    return data_table_of(dashboard.title, Table(_HEADS, tuple(map(_row, _answers(dashboard)))))


def forecast_list(dashboard: Dashboard) -> Block:
    """The same as a list, for where Slack takes no table."""
    rows = map(_row, _answers(dashboard))
    items = [(words(f"{row.name}  "), strong("  ·  ".join(cell.text for cell in row.cells))) for row in rows]
    return rich(paragraph(strong("  ·  ".join(_HEADS))), bullets(items))


def ways_to_forecasts(page: Page, dashboard: Dashboard) -> Iterator[Block]:
    """A button for each number: it is answered in the message's thread."""
    buttons = [_way_in(page, number, answer) for number, answer in enumerate(_answers(dashboard))]
    if buttons:
        yield actions(*buttons[:_MOST_BUTTONS])


def _answers(dashboard: Dashboard) -> Iterable[Answer]:
    return [answer for row in dashboard.rows for answer in row]


def _way_in(page: Page, number: int, answer: Answer) -> Element:
    question = Panel(answer.metric, versus=Comparison.FORECAST).question(PageDays(page.period))
    return button(answer.title, f"{OPEN}{number}", Shown(question).words)


def _row(answer: Answer) -> Row:
    places = common_places((answer.value, answer.previous), answer.unit)
    actual, expected = (valued(answer, value, places, _NONE) for value in (answer.value, answer.previous))
    variance = variance_cell(answer.forecast.variance if answer.forecast else None, answer)
    days = Cell(period_text(answer.period))
    return Row(answer.title, (days, actual, expected, variance, *_year(answer)))


def _year(answer: Answer) -> tuple[Cell, Cell]:
    """Where the year lands, and its forecast; nothing for what does not add up."""
    landing = answer.forecast.landing if answer.forecast else None
    amounts = (landing.value, landing.forecast) if landing else (None, None)
    places = common_places(amounts, answer.unit)
    value, forecast = (valued(answer, amount, places, _NONE) for amount in amounts)
    return value, forecast
