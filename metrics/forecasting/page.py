"""The page of all forecasts: which numbers stand on it is known only from what finance has brought."""

from dataclasses import replace
from datetime import date, timedelta

from metrics.answer import Comparison, Dashboard, Snapshot
from metrics.catalogue import METRICS
from metrics.dashboard import Layout, Panel
from metrics.periods import CalendarUnit, ToDate

_IN_A_ROW = 3
_NONE_YET = "There is no forecast yet: import a finance model with kpibot import forecast FILE."


def with_forecasts(layout: Layout, planned: frozenset[str]) -> Layout:
    """The layout; the page of all forecasts with a panel for each metric that has one, in the catalogue's order."""
    if not layout.of_forecasts:
        return layout
    panels = [Panel(each.name, versus=Comparison.FORECAST) for each in METRICS if each.name in planned]
    rows = tuple(tuple(panels[at : at + _IN_A_ROW]) for at in range(0, len(panels), _IN_A_ROW))
    return replace(layout, rows=rows)


def without_forecasts(layout: Layout, today: date, snapshot: Snapshot | None) -> Dashboard:
    """The page where finance has brought nothing yet."""
    yesterday = today - timedelta(days=1)
    period = ToDate(CalendarUnit.MONTH).resolve(yesterday, today).period
    return Dashboard(layout.name, layout.title, period, (), (), snapshot, notes=(_NONE_YET,))
