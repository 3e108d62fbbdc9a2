"""Incidents of the data: a mark above the plot at each, and what happened where there is room for the words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from charts.page import Page, Words
from charts.plot import Plot
from metrics.answer import Answer

_MOST_TEXTS = 3
_ASIDE = 18
_APART = 14


@dataclass(frozen=True)
class Incident:
    """What happened, and to which of the picture's buckets."""

    index: int
    text: str
    meaning: str


@dataclass(frozen=True)
class _Stretch:
    left: float
    right: float

    def touches(self, other: "_Stretch") -> bool:
        return self.left < other.right + _APART and other.left < self.right + _APART


def incidents_of(answer: Answer, days: Sequence[date]) -> tuple[Incident, ...]:
    """The incidents that fall into the buckets that begin on these days, in their order."""
    within = [note for note in answer.annotations if days and days[0] <= note.day <= answer.period.end]
    found = {Incident(bisect_right(days, note.day) - 1, note.text, note.meaning): None for note in within}
    return tuple(sorted(found, key=lambda incident: incident.index))


def incidents_room(page: Page, incidents: Sequence[Incident]) -> float:
    """How much room above the plot they need."""
    return page.theme.row + 4 if incidents else 0


def incident_remark(incidents: Sequence[Incident]) -> tuple[str, ...]:
    """What the marks mean."""
    return tuple(dict.fromkeys(f"▼ {each.meaning}" for each in incidents))


def draw_incidents(page: Page, plot: Plot, incidents: Sequence[Incident], places: Sequence[float]) -> None:
    """Mark each incident; the latest are told, each text once, where no other text or mark is in the way."""
    xs = [plot.x(places[incident.index]) for incident in incidents]
    for x in dict.fromkeys(xs):
        _mark(page, plot, x)
    taken, told = [_Stretch(x - 10, x + 10) for x in dict.fromkeys(xs)], set[str]()
    for incident, x in reversed(list(zip(incidents, xs, strict=True))):
        if incident.text in told or len(told) == _MOST_TEXTS:
            continue
        words = page.fitted(incident.text, plot.box.width, page.theme.small)
        stretch = _free(page, plot, x, words, taken)
        if stretch:
            taken.append(stretch)
            told.add(incident.text)
            page.write(stretch.left, _middle(page, plot), words, page.theme.muted, middle=True).set_gid("incident")


def _free(page: Page, plot: Plot, x: float, words: Words, taken: Sequence[_Stretch]) -> _Stretch | None:
    """The place right of the mark, else left of it; None where neither is free."""
    width = page.width(words)
    for left in (x + _ASIDE, x - _ASIDE - width):
        stretch = _Stretch(left, left + width)
        others = [other for other in taken if not other.left < x < other.right]
        is_inside = plot.box.left <= left and stretch.right <= page.bounds.right - _ASIDE
        if is_inside and not any(stretch.touches(other) for other in others):
            return stretch
    return None


def _mark(page: Page, plot: Plot, x: float) -> None:
    color = page.theme.bad
    page.surface.plot([x, x], [plot.box.top - 8, plot.box.bottom], color=color, linewidth=2, linestyle=(0, (2, 3)))
    tip = [x, _middle(page, plot)]
    page.surface.plot(*tip, marker="v", markersize=page.theme.dot, color=color, linestyle="none", gid="incident mark")


def _middle(page: Page, plot: Plot) -> float:
    return plot.box.top - page.theme.row / 2 - 4
