"""What a picture shows, in words: for a screen reader, and wherever the picture does not arrive."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from charts.cohorts import NO_COHORTS, ages_of, month_name, weighted_mean
from charts.fits import settled
from charts.series import Known, known_points, values_of
from charts.slices import percent, whole_of
from metrics.answer import AgainstForecast, Answer, ChartKind, Comparison, Dashboard, Grain, Part, Point
from metrics.answer.numbers import value_text
from metrics.answer.why_words import amount_text, step_name
from metrics.answer.wording import (
    day_text,
    freshness_text,
    headline_text,
    lack_text,
    movement_text,
    period_text,
    sentence,
    status_text,
)

# Slack's limits: for an image block, and for an uploaded file's alt_txt.
IMAGE_LIMIT = 2000
FILE_LIMIT = 1000
_MOST_INCIDENTS = 5
_NAMES = {
    ChartKind.GAUGE: "Gauge with its trend",
    ChartKind.COHORT_CURVES: "Cohort curves",
    ChartKind.HEAT_MAP: "Heat map of cohorts",
    ChartKind.NUMBER: "Number with its trend",
    ChartKind.TABLE: "Table",
    ChartKind.INTERVALS: "Bars with intervals",
    ChartKind.WATERFALL: "Waterfall of what moved the number",
    ChartKind.OUTLOOK: "Line of the days that were, and of those to come with two bands",
    ChartKind.FORECAST: "Bars of actual values against the forecast of each month",
    ChartKind.PIE: "Pie chart with its total in the middle",
}
# The kinds that draw the series of each part.
_OF_SERIES = frozenset({ChartKind.LINE, ChartKind.STACKED_BAR})
_OF_COHORTS = frozenset({ChartKind.COHORT_CURVES, ChartKind.HEAT_MAP})
_WITH_INCIDENTS = frozenset({ChartKind.LINE, ChartKind.BAR, ChartKind.STACKED_BAR})


def alt_text(answer: Answer, limit: int = IMAGE_LIMIT) -> str:
    """The picture in words, at most `limit` characters: its kind, the number with change and status, and the trend.

    Where that is too long, the notes go first, then the parts.
    """
    answer = settled(answer)
    drafts = (answer, replace(answer, notes=()), replace(answer, notes=(), breakdown=()))
    texts = [" ".join(_sentences(draft)) for draft in drafts]
    return next((text for text in texts if len(text) <= limit), _cut(texts[-1], limit))


def dashboard_alt_text(dashboard: Dashboard, limit: int = IMAGE_LIMIT) -> str:
    """The page in words, at most `limit` characters: each headline with change and status, and what its panels show.

    Where that is too long, the panels' numbers go first, then the changes of the headlines.
    """
    opening = f"Dashboard. {dashboard.title}, {period_text(dashboard.period)}."
    panels = [answer for row in dashboard.rows for answer in row]
    names = f"Charts: {', '.join(answer.title for answer in panels)}." if panels else ""
    full = [_fact(answer) for answer in dashboard.headlines]
    drafts = (
        [opening, *full, *(f"{_kind(settled(answer).chart)}: {_fact(answer)}" for answer in panels)],
        [opening, *full, names],
        [opening, *(f"{answer.title}: {headline_text(answer)}." for answer in dashboard.headlines), names],
    )
    age = [*dashboard.notes, *([freshness_text(dashboard.freshness)] if dashboard.freshness else [])]
    texts = [" ".join(filter(None, [*draft, *age])) for draft in drafts]
    return next((text for text in texts if len(text) <= limit), _cut(texts[-1], limit))


def _fact(answer: Answer) -> str:
    """One number on a page, in words."""
    if answer.value is None:
        return f"{answer.title} {lack_text(answer)}: {answer.reason}."
    facts = [f"{answer.title} {headline_text(answer)}", movement_text(answer), status_text(answer)]
    return f"{', '.join(fact for fact in facts if fact)}."


def _sentences(answer: Answer) -> Iterator[str]:
    yield f"{_kind(answer.chart)}."
    yield sentence(answer)
    lines = [part for part in answer.breakdown if part.series] if answer.chart in _OF_SERIES else []
    if answer.chart is ChartKind.PIE and answer.breakdown:
        yield _shares(answer)
    elif answer.chart in _OF_COHORTS:
        yield from _cohorts(answer)
    elif answer.chart is ChartKind.WATERFALL:
        yield from _steps(answer)
    elif answer.chart is ChartKind.FORECAST and answer.forecast:
        yield _planned(answer, answer.forecast)
    elif lines:
        yield from (f"{part.name}: {_trend(part.series, answer)}." for part in lines)
    elif answer.series and not _shows_parts(answer):
        trend = _trend(answer.series, answer)
        yield f"{trend[:1].upper()}{trend[1:]}."
        yield from _behind(answer)
    yield from _incidents(answer)


def _behind(answer: Answer) -> Iterator[str]:
    """The ghost behind a line."""
    if answer.chart is ChartKind.LINE and values_of(answer.previous_series):
        name = "The year before" if answer.comparison is Comparison.LAST_YEAR else "The period before"
        yield f"{name}: {_trend(answer.previous_series, answer)}."


def _steps(answer: Answer) -> Iterator[str]:
    """What moved the number, the largest step first."""
    if answer.why is not None:
        told = [f"{step_name(step, answer)} {amount_text(step.effect, answer)}" for step in answer.why.best.steps]
        yield f"{answer.why.best.title}: {', '.join(told) or 'nothing moved'}."


def _incidents(answer: Answer) -> Iterator[str]:
    if answer.annotations and answer.chart in _WITH_INCIDENTS:
        told = [f"{note.text} on {day_text(note.day, year=False)}" for note in answer.annotations[:_MOST_INCIDENTS]]
        more = len(answer.annotations) - len(told)
        yield f"Incidents in the data: {', '.join(told)}{f', and {more} more' if more else ''}."


def _cohorts(answer: Answer) -> Iterator[str]:
    """How many cohorts there are, and what they came to on average in each month."""
    ages = ages_of(answer)
    if not ages.count:
        yield NO_COHORTS
        return
    names = [f"{month_name(cohort.month)} ({cohort.customers:,} customers)" for cohort in ages.cohorts]
    span = names[0] if len(names) == 1 else f"{len(names)} cohorts, from {names[0]} to {names[-1]}"
    means = zip(ages.names, weighted_mean(ages.cohorts), strict=False)
    told = [f"{name} {value_text(mean, answer.unit, answer.currency)}" for name, mean in means if mean is not None]
    yield f"{span}. Weighted mean by months since the first order: {', '.join(told)}."


def _planned(answer: Answer, forecast: AgainstForecast) -> str:
    """Each month that has come, against its forecast; and how many are to come."""
    told = [
        f"{month.month:%b} {month.month.year}{' so far' if month.is_running else ''} {_amount(month.actual, answer)} "
        f"against {_amount(month.expected, answer)}"
        for month in forecast.months
        if month.actual is not None and month.expected is not None
    ]
    ahead = [month for month in forecast.months if month.through is None and month.forecast is not None]
    to_come = f"{len(ahead)} {'months' if len(ahead) > 1 else 'month'} to come" if ahead else ""
    return f"{', '.join(filter(None, [*told, to_come])) or 'No month has both'}."


def _amount(value: Decimal | None, answer: Answer) -> str:
    return "no value" if value is None else value_text(value, answer.unit, answer.currency)


def _shares(answer: Answer) -> str:
    whole = whole_of(answer)
    total = value_text(whole.total, answer.unit, answer.currency)
    return f"Of {total}: {', '.join(f'{piece.name} {percent(piece.share)}' for piece in whole.slices)}."


def _shows_parts(answer: Answer) -> bool:
    if answer.chart is ChartKind.TABLE:
        return bool(answer.breakdown)
    return answer.chart is ChartKind.BAR and bool(answer.breakdown) and not _has_lines(answer.breakdown)


def _has_lines(parts: Sequence[Part]) -> bool:
    return any(part.series for part in parts)


def _kind(chart: ChartKind) -> str:
    return _NAMES.get(chart, f"{chart.value.capitalize()} chart")


def _trend(points: Sequence[Point], answer: Answer) -> str:
    known = known_points(points)
    if not known:
        return "no point of the series has a value"
    text = _span(known, answer)
    missing = len(points) - len(known)
    return f"{text}; {missing} of {len(points)} points have no value" if missing else text


def _span(known: Sequence[Known], answer: Answer) -> str:
    if len(known) == 1:
        return f"one point, {_at(known[0], answer)}"
    ends = f"from {_at(known[0], answer)} to {_at(known[-1], answer)}"
    return f"{ends}; lowest {_at(min(known), answer)}, highest {_at(max(known), answer)}"


def _at(known: Known, answer: Answer) -> str:
    value = value_text(known.value, answer.unit, answer.currency)
    if answer.grain is Grain.MONTH:
        return f"{value} in {known.day:%b} {known.day.year}"
    turns = answer.series[:1] and answer.series[0].day.year != answer.series[-1].day.year
    preposition = "in the week of" if answer.grain is Grain.WEEK and answer.trailing_days is None else "on"
    return f"{value} {preposition} {day_text(known.day, year=bool(turns))}"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rsplit(' ', 1)[0]}…"
