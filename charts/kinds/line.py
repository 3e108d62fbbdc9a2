"""Lines over days: one for the number, or one for each part of it."""

from decimal import Decimal

from charts.end_labels import EndLabel
from charts.frame import draw_footer
from charts.ghost import ghost_labels, ghost_of
from charts.header import draw_header
from charts.incidents import incident_remark, incidents_of
from charts.kind import Kind
from charts.labels import near_text
from charts.page import Page, Words
from charts.references import Reference, before_reference, reference_label, target_reference
from charts.series import cut_points, values_of
from charts.trend import Trace, Trend, draw_trend
from charts.words import trailing_remark
from metrics.answer import Answer, ChartKind, Part, Point

_LABEL_WIDTH = 300
_SILENT = ": no value"
_MOST_LINES = 6


def draw(page: Page, answer: Answer) -> None:
    """Draw the lines, each named at its end, with the target and, where it compares, the previous value."""
    box = draw_header(page, answer)
    parts = tuple(part for part in answer.breakdown if part.series)[:_MOST_LINES]
    traces, labels = _parts(page, parts) if parts else _whole(page, answer)
    ghost = () if parts else ghost_of(answer)
    references = _references(page, answer, has_before=not parts and not ghost)
    named = tuple(reference_label(page, reference) for reference in references)
    behind = ghost_labels(page, answer) if ghost else ()
    labels = (*labels, *behind, *named, *_hidden(page, answer, len(parts)))
    draw_trend(page, box, answer, Trend(traces, references, labels, ghost=ghost, has_incidents=True))
    draw_footer(page, answer, _remarks(answer))


def _references(page: Page, answer: Answer, *, has_before: bool) -> tuple[Reference, ...]:
    before = before_reference(answer, page.theme) if has_before else None
    return tuple(reference for reference in (target_reference(answer, page.theme), before) if reference)


def _remarks(answer: Answer) -> tuple[str, ...]:
    marks = incident_remark(incidents_of(answer, [point.day for point in answer.series]))
    cut = (f"hollow: part of a {answer.grain.value}",) if cut_points(answer) else ()
    return (*marks, *cut, *trailing_remark(answer))


def _whole(page: Page, answer: Answer) -> tuple[tuple[Trace, ...], tuple[EndLabel, ...]]:
    trace = Trace(answer.series, page.theme.accent)
    last = answer.series[-1].value if answer.series else None
    if last is None:
        return (trace,), ()
    text = near_text(last, answer.unit, answer.currency)
    return (trace,), (EndLabel(_label(page, text, bold=True), last, page.theme.accent),)


def _parts(page: Page, parts: tuple[Part, ...]) -> tuple[tuple[Trace, ...], tuple[EndLabel, ...]]:
    traces = tuple(Trace.numbered(part.series, index, page) for index, part in enumerate(parts))
    labels = tuple(_part_label(page, part, trace.color) for part, trace in zip(parts, traces, strict=True))
    return traces, labels


def _part_label(page: Page, part: Part, color: str) -> EndLabel:
    if values_of(part.series):
        return EndLabel(_label(page, part.name, bold=True), _last(part.series), color)
    # What the label says must stand, however long the part's name is.
    room = _LABEL_WIDTH - page.width(Words(_SILENT, page.theme.small))
    name = page.fitted(part.name, room, page.theme.small)
    return EndLabel(Words(f"{name.text}{_SILENT}", name.size), None, page.theme.muted)


def _last(points: tuple[Point, ...]) -> Decimal | None:
    values = values_of(points)
    return values[-1] if values else None


def _hidden(page: Page, answer: Answer, shown: int) -> tuple[EndLabel, ...]:
    more = sum(1 for part in answer.breakdown if part.series) - shown
    return (EndLabel(_label(page, f"and {more} more"), None, page.theme.muted),) if more > 0 else ()


def _label(page: Page, text: str, *, bold: bool = False) -> Words:
    return page.fitted(text, _LABEL_WIDTH, page.theme.small, bold=bold)


KIND = Kind(ChartKind.LINE, draw)
