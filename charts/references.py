"""What a series is held against: its target, dashed, and the previous value, dotted."""

from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes

from charts.end_labels import EndLabel
from charts.labels import near_text
from charts.page import Page
from charts.series import is_comparable, values_of
from charts.theme import Theme
from metrics.answer import Answer, Comparison, Status
from metrics.answer.numbers import short_text

_LABEL_WIDTH = 270
_AIMS = frozenset({Comparison.TARGET, Comparison.FORECAST})


@dataclass(frozen=True)
class Reference:
    """A level line: its value, what it is called, and how it looks."""

    value: Decimal
    name: str
    color: str
    dashes: tuple[float, float]


def target_reference(answer: Answer, theme: Theme) -> Reference | None:
    """The target, where a single point can be held against it."""
    if answer.target is None or not is_comparable(answer):
        return None
    name = f"target {short_text(answer.target.value, answer.unit, answer.currency)}"
    return Reference(answer.target.value, name, theme.ink, (3.0, 2.0))


def zero_reference(answer: Answer, theme: Theme) -> Reference | None:
    """The line at zero, where it is something."""
    return Reference(Decimal(0), answer.zero, theme.ink, (3.0, 2.0)) if answer.zero else None


def level_references(answer: Answer, theme: Theme) -> tuple[Reference, ...]:
    """The levels that the number or a point of it has crossed, where a single point can be held against them."""
    if not is_comparable(answer):
        return ()
    reached = {
        "warning": (answer.levels.warning, answer.status in {Status.WARNING, Status.CRITICAL}),
        "critical": (answer.levels.critical, answer.status is Status.CRITICAL),
    }
    return tuple(
        Reference(level, f"{name} {short_text(level, answer.unit, answer.currency)}", theme.muted, (4.0, 1.5))
        for name, (level, is_crossed) in reached.items()
        if level is not None and (is_crossed or _is_among(level, answer))
    )


def _is_among(level: Decimal, answer: Answer) -> bool:
    drawn = (answer.series, *(part.series for part in answer.breakdown))
    values = [value for points in drawn for value in values_of(points)]
    return bool(values) and min(values) <= level <= max(values)


def before_reference(answer: Answer, theme: Theme) -> Reference | None:
    """The previous value, where it compares with the points and lies close enough not to flatten them."""
    # Against a target the previous value is the target, which has its own line; a forecast's picture has its own, too.
    if answer.previous is None or answer.comparison in _AIMS or not _is_near(answer.previous, answer):
        return None
    name = f"before {near_text(answer.previous, answer.unit, answer.currency)}"
    return Reference(answer.previous, name, theme.muted, (1.0, 2.0))


def draw_reference(axes: Axes, reference: Reference) -> None:
    """Draw the level line across a plot."""
    line = axes.axhline(float(reference.value), color=reference.color, linewidth=4, zorder=3)
    line.set_dashes(reference.dashes)
    line.set_gid("reference")


def reference_label(page: Page, reference: Reference) -> EndLabel:
    """The line's name, for its right end."""
    words = page.fitted(reference.name, _LABEL_WIDTH, page.theme.small)
    return EndLabel(words, reference.value, reference.color)


def _is_near(previous: Decimal, answer: Answer) -> bool:
    values = values_of(answer.series)
    if len(values) < 2 or not is_comparable(answer):
        return False
    low, high = min(values), max(values)
    room = max(high - low, abs(high) / 10)
    return low - room <= previous <= high + room
