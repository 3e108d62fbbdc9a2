"""A company of a few weeks, its subscriptions, and a clock that every replica reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from clocks import set_clock
from company import ZONE, SmallCompany
from databases import DatabaseServer, copied
from sqlalchemy import insert, select, text

from bot.answering import Answering
from bot.subscriptions.book import Added, NewSubscription, SubscriptionBook
from bot.subscriptions.poster import Poster
from bot.subscriptions.schedule import Every, Schedule
from bot.subscriptions.subscription import Subscription
from etl.booking import DAILY_JOB
from etl.schedule.owed import moment_of
from store.clock import read_clock
from store.database import Database
from store.owing import OwedMessage
from store.tables import job_slots, outbox

TORONTO = ZoneInfo(ZONE)
CLOSED = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
DAILY = Schedule(Every.DAY, time(9))


@dataclass
class Press:
    """The book, the poster and the outbox; it is Sunday, Nov 22, 2026, 12:00 in Toronto at first."""

    database: Database

    def __post_init__(self) -> None:
        self.book = SubscriptionBook(self.database)
        self.answering = Answering(self.database, ZONE, "CAD", lambda: read_clock(self.database))
        self.poster = Poster(self.database, self.answering, ZONE)
        self.clock("12:00", date(2026, 11, 22))

    def clock(self, at: str, day: date = MONDAY) -> datetime:
        """It is that local time in Toronto."""
        now = moment_of(day, time.fromisoformat(at), TORONTO)
        set_clock(self.database, now)
        return now

    def subscribe(
        self,
        words: str = "cac 30d by channel",
        schedule: Schedule = DAILY,
        channel: str = "C1",
        zone: str = ZONE,
        made_by: str = "U1",
    ) -> Subscription:
        """Somebody subscribes."""
        added = self.book.add(NewSubscription(words, channel, schedule, zone, made_by))
        assert isinstance(added, Added), added
        return added.subscription

    def look(self, at: str | None = None, day: date = MONDAY) -> list[OwedMessage]:
        """It is that time, and the poster looks."""
        if at:
            self.clock(at, day)
        return list(self.poster.owe_what_is_due())

    def night_is_done(self, day: date) -> None:
        """The daily run of that date is done, and so all before it."""
        done = {"job": DAILY_JOB, "local_date": day, "status": "done", "lease": "etl", "token": 1, "holder": "a"}
        at = moment_of(day, time(1, 12), TORONTO)
        with self.database.write() as connection:
            connection.execute(insert(job_slots).values(**done, attempts=1, retry_at=at, done_at=at))

    def owed(self, *columns: str) -> list[Any]:
        """These columns of the outbox, in the order in which it was owed; of one column, the values alone."""
        with self.database.read() as connection:
            query = select(*(outbox.c[name] for name in columns or ("subject",))).order_by(outbox.c.id)
            rows = [tuple(row) for row in connection.execute(query)]
        return [row[0] for row in rows] if len(columns) < 2 else rows


@pytest.fixture(scope="session")
def company_database(server: DatabaseServer, template: str) -> Iterator[Database]:
    """Forty days of orders and of spend to Nov 21, 2026, published."""
    with copied(server, template) as database:
        company = SmallCompany(database)
        for back in range(40):
            company.customers(CLOSED - timedelta(days=back), 4 + back % 3, channel=("meta", "tiktok")[back % 2])
        for channel in ("meta", "tiktok"):
            company.spend(CLOSED - timedelta(days=40), CLOSED, 60, channel)
        company.connect("refunds")
        company.publish()
        yield database


@pytest.fixture
def press(company_database: Database) -> Press:
    """A company whose subscriptions are posted; nothing is subscribed or owed yet."""
    with company_database.write() as connection:
        connection.execute(text("TRUNCATE subscriptions, outbox, stated_numbers, job_slots RESTART IDENTITY CASCADE"))
    return Press(company_database)
