"""Lines over days: one for the number, or one for each part of it."""

from decimal import Decimal

from charts.end_labels import EndLabel
from charts.frame import draw_footer
from charts.ghost import ghost_labels, ghost_of
from charts.header import draw_header
from charts.incidents import incident_remark, incidents_of
from charts.kind import Kind
from charts.labels import near_text
from charts.page import Box, Page
from charts.part_labels import more_label, part_label
from charts.references import (
    Reference,
    before_reference,
    level_references,
    reference_label,
    target_reference,
    zero_reference,
)
from charts.series import cut_points, values_of
from charts.trend import Trace, Trend, draw_trend
from charts.words import trailing_remark
from metrics.answer import Answer, ChartKind, Part, Point

_LABEL_WIDTH = 300
_MOST_LINES = 6


def draw(page: Page, answer: Answer) -> None:
    """Draw the lines, each named at its end, with the target and, where it compares, the previous value."""
    _draw_lines(page, draw_header(page, answer), answer, is_named=True)
    draw_footer(page, answer, _remarks(answer))


def draw_body(page: Page, box: Box, answer: Answer) -> None:
    """The lines alone; only those of parts are named, because the others can be told by their looks."""
    _draw_lines(page, box, answer, is_named=False)


def _draw_lines(page: Page, box: Box, answer: Answer, *, is_named: bool) -> None:
    parts = tuple(part for part in answer.breakdown if part.series)[:_MOST_LINES]
    ghost = () if parts else ghost_of(answer)
    references = _references(page, answer, has_before=not parts and not ghost)
    named = tuple(reference_label(page, reference) for reference in references) if is_named else ()
    behind = ghost_labels(page, answer) if ghost and is_named else ()
    hidden = sum(1 for part in answer.breakdown if part.series) - len(parts)
    traces, labels = _parts(page, box, parts) if parts else _whole(page, answer)
    own = labels if parts or is_named else ()
    labels = (*own, *behind, *named, *more_label(page, hidden))
    trend = Trend(traces, references, labels, ghost=ghost, has_incidents=is_named, usual=() if parts else answer.usual)
    draw_trend(page, box, answer, trend)


def _references(page: Page, answer: Answer, *, has_before: bool) -> tuple[Reference, ...]:
    before = before_reference(answer, page.theme) if has_before else None
    levels = level_references(answer, page.theme)
    references = (target_reference(answer, page.theme), zero_reference(answer, page.theme), *levels, before)
    return tuple(each for each in references if each)


def _remarks(answer: Answer) -> tuple[str, ...]:
    marks = incident_remark(incidents_of(answer, [point.day for point in answer.series]))
    cut = (f"hollow: part of a {answer.grain.value}",) if cut_points(answer) else ()
    usual = (f"shaded: {answer.band}",) if answer.usual and not any(part.series for part in answer.breakdown) else ()
    return (*marks, *cut, *usual, *trailing_remark(answer))


def _whole(page: Page, answer: Answer) -> tuple[tuple[Trace, ...], tuple[EndLabel, ...]]:
    trace = Trace(answer.series, page.theme.accent)
    last = answer.series[-1].value if answer.series else None
    if last is None:
        return (trace,), ()
    text = near_text(last, answer.unit, answer.currency)
    words = page.fitted(text, _LABEL_WIDTH, page.theme.small, bold=True)
    return (trace,), (EndLabel(words, last, page.theme.accent),)


def _parts(page: Page, box: Box, parts: tuple[Part, ...]) -> tuple[tuple[Trace, ...], tuple[EndLabel, ...]]:
    traces = tuple(Trace.numbered(part.series, index, page) for index, part in enumerate(parts))
    labels = tuple(
        part_label(page, box.width, part, _last(part.series), trace.color)
        for part, trace in zip(parts, traces, strict=True)
    )
    return traces, labels


def _last(points: tuple[Point, ...]) -> Decimal | None:
    values = values_of(points)
    return values[-1] if values else None


KIND = Kind(ChartKind.LINE, draw, draw_body)
