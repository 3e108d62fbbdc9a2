"""When a subscription is due: which local dates, and at what time. Pure; it writes itself as it is typed."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

# The day of a month that is its last, however long it is.
LAST = -1
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORTEST_MONTH = 28
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


class Every(StrEnum):
    """How often."""

    DAY = "daily"
    WEEKDAY = "weekdays"
    WEEK = "weekly"
    MONTH = "monthly"


@dataclass(frozen=True)
class Schedule:
    """`day`: of a week 1 (Monday) to 7, of a month 1 to 31 or LAST, otherwise 0.

    A month that does not have the day has it on its last: nobody who asked for the 31st wants no February.
    """

    every: Every
    at: time
    day: int = 0

    @property
    def words(self) -> str:
        """What to type for it."""
        clock = f"{self.at:%H:%M}"
        match self.every:
            case Every.WEEK:
                return f"{self.every} {WEEKDAYS[self.day - 1][:3].lower()} {clock}"
            case Every.MONTH:
                return f"{self.every} {_day_of_month(self.day)} {clock}"
        return f"{self.every} {clock}"

    @property
    def spoken(self) -> str:
        """How a person reads it: "every Monday at 09:00"."""
        return f"{self._days} at {self.at:%H:%M}"

    @property
    def _days(self) -> str:
        match self.every:
            case Every.DAY:
                return "every day"
            case Every.WEEKDAY:
                return "Monday to Friday"
            case Every.WEEK:
                return f"every {WEEKDAYS[self.day - 1]}"
        if self.day == LAST:
            return "on the last day of every month"
        shorter = " (the last day of a shorter one)" if self.day > _SHORTEST_MONTH else ""
        return f"on the {_day_of_month(self.day)} of every month{shorter}"

    def falls_on(self, day: date) -> bool:
        """Whether it is due on this local date."""
        match self.every:
            case Every.DAY:
                return True
            case Every.WEEKDAY:
                return day.isoweekday() <= 5
            case Every.WEEK:
                return day.isoweekday() == self.day
        last = monthrange(day.year, day.month)[1]
        return day.day == (last if self.day == LAST else min(self.day, last))


def _day_of_month(day: int) -> str:
    """ "1st", "22nd", "13th", "last"."""
    if day == LAST:
        return "last"
    return f"{day}{'th' if day in range(11, 14) else _ORDINALS.get(day % 10, 'th')}"
