"""A dashboard: a declaration of which numbers stand on one page, and how they are arranged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from metrics.answer import Answer, ChartKind, Comparison, Dashboard, Freshness, Snapshot
from metrics.catalogue import find_metric
from metrics.periods import DEFAULT_PERIOD, PeriodSpec
from metrics.question import Question


@dataclass(frozen=True)
class PageDays:
    """Over which days a page is asked: its numbers' own, or a period; `as_of`: the latest day that may count."""

    period: PeriodSpec | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Panel:
    """One number on a page. `period`: the days that it always has there; `chart`: another picture than its own.

    One that is held against a forecast (`versus`) stands there only where it has one.
    """

    metric: str
    by: str | None = None
    chart: ChartKind | None = None
    period: PeriodSpec | None = None
    versus: Comparison = Comparison.PREVIOUS

    @property
    def is_planned(self) -> bool:
        """Whether it is held against its forecast."""
        return self.versus is Comparison.FORECAST

    def question(self, days: PageDays) -> Question:
        """What the panel asks, on a page that is asked for over these days."""
        metric = find_metric(self.metric)
        own = metric.period_against(self.versus) if metric else DEFAULT_PERIOD
        period = self.period or days.period or own
        return Question(self.metric, period, self.by, versus=self.versus, as_of=days.as_of)


@dataclass(frozen=True)
class Layout:
    """A page: the headline numbers in one row, and below them rows of panels.

    `of_forecasts`: its rows are those of all metrics that have a forecast. `has_experiments`: below its rows stands
    what is tried.
    """

    name: str
    title: str
    doc: str
    headlines: tuple[Panel, ...]
    rows: tuple[tuple[Panel, ...], ...]
    aliases: tuple[str, ...] = ()
    of_forecasts: bool = False
    has_experiments: bool = False

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Every panel, the headlines first."""
        return (*self.headlines, *(panel for row in self.rows for panel in row))


def arranged(layout: Layout, days: PageDays, answer: Callable[[Question], Answer]) -> Dashboard:
    """The page with its answers, under the days of its first number; a panel with days of its own keeps them."""

    def shown(panel: Panel) -> Answer:
        found = answer(panel.question(days))
        return replace(found, chart=panel.chart) if panel.chart else found

    headlines = tuple(shown(panel) for panel in layout.headlines)
    rows = tuple(tuple(_there(row, shown)) for row in layout.rows)
    answers = (*headlines, *(each for row in rows for each in row))
    return Dashboard(
        name=layout.name,
        title=layout.title,
        period=answers[0].period,
        headlines=headlines,
        rows=rows,
        snapshot=_snapshot(answers),
        freshness=_stalest(answers),
    )


def _there(row: tuple[Panel, ...], shown: Callable[[Panel], Answer]) -> Iterator[Answer]:
    """The panels' answers, without those that were to be held against a forecast and have none."""
    for panel in row:
        answer = shown(panel)
        if answer.has_forecast or not panel.is_planned:
            yield answer


def _snapshot(answers: tuple[Answer, ...]) -> Snapshot | None:
    return next((each.snapshot for each in answers if each.snapshot), None)


def _stalest(answers: tuple[Answer, ...]) -> Freshness | None:
    """A page is as old as the oldest number on it."""
    known = [each.freshness for each in answers if each.freshness]
    return min(known, key=lambda freshness: freshness.through, default=None)
