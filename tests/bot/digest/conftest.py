"""A shop of fifteen weeks, one database of it for each test, and the desk that writes its digests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from clocks import set_clock
from company import ZONE, SmallCompany, noon
from copies import Copies, copies_of
from databases import DatabaseServer
from moments import NOW
from sqlalchemy import insert, select

from bot.digest.configured import read_digests
from bot.digest.desk import DigestDesk
from etl.company import Company
from etl.schedule.daily import run_daily_owed
from store.database import Database, open_database
from store.owing import OwedMessage
from store.tables import orders, outbox, spend

LAST = date(2026, 11, 21)
FIRST = LAST - timedelta(days=104)
CHANNELS = ("meta", "tiktok", "other")


def _orders() -> Iterator[dict[str, Any]]:
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        for index in range(9 + number % 4):
            name = f"{number}-{index}"
            yield {
                "id": f"o{name}",
                "customer_id": f"c{name}",
                "ordered_at": noon(day),
                "gross_amount": 40 + (number * 7 + index * 3) % 11,
                "cogs": 15,
                "currency": "CAD",
                "channel": CHANNELS[(number + index) % 3],
            }


def spend_of(first: date, last: date) -> list[dict[str, Any]]:
    """A row of each channel on each of these days."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counts = {"currency": "CAD", "impressions": 1000, "clicks": 40, "conversions": 3}
    return [
        {"day": day, "channel": channel, "amount": Decimal(60 + day.toordinal() % 9), **counts}
        for day in days
        for channel in CHANNELS
    ]


@pytest.fixture(scope="session")
def shop_template(server: DatabaseServer, template: str) -> Iterator[str]:
    """All of its rows to Nov 21, 2026, but that day's spend; published."""
    name = server.copy(template)
    database = open_database(server.url_of(name))
    company = SmallCompany(database)
    with database.write() as connection:
        connection.execute(insert(orders), list(_orders()))
        connection.execute(insert(spend), spend_of(FIRST, LAST - timedelta(days=1)))
    company.connect("refunds")
    company.complete("orders", LAST)
    company.run()
    database.close()
    yield name
    server.drop(name)


@dataclass
class Office:
    """A company's database, its clock, and the desk. `runs`: whether the nights' runs go on."""

    database: Database
    text: str = "executive -> C0123"
    runs: bool = True
    patient_until: datetime | None = None
    company: SmallCompany = field(init=False)

    def __post_init__(self) -> None:
        self.company = SmallCompany(self.database)

    @property
    def desk(self) -> DigestDesk:
        return DigestDesk(self.database, ZONE, "CAD", read_digests(self.text), patient_until=self.patient_until)

    def spend_comes(self, day: date = LAST) -> None:
        """The missing day's spend is loaded."""
        with self.database.write() as connection:
            connection.execute(insert(spend), spend_of(day, day))

    def at(self, moment: str) -> list[OwedMessage]:
        """It is that moment in Toronto ("2026-11-22 07:30"): the night's run, if it is owed, and a look."""
        self.clock(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(ZONE)))
        return self.look()

    def clock(self, moment: datetime) -> None:
        set_clock(self.database, moment)
        if self.runs:
            run_daily_owed(self.database, Company(zone=ZONE), "replica")

    def look(self) -> list[OwedMessage]:
        return self.desk.owe_what_is_due()

    def owed(self, *columns: str) -> list[tuple[Any, ...]]:
        """These columns of the outbox, in the order in which it was owed."""
        with self.database.read() as connection:
            query = select(*(outbox.c[name] for name in columns or ("subject",))).order_by(outbox.c.id)
            return [tuple(row) for row in connection.execute(query)]


@pytest.fixture(scope="session")
def shops(server: DatabaseServer, shop_template: str) -> Iterator[Copies]:
    """As many of them as there are tests."""
    with copies_of(server, shop_template) as copies:
        yield copies


@pytest.fixture
def late_shop(shops: Copies) -> Iterator[Office]:
    """The spend of Nov 21 is missing."""
    with shops.one() as database:
        yield Office(database)


@pytest.fixture
def shop(late_shop: Office) -> Office:
    """All is in to Nov 21, and waits for the night's run."""
    late_shop.spend_comes()
    return late_shop


@pytest.fixture(scope="session")
def calm_shop(shops: Copies) -> Iterator[Office]:
    """The morning of Nov 22: all is in and published. Only to be asked: the tests share it."""
    with shops.one() as database:
        office = Office(database, "board: revenue, grossmargin -> C0123")
        office.spend_comes()
        office.clock(NOW)
        yield office


@pytest.fixture
def spoken_of() -> Callable[[OwedMessage], str]:
    """The words of its blocks."""
    return lambda owed: "\n".join(_texts(list(owed.blocks)))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from ([node["text"]] if isinstance(node.get("text"), str) else [])
        yield from (text for value in node.values() for text in _texts(value))
    elif isinstance(node, list):
        yield from (text for each in node for text in _texts(each))
