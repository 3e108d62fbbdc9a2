"""What each channel is credited with, as one message: the numbers as a whole, a table of the rules, and the picture."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.shown import Page
from bot.views.action_ids import OPEN, REFRESH, SHOW
from bot.views.blocks import (
    actions,
    bullets,
    button,
    clipped,
    context,
    fields,
    header,
    menu,
    paragraph,
    picture,
    rich,
    strong,
    words,
)
from bot.views.controls import PERIODS
from bot.views.dashboard import field_of, origin_of
from bot.views.message import Block, Message, spoken
from bot.views.notices import plain_sentence
from bot.views.table import data_table
from bot.views.table_rows import Cell, Row, Table
from charts import IMAGE_LIMIT
from metrics.answer import Answer, Dashboard, Part, Unit
from metrics.answer.numbers import value_text
from metrics.answer.wording import brief, freshness_text, period_text
from metrics.attribution.answering import TITLES, page_name
from metrics.attribution.base import NAME
from metrics.attribution.rules import Rule
from metrics.period_words import read_period

_TYPED_LIMIT = 120
_SIDE_BY_SIDE = "All rules side by side"
_PLACES = 2
_SPOKEN = {"conversions": "conversions", "revenue": "revenue", "cac": "CAC"}


def no_such_attribution(text: str) -> Message:
    """The words name no days, or no rule."""
    return plain_sentence(
        f"I don't know “{clipped(text, _TYPED_LIMIT)}”. Write the days and, for one rule alone, its name: "
        f"/kpi attribution 90d by {' | '.join(Rule)}"
    )


def attribution_messages(page: Page, content: Dashboard, file_id: str | None) -> tuple[Message, ...]:
    """The page in ever plainer clothes, the best first."""
    return tuple(_drafts(page, content, file_id))


def _drafts(page: Page, content: Dashboard, file_id: str | None) -> Iterator[Message]:
    text, shared = spoken(" ".join(_spoken(content))), _shared(content)
    if shared:
        table = data_table(content, _table(content, shared))
        if file_id is not None:
            image = picture(file_id, clipped(" ".join(_spoken(content)), IMAGE_LIMIT))
            yield Message(text, tuple(_blocks(page, content, (table, image))), shows_picture=True)
        yield Message(text, tuple(_blocks(page, content, (table,))))
    yield Message(text, tuple(_blocks(page, content, (_list(shared),) if shared else ())))
    yield Message(text)


def _shared(content: Dashboard) -> tuple[Answer, ...]:
    """The conversions by channel: under each rule, or under the one that was asked for."""
    return tuple(answer for row in content.rows for answer in row if answer.metric == NAME)


def _spoken(content: Dashboard) -> Iterator[str]:
    yield f"{content.title}, {period_text(content.period)}."
    yield from (f"{brief(answer)}." for answer in content.headlines)
    for answer in _shared(content):
        told = (f"{part.name} {_conversions(part)}" for part in answer.breakdown)
        yield f"{answer.title}: {', '.join(told)}."
    if content.freshness:
        yield freshness_text(content.freshness)


def _blocks(page: Page, content: Dashboard, body: Sequence[Block]) -> Iterator[Block]:
    yield header(content.title)
    yield fields(*map(field_of, content.headlines))
    yield from body
    yield context(origin_of(content), *(f"ℹ️ {note}" for note in content.notes))
    yield _controls(page)


def _table(content: Dashboard, shared: Sequence[Answer]) -> Table:
    """A row for each number of each channel, a column for each rule: what should agree stands side by side.

    Under one rule alone, a row for each channel.
    """
    if len(shared) == 1:
        heads = ("Channel", *(whole.title for whole in content.headlines))
        return Table(heads, tuple(_under_one(content.headlines, shared[0])))
    rows: list[Row] = []
    for name, whole in zip(_SPOKEN, content.headlines, strict=True):
        rows += [*_rows(shared, name), _total(whole, name, len(shared))]
    return Table(("Channel", *(answer.title for answer in shared)), tuple(rows))


def _under_one(wholes: Sequence[Answer], answer: Answer) -> Iterator[Row]:
    """A row for each channel, a column for each number."""
    for part in answer.breakdown:
        yield Row(part.name, tuple(_cell(part, name, answer.currency) or Cell("–") for name in _SPOKEN))
    yield Row("all", tuple(Cell(_whole_text(whole), whole.value) for whole in wholes))


def _rows(shared: Sequence[Answer], name: str) -> Iterator[Row]:
    for place, part in enumerate(shared[0].breakdown):
        cells = [_cell(answer.breakdown[place], name, answer.currency) for answer in shared]
        if any(cell is not None for cell in cells):
            yield Row(f"{part.name}: {_SPOKEN[name]}", tuple(cell or Cell("–") for cell in cells))


def _cell(part: Part, name: str, currency: str) -> Cell | None:
    if name == "conversions":
        return Cell(_conversions(part), part.value)
    found = next((each for each in part.inputs if each.name == name), None)
    if found is None:
        return None
    if found.value is None:
        return Cell("no value")
    return Cell(value_text(found.value, Unit.MONEY, currency, _PLACES), found.value)


def _total(whole: Answer, name: str, rules: int) -> Row:
    cell = Cell("no value") if whole.value is None else Cell(_whole_text(whole), whole.value)
    return Row(f"all: {_SPOKEN[name]}", (cell,) * rules)


def _whole_text(whole: Answer) -> str:
    if whole.value is None:
        return "no value"
    return value_text(whole.value, whole.unit, whole.currency, _PLACES)


def _list(shared: Sequence[Answer]) -> Block:
    rows = []
    for answer in shared:
        told = ", ".join(f"{part.name} {_conversions(part)}" for part in answer.breakdown)
        rows.append((words(f"{answer.title}  "), strong(told)))
    return rich(paragraph(strong("Conversions by channel")), bullets(rows))


def _conversions(part: Part) -> str:
    return value_text(part.value if part.value is not None else Decimal(0), Unit.COUNT, "", _PLACES)


def _controls(page: Page) -> Block:
    return actions(
        menu("Period", f"{SHOW}period", list(_periods(page)), page.words),
        menu("Rule", f"{SHOW}rule", list(_rules(page)), page.words),
        button("Refresh", REFRESH, page.words),
        button("As CSV", f"{OPEN}csv", f"{page.words} as csv"),
    )


def _periods(page: Page) -> Iterator[tuple[str, str]]:
    named = [(text, Page(page.name, read_period(typed)).words) for text, typed in PERIODS]
    if page.words not in {value for _, value in named}:
        yield (page.period.words if page.period else "Last 30 days, as usual"), page.words
    yield from named


def _rules(page: Page) -> Iterator[tuple[str, str]]:
    yield _SIDE_BY_SIDE, Page(NAME, page.period).words
    for rule in Rule:
        yield TITLES[rule], Page(page_name(rule), page.period).words
