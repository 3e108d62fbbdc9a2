"""An office that was promised a digest each morning at 9:00, in Toronto."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from clocks import set_clock
from ears import Ear, listening_ear
from posts import Posts
from pydantic import SecretStr
from sqlalchemy import Connection, insert, select

from bot.auditing.auditor import Auditor, audit
from bot.auditing.outside import Outside
from bot.promises import Promise
from etl.booking import DAILY_JOB
from etl.schedule.owed import moment_of
from store.database import Database
from store.owing import OwedMessage, owe
from store.tables import job_slots, outbox

ZONE = ZoneInfo("America/Toronto")
DAY = date(2026, 11, 22)


def at(clock: str, day: date = DAY) -> datetime:
    """That local time."""
    return moment_of(day, time.fromisoformat(clock), ZONE)


def morning_digests(_: Connection, after: datetime, upto: datetime) -> list[Promise]:
    """One for each local date, whatever a scheduler does."""
    day, promised = after.astimezone(ZONE).date(), []
    while at("07:30", day) <= upto:
        if at("07:30", day) > after:
            promised.append(Promise("digest", f"executive {day}", "C1", at("07:30", day), at("09:00", day)))
        day += timedelta(days=1)
    return promised


@dataclass
class Office:
    """The outbox, the clock, and an auditor that begins a day before."""

    database: Database
    webhook: Ear
    heartbeat: Ear
    auditor: Auditor = field(init=False)

    def __post_init__(self) -> None:
        self.posts = Posts(self.database)
        outside = Outside(SecretStr(self.webhook.url), SecretStr(self.heartbeat.url))
        self.auditor = Auditor(self.database, ZONE, [morning_digests], {"U1"}, outside, "a")

    def at(self, clock: str, day: date = DAY) -> datetime:
        """That local time."""
        return at(clock, day)

    def replica(self, holder: str, **changes: Any) -> Auditor:
        return replace(self.auditor, holder=holder, **changes)

    def look_at(self, clock: str, day: date = DAY) -> None:
        """It is that time, and the auditor looks."""
        set_clock(self.database, at(clock, day))
        audit(self.auditor)

    def owe(self, kind: str = "digest", subject: str = f"executive {DAY}", channel: str = "C1", **owed: Any) -> int:
        with self.database.write() as connection:
            due_at = owed.pop("due_at", at("07:30"))
            owed_id = owe(connection, OwedMessage(kind, subject, channel, "The numbers.", [], due_at, **owed))
        assert owed_id is not None
        return owed_id

    def night_is_done(self, day: date, clock: str = "01:12") -> None:
        """The daily run of that date is done, and so all before it."""
        done = {"job": DAILY_JOB, "local_date": day, "status": "done", "lease": "etl", "token": 1, "holder": "a"}
        moment = {"retry_at": at(clock, day), "done_at": at(clock, day)}
        with self.database.write() as connection:
            connection.execute(insert(job_slots).values(**done, attempts=1, **moment))

    def told(self) -> list[str]:
        """What the owner is told, in order."""
        with self.database.read() as connection:
            notices = select(outbox.c.message, outbox.c.channel).where(outbox.c.kind == "notice").order_by(outbox.c.id)
            rows = connection.execute(notices).all()
        assert {row.channel for row in rows} <= {"U1"}
        return [row.message["text"] for row in rows]

    def heard(self) -> list[str]:
        """What the webhook was posted."""
        return [body["text"] for _, body in self.webhook.heard]


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """Saturday's digest is delivered, the nights are done, and the audit began on Saturday at six."""
    with listening_ear() as webhook, listening_ear() as heartbeat:
        office = Office(database, webhook, heartbeat)
        office.look_at("06:00", date(2026, 11, 21))
        saturday = office.owe(subject="executive 2026-11-21", due_at=at("07:30", date(2026, 11, 21)))
        office.posts.prove(saturday, ended_at=datetime(2026, 11, 21, 13, tzinfo=UTC))
        office.night_is_done(DAY)
        heartbeat.heard.clear()
        yield office
