"""A shop over a hundred days whose refunds, ad spend and customers rise and fall, and its numbers added up by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import sin
from zoneinfo import ZoneInfo

from company import ZONE, SmallCompany
from databases import DatabaseServer, copied

from metrics.engine import CompanyView
from store.database import Database, open_database

FIRST = date(2026, 8, 10)
LAST = date(2026, 11, 21)
CHANNELS = ("meta", "tiktok")
AMOUNT = 50


@dataclass(frozen=True)
class Quarter:
    """Each day's numbers; `view` asks as on the morning after a day."""

    database: Database
    customers: dict[tuple[date, str], int] = field(default_factory=dict)
    spent: dict[tuple[date, str], int] = field(default_factory=dict)
    refunded: dict[date, int] = field(default_factory=dict)

    def write(self) -> None:
        """Into the database, and published."""
        shop = SmallCompany(self.database)
        for number, day in enumerate(days(FIRST, LAST)):
            for index, channel in enumerate(CHANNELS):
                self.customers[day, channel] = 2 + round(1.4 + 1.5 * sin(number / 9 + index))
                self.spent[day, channel] = 150 + round(70 * sin(number / 7 + 2 * index))
                shop.customers(day, self.customers[day, channel], channel)
                shop.spend(day, day, self.spent[day, channel], channel)
            self.refunded[day] = max(0, round(14 + 15 * sin(number / 5)))
            if self.refunded[day]:
                shop.refund(f"r-{day}", f"o-c-meta-{day}-0", day, self.refunded[day])
        shop.publish()

    def view(self, day: date) -> CompanyView:
        """Whose numbers are asked, on the morning after this day."""
        morning = datetime.combine(day + timedelta(days=1), time(2), tzinfo=ZoneInfo(ZONE))
        return CompanyView(self.database, ZONE, "CAD", morning)

    def refund_rate(self, day: date, length: int) -> Decimal:
        """Over so many days that end on this one."""
        window = days(day - timedelta(days=length - 1), day)
        revenue = sum(AMOUNT * self.customers.get((each, channel), 0) for each in window for channel in CHANNELS)
        return Decimal(sum(self.refunded.get(each, 0) for each in window)) / Decimal(revenue)

    def cac(self, day: date, length: int, *channels: str) -> Decimal | None:
        """Of these channels; None where there are too few customers to say."""
        window = days(day - timedelta(days=length - 1), day)
        won = sum(self.customers.get((each, channel), 0) for each in window for channel in channels)
        spent = sum(self.spent.get((each, channel), 0) for each in window for channel in channels)
        return Decimal(spent) / won if won >= 20 else None


@contextmanager
def written(server: DatabaseServer, template: str) -> Iterator[tuple[str, Quarter]]:
    """A database to copy, and what was written into it."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    quarter = Quarter(database)
    quarter.write()
    database.close()
    yield name, quarter
    server.drop(name)


@contextmanager
def copy_of(server: DatabaseServer, written_quarter: tuple[str, Quarter]) -> Iterator[Quarter]:
    """The same quarter in a database of its own."""
    name, quarter = written_quarter
    with copied(server, name) as database:
        yield replace(quarter, database=database)


def days(first: date, last: date) -> list[date]:
    """All of them, the two included."""
    return list(_days(first, last))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
