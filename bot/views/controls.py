"""The controls below an answer. Each carries, as words, the whole of what it leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from bot.shown import Face, Shown, View, words_of_number
from bot.views.action_ids import AGAIN, BACK, REFRESH, SHOW
from bot.views.blocks import Element, actions, button, menu
from bot.views.message import Block
from metrics.answer import Answer, Comparison
from metrics.catalogue import find_metric
from metrics.metric import Metric
from metrics.period_words import read_period

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


_COMPARISONS = {
    Comparison.PREVIOUS: "vs previous period",
    Comparison.LAST_YEAR: "vs last year",
    Comparison.TARGET: "vs target",
    Comparison.USUAL: "vs what is usual",
    Comparison.FORECAST: "vs forecast",
}
_OF_TWO_PERIODS = frozenset({Comparison.PREVIOUS, Comparison.LAST_YEAR})
_VIEWS = {View.PICTURE: "Picture", View.LINE: "Line", View.BAR: "Bars", View.TABLE: "Table"}
Option = tuple[str, Shown]


def answer_controls(shown: Shown, answer: Answer) -> Block:
    """The period, the breakdown, the comparison, the view, refresh and explain."""
    metric = find_metric(shown.question.metric)
    return actions(
        _menu("Period", "period", _periods(shown, answer), shown),
        *([_menu("Breakdown", "by", _breakdowns(shown, metric), shown)] if _has_choice(metric) else []),
        _menu("Compare", "versus", _comparisons(shown, answer), shown),
        _menu("View", "view", ((text, replace(shown, view=view)) for view, text in _VIEWS.items()), shown),
        button("Refresh", REFRESH, shown.words),
        button("Explain", f"{SHOW}explain", replace(shown, face=Face.EXPLANATION).words),
        *([why_button(shown)] if shown.question.versus in _OF_TWO_PERIODS and answer.previous is not None else []),
    )


def why_button(shown: Shown) -> Element:
    """To what moved the number."""
    asked = replace(shown, face=Face.WHY, view=View.PICTURE, question=replace(shown.question, by=None, grain=None))
    return button("Why?", f"{SHOW}why", asked.words, spoken=f"Why did {shown.title} move?")


def why_controls(shown: Shown, answer: Answer) -> Block:
    """The period and the one before that is meant, a newer look, and the way back to the number."""
    compared = [(text, _asking(shown, versus=each)) for each, text in _COMPARISONS.items() if each in _OF_TWO_PERIODS]
    return actions(
        _menu("Period", "period", _periods(shown, answer), shown),
        _menu("Compare", "versus", compared, shown),
        button("Refresh", REFRESH, shown.words),
        button("Back to the number", BACK, replace(shown, face=Face.ANSWER).words),
    )


def explanation_controls(shown: Shown) -> Block:
    """The way back to the number."""
    return actions(button("Back to the number", BACK, replace(shown, face=Face.ANSWER).words))


def words_shown(blocks: Iterable[Block]) -> str | None:
    """The question that a message is about, from its controls; None where it has none."""
    controls = [
        element for block in blocks if block.get("type") == "actions" for element in block.get("elements") or ()
    ]
    # A message comes back as it is, and what stands in a forged one can be anything, also what no set may hold.
    values = (element.get("value") for element in controls if str(element.get("action_id")) in {REFRESH, BACK, AGAIN})
    return next((words_of_number(str(value)) for value in values if value), None)


def _menu(placeholder: str, name: str, options: Iterable[Option], shown: Shown) -> Element:
    return menu(placeholder, f"{SHOW}{name}", [(text, leads_to.words) for text, leads_to in options], shown.words)


def _periods(shown: Shown, answer: Answer) -> Iterator[Option]:
    named = [(text, spec) for text, typed in PERIODS if (spec := read_period(typed)) is not None]
    if shown.question.period not in {spec for _, spec in named}:
        # A period that was typed stays visible, and one can come back to it.
        yield answer.period.label or shown.question.period.words, shown
    for text, spec in named:
        yield text, _asking(shown, period=spec)


def _has_choice(metric: Metric | None) -> bool:
    """Whether the breakdown changes anything: not, where it is the metric's own shape or there is none."""
    return metric is not None and any(name != metric.default_by for name in metric.dimensions)


def _breakdowns(shown: Shown, metric: Metric | None) -> Iterator[Option]:
    names = metric.dimensions if metric else ()
    yield "Total", _asking(shown, by=None)
    # What was typed is shown as chosen, even where the metric can't be split by it.
    for name in dict.fromkeys((*names, *([shown.question.by] if shown.question.by else []))):
        yield f"By {name}", _asking(shown, by=name)


def _comparisons(shown: Shown, answer: Answer) -> Iterator[Option]:
    for comparison, text in _COMPARISONS.items():
        is_possible = {
            Comparison.TARGET: answer.target is not None,
            Comparison.USUAL: shown.question.by is None,
            Comparison.FORECAST: answer.has_forecast,
        }
        if is_possible.get(comparison, True) or shown.question.versus is comparison:
            yield text, _asking(shown, versus=comparison)


def _asking(shown: Shown, **changes: Any) -> Shown:  # noqa: ANN401  # any field of a Question
    """The same shown of a question that differs in this."""
    return replace(shown, question=replace(shown.question, **changes))
