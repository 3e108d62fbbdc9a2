"""The controls below an answer. Each carries, as words, the whole of what it leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.language import DIMENSIONS, words_of
from bot.shown import EXPLAIN_WORD, Face, Shown
from bot.views.action_ids import AGAIN, BACK, REFRESH, SHOW
from bot.views.blocks import Element, actions, button, menu
from bot.views.message import Block
from metrics.answer import Answer
from metrics.period_words import read_period
from metrics.periods import PeriodSpec
from metrics.question import Question

PERIODS = (
    ("Yesterday", "yesterday"),
    ("Last 7 days", "7d"),
    ("Last 30 days", "30d"),
    ("Last 90 days", "90d"),
    ("Last 365 days", "365d"),
    ("Month to date", "mtd"),
    ("Last month", "last month"),
    ("Quarter to date", "qtd"),
    ("Last quarter", "last quarter"),
    ("Year to date", "ytd"),
)


def answer_controls(shown: Shown, answer: Answer) -> Block:
    """The period, the breakdown, refresh and explain."""
    explanation = Shown(shown.question, Face.EXPLANATION)
    return actions(
        _period_menu(shown.question, answer),
        *_dimensions(shown.question, answer),
        button("Refresh", REFRESH, shown.words),
        button("Explain", f"{SHOW}explain", explanation.words),
    )


def explanation_controls(shown: Shown) -> Block:
    """The way back to the number."""
    return actions(button("Back to the number", BACK, Shown(shown.question).words))


def words_shown(blocks: Iterable[Block]) -> str | None:
    """The question that a message is about, from its controls; None where it has none."""
    controls = [element for block in blocks if block.get("type") == "actions" for element in block["elements"]]
    values = (element.get("value") for element in controls if element.get("action_id") in {REFRESH, BACK, AGAIN})
    return next((str(value).removeprefix(f"{EXPLAIN_WORD} ") for value in values if value), None)


def _period_menu(question: Question, answer: Answer) -> Element:
    options = [(text, _asking(question, spec)) for text, spec in _specs()]
    current = words_of(question)
    if current not in {value for _, value in options}:
        # A period that was typed stays visible, and one can come back to it.
        options.insert(0, (answer.period.label or question.period.words, current))
    return menu("Period", f"{SHOW}period", options, current)


def _specs() -> Iterator[tuple[str, PeriodSpec]]:
    for text, typed in PERIODS:
        spec = read_period(typed)
        if spec is not None:
            yield text, spec


def _asking(question: Question, period: PeriodSpec) -> str:
    return words_of(replace(question, period=period))


def _dimensions(question: Question, answer: Answer) -> Iterator[Element]:
    for dimension in DIMENSIONS:
        if question.by == dimension:
            yield button("Total only", f"{SHOW}total", words_of(replace(question, by=None)))
        elif answer.dimension != dimension:
            yield button(f"By {dimension}", f"{SHOW}by_{dimension}", words_of(replace(question, by=dimension)))
