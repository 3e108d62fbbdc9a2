"""Cohorts as lines over the months since the first order: old ones pale, recent ones in colour, the mean strong."""

from collections.abc import Sequence
from decimal import Decimal

from charts.cohorts import ages_of, month_name, values_of_cohorts, weighted_mean
from charts.end_labels import EndLabel, draw_end_labels, room_for
from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.plot import Plot, days_room, draw_place_ticks, draw_value_ticks, gutter, open_plot, ticks_for
from charts.scale import line_scale
from metrics.answer import Answer, Cohort

_RECENT = 3
_SHARE = 0.3


def draw_cohort_lines(page: Page, box: Box, answer: Answer) -> None:
    """Draw a line for each cohort. Only for an answer whose cohorts have a value."""
    ages = ages_of(answer)
    cohorts, mean = ages.cohorts, weighted_mean(ages.cohorts)[: ages.count]
    recent = [cohort for cohort in cohorts if values_of_cohorts([cohort])][-_RECENT:]
    labels = _labels(page, box, recent, mean, answer)
    most = ticks_for(page, box.height - days_room(page))
    scale = line_scale(values_of_cohorts(cohorts), answer.unit, most=most)
    left, right = box.left + gutter(page, scale, answer), box.right - room_for(page, labels)
    last = ages.count - 1
    # Room for half a dot at either end; a single month stands in the middle.
    air = last * 0.018 or 0.5
    plot = open_plot(page, Box(left, box.top, right, box.bottom - days_room(page)), scale, -air, last + air)
    for cohort in cohorts:
        if cohort not in recent:
            _draw_line(page, plot, cohort.values, page.theme.ghost, "cohort")
    for index, cohort in enumerate(recent):
        _draw_line(page, plot, cohort.values, page.theme.line(index), "recent cohort")
    _draw_line(page, plot, mean, page.theme.ink, "mean")
    draw_value_ticks(page, plot, answer)
    draw_place_ticks(page, plot, ages.names, [float(age) for age in range(ages.count)])
    draw_end_labels(page, plot, labels)


def _labels(
    page: Page, box: Box, recent: Sequence[Cohort], mean: Sequence[Decimal | None], answer: Answer
) -> tuple[EndLabel, ...]:
    """The mean's last value, and the names of the recent cohorts at theirs."""
    small, last = page.theme.small, _last(mean)
    texts = [f"mean {near_text(last, answer.unit, answer.currency)}", "mean"]
    words = page.first_that_fits(texts, box.width * _SHARE, small, bold=True)
    named = [
        EndLabel(Words(month_name(cohort.month), small), _last(cohort.values), page.theme.line(index))
        for index, cohort in enumerate(recent)
    ]
    return (EndLabel(words, last, page.theme.ink), *named)


def _last(values: Sequence[Decimal | None]) -> Decimal:
    return [value for value in values if value is not None][-1]


def _draw_line(page: Page, plot: Plot, values: Sequence[Decimal | None], color: str, gid: str) -> None:
    """One cohort, with a dot at its end; the mean is thicker and lies above all."""
    known = [(i, float(value)) for i, value in enumerate(values) if value is not None]
    heights = [float("nan") if value is None else float(value) for value in values]
    is_mean, is_old = gid == "mean", gid == "cohort"
    width = page.theme.stroke * (1.25 if is_mean else 0.4 if is_old else 0.7)
    order = 6 if is_mean else 3 if is_old else 4
    plot.axes.plot(range(len(heights)), heights, color=color, linewidth=width, zorder=order, gid=gid)
    if known:
        dot = page.theme.dot * (1.1 if is_mean else 0.5 if is_old else 0.8)
        plot.axes.plot(*known[-1], marker="o", markersize=dot, color=color, zorder=order, clip_on=False)
