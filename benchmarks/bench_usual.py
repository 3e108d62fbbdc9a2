"""Finds planted shocks in the sample company's days, and counts alarms where there are none; beside a library's STL.

    python benchmarks/bench_usual.py

Deterministic. The days of the sample company's own events (the sale, Christmas, the campaign that went wrong) are left
out of the count: an alarm on them is neither false nor a planted shock found. CDNOW is as it was, nothing planted.
"""

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial

import numpy as np
from daily_series import Series, cdnow, sample_company
from statsmodels.tsa.seasonal import STL

from etl.sample.channels import MISHAP
from etl.sample.seasons import AROUND_BLACK_FRIDAY, AROUND_CHRISTMAS, black_friday
from metrics.holiday_calendar import holidays_of
from metrics.usual import HISTORY, WIDTH, usual_of

HISTORY_DAYS = HISTORY.days
WIDTHS = (3.5, 4.5, WIDTH, 7.0)

LAST_DAY, DAYS, SEEDS = date(2026, 11, 22), 730, (1, 2)
SIZES = (0.0, 0.5, 0.7, 1.5, 2.0, 3.0)
EVERY = 31  # days from one planted shock to the next: all weekdays have their turn
METRICS = ("revenue", "orders", "spend", "CAC", "conversion rate")
Judge = Callable[[Series, int], bool | None]


@dataclass(frozen=True)
class Trial:
    """A series with shocks on these of its days, and the days that are not counted."""

    series: Series
    planted: frozenset[int]
    events: frozenset[int]


@dataclass(frozen=True)
class Tally:
    """What a judge made of a trial."""

    judged: int = 0
    planted: int = 0
    found: int = 0
    false: int = 0
    of_events: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def false_a_year(self) -> float:
        """False alarms in 365 judged days."""
        return 365 * self.false / max(self.judged - self.planted, 1)

    @property
    def recall(self) -> float:
        """The share of the planted shocks that was found."""
        return self.found / self.planted

    @property
    def precision(self) -> float:
        """The share of the alarms that was planted."""
        return self.found / max(self.found + self.false, 1)


def is_holiday(day: date) -> bool:
    """In the sample company's country, and in CDNOW's."""
    return holidays_of("US" if day.year < 2000 else "CA")(day)


def usual(width: float, series: Series, at: int) -> bool | None:
    """Ours: whether the day is unusual; None where it is not judged."""
    day, value = series.values[at]
    before = {each: _exact(found) for each, found in series.values[max(0, at - HISTORY_DAYS) : at]}
    found = usual_of(before, day, is_holiday, is_count=series.is_count, width=width)
    return not float(found.low) <= value <= float(found.high) if found and value is not None else None


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def stl(k: float, series: Series, at: int) -> bool | None:
    """The library's: whether the robust STL's residual of the last day is beyond k times the MAD of the others."""
    day, value = series.values[at]
    if at < HISTORY_DAYS or value is None or is_holiday(day):
        return None
    off = residual(series, at)
    return off is not None and off > k


@cache
def residual(series: Series, at: int) -> float | None:
    """The last day's residual in normal deviations, by the same history with the same days left out (and filled in)."""
    window = series.values[at - HISTORY_DAYS : at + 1]
    known = [n for n, (day, value) in enumerate(window) if value is not None and not is_holiday(day)]
    filled = np.interp(range(len(window)), known, [float(window[n][1] or 0) for n in known])
    left = STL(filled, period=7, robust=True).fit().resid
    scale = 1.4826 * float(np.median(np.abs(left[:-1])))
    return abs(float(left[-1])) / scale if scale else None


def tally(trial: Trial, judge: Judge, days: Iterable[int]) -> Tally:
    """What the judge makes of these days."""
    counts = Tally()
    for at in days:
        strange = judge(trial.series, at)
        if strange is None or (at in trial.events and at not in trial.planted):
            counts += Tally(of_events=int(bool(strange)))
            continue
        is_planted = at in trial.planted
        counts += Tally(1, is_planted, strange and is_planted, strange and not is_planted)
    return counts


def plain(series: Series) -> Trial:
    """The series as it is."""
    return Trial(series, frozenset(), frozenset(n for n, (day, _) in enumerate(series.values) if is_event(day)))


