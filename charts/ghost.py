"""The period before, drawn behind the line: its first point under the first one, and so on."""

from dataclasses import replace

from charts.end_labels import EndLabel
from charts.page import Page
from charts.series import values_of
from metrics.answer import Answer, Comparison, Point

_NAMES = {Comparison.LAST_YEAR: "last year"}


def ghost_of(answer: Answer) -> tuple[Point, ...]:
    """The compared period's points on the days of the series; none where it has no value."""
    moved = tuple(
        replace(before, day=now.day) for before, now in zip(answer.previous_series, answer.series, strict=False)
    )
    return moved if values_of(moved) else ()


def ghost_labels(page: Page, answer: Answer) -> tuple[EndLabel, ...]:
    """What the ghost is called, at its end."""
    ghost = ghost_of(answer)
    if not ghost:
        return ()
    words = page.fitted(_NAMES.get(answer.comparison, "previous"), page.theme.width / 4, page.theme.small)
    return (EndLabel(words, values_of(ghost)[-1], page.theme.muted),)
