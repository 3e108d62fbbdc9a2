"""An Answer as one message: the number with its status and movement, the picture, where it comes from, and controls."""

from collections.abc import Iterator, Sequence

from bot.shown import Shown, View
from bot.views.blocks import (
    Element,
    bullets,
    capital,
    clipped,
    context,
    header,
    paragraph,
    picture,
    rich,
    strong,
    words,
)
from bot.views.controls import answer_controls
from bot.views.message import Block, Message, spoken
from bot.views.native_chart import native_chart
from bot.views.shared_words import covered_text, formula_text, moved_text, standing_text
from bot.views.table import data_table, table_of
from bot.views.table_rows import Table
from charts import alt_text
from metrics.answer import Answer, Comparison, Part
from metrics.answer.numbers import common_places, value_text
from metrics.answer.wording import (
    freshness_text,
    headline_text,
    sentence,
)

# Slack shows no number faster for a longer list; the picture and the explanation have them all.
_MOST_PARTS = 20
_NAME_LIMIT = 80
# The period before goes without saying.
_COMPARED = {
    Comparison.LAST_YEAR: " · vs last year",
    Comparison.TARGET: " · vs target",
    Comparison.USUAL: " · vs usual",
    Comparison.FORECAST: " · vs forecast",
}
Body = tuple[Block, ...]
Runs = tuple[Element, ...]


def answer_messages(shown: Shown, answer: Answer, file_id: str | None) -> tuple[Message, ...]:
    """The same answer in ever plainer clothes, the best first: whatever Slack refuses, a later one will do."""
    return tuple(_drafts(shown, answer, file_id))


def _drafts(shown: Shown, answer: Answer, file_id: str | None) -> Iterator[Message]:
    text = spoken(sentence(answer))
    table = table_of(answer) if shown.view is View.TABLE else None
    if table is not None:
        for body in _tables(answer, table):
            yield Message(text, _blocks(shown, answer, body))
    else:
        for body in _pictures(answer, file_id):
            yield Message(text, _blocks(shown, answer, body), shows_picture=any("slack_file" in each for each in body))
    yield Message(text)


def _pictures(answer: Answer, file_id: str | None) -> Iterator[Body]:
    """The parts as a list, with our picture, with Slack's, and alone."""
    parts = (*_parts(answer), *_notes(answer))
    if file_id is not None:
        yield *parts, picture(file_id, alt_text(answer) or answer.title)
    chart = native_chart(answer)
    if chart is not None:
        yield *parts, chart
    yield parts


def _tables(answer: Answer, table: Table) -> Iterator[Body]:
    """The table with Slack's chart, alone, and as a list, for where Slack does not take such blocks."""
    notes = (*_notes(answer), *([context(table.remark)] if table.remark else []))
    block, chart = data_table(answer, table), native_chart(answer)
    if chart is not None:
        yield block, chart, *notes
    yield block, *notes
    rows = [(words(f"{row.name}  "), strong("  ·  ".join(cell.text for cell in row.cells))) for row in table.rows]
    yield rich(paragraph(strong("  ·  ".join(table.heads))), bullets(_first(rows, table.left_out))), *notes


def _blocks(shown: Shown, answer: Answer, body: Body) -> tuple[Block, ...]:
    start = (header(_headline(answer)), rich(*_facts(answer)))
    return (*start, *body, context(_origin(answer)), answer_controls(shown, answer))


def _headline(answer: Answer) -> str:
    return f"{answer.title}: {headline_text(answer)}"


def _facts(answer: Answer) -> Iterator[Element]:
    yield paragraph(words(f"{covered_text(answer.period)}{_COMPARED.get(answer.comparison, '')}"))
    if answer.value is None:
        yield paragraph(strong(_as_sentence(answer.reason or "the reason is not known")))
        return
    standing, movement = standing_text(answer), moved_text(answer)
    if standing:
        word, _, target = standing.partition(" (")
        rest = f" ({target}" if target else ""
        yield paragraph(strong(word), words(rest or " "))
    if movement:
        yield paragraph(words(movement))


def _parts(answer: Answer) -> Iterator[Block]:
    if not answer.breakdown:
        return
    places = common_places((part.value for part in answer.breakdown), answer.unit)
    rows = [_part(answer, part, places) for part in answer.breakdown]
    title = paragraph(strong(f"By {answer.dimension}")) if answer.dimension else paragraph(strong("Parts"))
    yield rich(title, bullets(_first(rows)))


def _first(rows: Sequence[Runs], left_out: int = 0) -> Iterator[Runs]:
    """As many rows as are read, and how many more there are."""
    yield from rows[:_MOST_PARTS]
    rest = len(rows) - _MOST_PARTS + left_out
    if rest > 0:
        yield (words(f"and {rest} more"),)


def _part(answer: Answer, part: Part, places: int) -> Runs:
    name = words(f"{clipped(part.name, _NAME_LIMIT)}  ")
    if part.value is None:
        return name, words(f"no value: {part.reason}" if part.reason else "no value")
    return name, strong(value_text(part.value, answer.unit, answer.currency, places))


def _notes(answer: Answer) -> Iterator[Block]:
    if answer.notes:
        yield context(*(f"ℹ️ {note}" for note in answer.notes))


def _origin(answer: Answer) -> str:
    facts = [formula_text(answer)]
    if answer.freshness:
        facts.append(freshness_text(answer.freshness).removesuffix("."))
    if answer.snapshot:
        facts.append(f"Snapshot {answer.snapshot.id}")
    return "  ·  ".join(facts)


def _as_sentence(text: str) -> str:
    return f"{capital(text).removesuffix('.')}."
