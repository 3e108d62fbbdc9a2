"""The editions of a digest: on which dates there is one, and over which days its numbers are asked.

Each edition is a message of its own, so a Monday that is the first of a month brings three: each is read in twenty
seconds, is about its own days, and is corrected by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.additive import adds_up
from metrics.answer import Period
from metrics.metric import Metric
from metrics.periods import DEFAULT_PERIOD, CalendarUnit, Last, PeriodSpec, Yesterday
from metrics.question import Question

_DAY = timedelta(days=1)
# Editions of its kind before it that a number's movement is held against.
EARLIER = 8


@dataclass(frozen=True)
class Edition:
    """One kind of edition. `of_sums`: the days of what adds up over days; `of_others`: those of rates and stocks.

    `page_words`: the days of its picture, as one types them. `falls_on`: whether a local date has one. `earlier`: the
    date of the edition so many before that of a date.
    """

    name: str
    of_sums: PeriodSpec
    of_others: PeriodSpec
    page_words: str
    falls_on: Callable[[date], bool]
    earlier: Callable[[date, int], date]

    def question(self, metric: Metric, local_date: date) -> Question:
        """What the edition of a date asks of a metric; the day before is the last that counts.

        A metric with days of its own (the last month, a year of cohorts, customers of some age) keeps them.
        """
        period = self.of_sums if adds_up(metric.expression) else self.of_others
        if metric.default_period != DEFAULT_PERIOD or metric.matures_after is not None:
            period = metric.default_period
        return Question(metric.name, period, as_of=last_day(local_date))

    def days(self, local_date: date) -> Period:
        """The days that it is about."""
        return self.of_sums.resolve(last_day(local_date), local_date).period

    def next_date(self, local_date: date) -> date:
        """The date of the edition after that of a date."""
        day = local_date + _DAY
        while not self.falls_on(day):
            day += _DAY
        return day

    def latest_date(self, local_date: date) -> date:
        """The last date up to this one that has one."""
        while not self.falls_on(local_date):
            local_date -= _DAY
        return local_date


def last_day(local_date: date) -> date:
    """The day that a digest of this date speaks of."""
    return local_date - _DAY


def _weeks_earlier(local_date: date, number: int) -> date:
    return local_date - timedelta(weeks=number)


def _months_earlier(local_date: date, number: int) -> date:
    months = local_date.year * 12 + local_date.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


DAILY = Edition(
    name="daily",
    of_sums=Yesterday(),
    of_others=DEFAULT_PERIOD,
    page_words="",
    falls_on=lambda day: True,  # noqa: ARG005  # every date has one
    # The same weekday: a Monday always differs from its Sunday.
    earlier=_weeks_earlier,
)
WEEKLY = Edition(
    name="weekly",
    of_sums=Last(CalendarUnit.WEEK),
    of_others=Last(CalendarUnit.WEEK),
    page_words="last week",
    falls_on=lambda day: day.weekday() == 0,
    earlier=_weeks_earlier,
)
MONTHLY = Edition(
    name="monthly",
    of_sums=Last(CalendarUnit.MONTH),
    of_others=Last(CalendarUnit.MONTH),
    page_words="last month",
    falls_on=lambda day: day.day == 1,
    earlier=_months_earlier,
)

# In this order where several fall on one date.
EDITIONS = (DAILY, WEEKLY, MONTHLY)


def find_edition(name: str) -> Edition | None:
    """The edition of this name."""
    return next((edition for edition in EDITIONS if edition.name == name.strip().lower()), None)
