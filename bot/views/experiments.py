"""Experiments as one message: what may be said of each by now, a table, and the picture."""

from collections.abc import Iterator, Sequence

from bot.shown import Page
from bot.views.action_ids import OPEN, REFRESH, SHOW
from bot.views.blocks import (
    Element,
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
from bot.views.dashboard import field_of
from bot.views.experiment_lines import currency_of, is_of_one, lines_of
from bot.views.experiment_tables import experiments_table
from bot.views.message import Block, Message, spoken
from bot.views.notices import plain_sentence
from bot.views.table import data_table
from bot.views.table_rows import MOST_ROWS
from charts import IMAGE_LIMIT
from metrics.answer import Dashboard
from metrics.answer.wording import brief, day_text
from metrics.experiments.model import Kind, Reading
from metrics.experiments.pages import FLAGS, LIST, ONE, SUCCESS
from metrics.experiments.sentences import (
    status_text,
    verdict_text,
)

_TYPED_LIMIT = 120
_CELL_LIMIT = 80
_MOST_IN_MENU = 99


def no_such_words(text: str) -> Message:
    """The words are no key."""
    return plain_sentence(
        f"“{clipped(text, _TYPED_LIMIT)}” is no experiment's key. Write /kpi experiments for all of them, or /kpi "
        f"{ONE} and a key for one."
    )


def experiments_messages(page: Page, content: Dashboard, file_id: str | None) -> tuple[Message, ...]:
    """The page in ever plainer clothes, the best first."""
    return tuple(_drafts(page, content, file_id))


def _drafts(page: Page, content: Dashboard, file_id: str | None) -> Iterator[Message]:
    text = spoken(" ".join(_spoken(content)))
    table = [data_table(content, found)] if (found := experiments_table(content)).rows else []
    if file_id is not None:
        image = picture(file_id, clipped(" ".join(_spoken(content)), IMAGE_LIMIT))
        yield Message(text, tuple(_blocks(page, content, [image, *table])), shows_picture=True)
    if table:
        yield Message(text, tuple(_blocks(page, content, table)))
    yield Message(text, tuple(_blocks(page, content, [])))
    yield Message(text)


def _spoken(content: Dashboard) -> Iterator[str]:
    yield f"{content.title}."
    yield from (f"{brief(answer)}." for answer in content.headlines)
    for each in content.experiments:
        yield f"{each.design.title}, {status_text(each)}: {verdict_text(each, currency_of(content))}."
    yield from content.notes


def _blocks(page: Page, content: Dashboard, body: Sequence[Block]) -> Iterator[Block]:
    yield header(content.title)
    if content.headlines:
        yield fields(*map(field_of, content.headlines))
    parts = list(_one(content.experiments[0], content) if is_of_one(content) and content.experiments else _all(content))
    if parts:
        yield rich(*parts)
    yield from body
    yield context(_origin(content), *(f"ℹ️ {note}" for note in content.notes))
    yield _controls(page, content)


def _all(content: Dashboard) -> Iterator[Element]:
    """What may be said of each, the newest first."""
    rows = [
        (strong(f"{each.design.title}  "), words(f"{status_text(each)}; {verdict_text(each, currency_of(content))}"))
        for each in content.experiments[:MOST_ROWS]
    ]
    if rows:
        yield bullets(rows)


def _one(reading: Reading, content: Dashboard) -> Iterator[Element]:
    verdict, *told = lines_of(reading, content)
    facts, *more = told
    yield paragraph(strong(verdict))
    yield paragraph(words(facts))
    if more:
        yield bullets((words(each),) for each in more)


def _origin(content: Dashboard) -> str:
    """The last day of results, and the snapshot."""
    if not any(each.day for each in content.experiments):
        return f"Snapshot {content.snapshot.id}" if content.snapshot else "No numbers have been computed yet"
    origin = f"Results to {day_text(content.period.end)}"
    return f"{origin}  ·  Snapshot {content.snapshot.id}" if content.snapshot else origin


def _controls(page: Page, content: Dashboard) -> Block:
    shown = [
        (clipped(each.design.title, _CELL_LIMIT), f"{_page_of(each)} {each.design.key}")
        for each in content.experiments[:_MOST_IN_MENU]
    ]
    lists = [("All experiments", LIST), ("Success rate", SUCCESS), ("Feature flags", FLAGS)]
    options = list({value: text for text, value in [*lists, *shown]}.items())
    chosen = page.words if page.words in {value for value, _ in options} else None
    elements = [menu("Show", f"{SHOW}experiment", [(text, value) for value, text in options], chosen)]
    elements.append(button("Refresh", REFRESH, page.words))
    if content.experiments:
        elements.append(button("As CSV", f"{OPEN}csv", f"{page.words} as csv"))
    return actions(*elements)


def _page_of(reading: Reading) -> str:
    return FLAGS if reading.design.kind is Kind.FEATURE_FLAG else ONE