def shocked(series: Series, size: float) -> Trial:
    """The series with every so many days' value made so many times of itself, where no event and no holiday is."""
    trial = plain(series)
    places = (at for at in range(HISTORY_DAYS + 7, len(series.values), EVERY) if at not in trial.events)
    planted = frozenset(at for at in places if not is_holiday(series.values[at][0]) and series.values[at][1])
    values = (
        (day, value * size if at in planted and value is not None else value)
        for at, (day, value) in enumerate(series.values)
    )
    return replace(trial, series=replace(series, values=tuple(values)), planted=planted)


def is_event(day: date) -> bool:
    """Whether the sample company did something that day which is strange in truth."""
    from_friday = (day - black_friday(day.year)).days
    mishap = LAST_DAY - timedelta(days=MISHAP.starts_before_end)
    in_mishap = 0 <= (day - mishap).days < MISHAP.days
    return from_friday in AROUND_BLACK_FRIDAY or (day.month, day.day) in AROUND_CHRISTMAS or in_mishap


def whole(trial: Trial) -> range:
    """All days of a trial."""
    return range(len(trial.series.values))


def show_shocks(companies: list[Series]) -> None:
    """Recall by metric and size; precision over all sizes, one shock every so many days."""
    trials = {(each, size): shocked(each, size) for each in companies for size in SIZES}
    judges: dict[str, Judge] = {f"ours, k = {WIDTH:g}": partial(usual, WIDTH), "STL, k = 8": partial(stl, 8)}
    print(f"\n| metric | method | {' | '.join(f'x {size:g}' for size in SIZES)} | all | precision |")
    print("|" + "---|" * (len(SIZES) + 4))
    for metric in METRICS:
        for name, judge in judges.items():
            by_size = {
                size: sum(
                    (tally(trials[each, size], judge, whole(trials[each, size])) for each in of(metric, companies)),
                    Tally(),
                )
                for size in SIZES
            }
            total = sum(by_size.values(), Tally())
            cells = " | ".join(f"{one.found}/{one.planted}" for one in by_size.values())
            print(f"| {metric} | {name} | {cells} | {total.recall:.0%} | {total.precision:.0%} |", flush=True)


def show_quiet(title: str, groups: dict[str, list[Series]], *, plants: bool) -> None:
    """False alarms a year where nothing is planted, by metric and width; and what is found at that price."""
    judges: dict[str, Judge] = {f"ours, k = {each:g}": partial(usual, each) for each in WIDTHS}
    judges |= {f"STL, k = {k}": partial(stl, k) for k in (4, 6, 8, 12)}
    print(f"\n{title}\n\n| method | {' | '.join(groups)} |{' all shocks found |' if plants else ''}")
    print("|" + "---|" * (len(groups) + 1 + plants))
    for name, judge in judges.items():
        cells = [false_alarms([plain(each) for each in group], judge) for group in groups.values()]
        found = f" {recall(groups, judge):.0%} |" if plants else ""
        print(f"| {name} | {' | '.join(cells)} |{found}", flush=True)


def false_alarms(trials: list[Trial], judge: Judge) -> str:
    """So many a year, and beside it how many more fell on the company's own events."""
    counts = sum((tally(each, judge, whole(each)) for each in trials), Tally())
    return f"{counts.false_a_year:.1f}" + (f" (+{counts.of_events})" if counts.of_events else "")


def recall(groups: dict[str, list[Series]], judge: Judge) -> float:
    """The share of all planted shocks that is found."""
    trials = [shocked(each, size) for group in groups.values() for each in group for size in SIZES]
    return sum((tally(each, judge, sorted(each.planted)) for each in trials), Tally()).recall


def of(metric: str, series: Iterable[Series]) -> list[Series]:
    """Those of one metric."""
    return [each for each in series if each.metric == metric]


def main() -> None:
    """Both tables."""
    warnings.simplefilter("error")
    companies = [each for seed in SEEDS for each in sample_company(LAST_DAY, seed, DAYS)]
    show_shocks(companies)
    groups = {metric: of(metric, companies) for metric in METRICS}
    show_quiet("False alarms a year, sample company, nothing planted (+ alarms on its own events)", groups, plants=True)
    shop = cdnow()
    if not shop:
        print("\nCDNOW is not at hand: set KPIBOT_TEST_DATA to the folder of cdnow_orders.csv.gz.")
        return
    show_quiet("Alarms a year, CDNOW, nothing planted", {each.metric: [each] for each in shop}, plants=False)


if __name__ == "__main__":
    main()
