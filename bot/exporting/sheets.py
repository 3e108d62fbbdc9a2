"""Tables of a PDF that are the same as those of the message: the months of a plan, steps, and experiments."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.views.experiment_lines import experiment_lines
from bot.views.experiment_tables import experiments_table
from bot.views.planned_table import planned_table
from bot.views.table_rows import Table
from metrics.answer import Answer, Dashboard
from metrics.answer.why_words import steps_text
from metrics.experiments.pages import FLAGS, LIST, SUCCESS

# The fonts of a PDF have no such signs, and the variance says it.
_SIGNS = "✅🔶 "


@dataclass(frozen=True)
class Sheet:
    """A table: its headings, and its rows. The first `words` columns are words, the others numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


def sheets_of(answer: Answer) -> Iterator[Sheet]:
    """The months of the plan that a number is held against, and the steps that moved it, where they were asked for."""
    if answer.forecast is not None:
        yield _sheet("By month", planned_table(answer, answer.forecast))
    for way in (answer.why.best, *answer.why.others) if answer.why else ():
        rows = tuple(steps_text(way, answer, len(way.steps)))
        yield Sheet(f"What moved it, {way.title[:1].lower()}{way.title[1:]}", ("Step", "Effect"), rows)


def sheets_of_experiments(page: Dashboard) -> Iterator[Sheet]:
    """The variants of an experiment, or each experiment of a list; nothing on another page."""
    if page.experiments:
        yield _sheet("Experiments" if page.name in {LIST, SUCCESS, FLAGS} else "Variants", experiments_table(page))


def notes_of_experiments(page: Dashboard) -> Iterator[str]:
    """What may be said of each, as the message says it."""
    yield from experiment_lines(page)


def _sheet(title: str, table: Table) -> Sheet:
    rows = tuple((row.name, *(cell.text.lstrip(_SIGNS) for cell in row.cells)) for row in table.rows)
    return Sheet(title, table.heads, rows)
