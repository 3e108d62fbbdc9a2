"""Months of the sample company, day by day, in a Slack that fails: every episode is told once, and in the right hands.

KPIBOT_SOAK_REPLAY: how many days to replay; `make soak` replays a year.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from brute_force import Bad, bad_runs
from databases import DatabaseServer, copied
from mischief import WIRE
from moments import NOW
from post_room import PostRoom, open_room
from sqlalchemy import select
from watches import CHANNEL_CAC

from alerts.developing import DAYS_BEFORE, Days
from alerts.episodes import Episode
from alerts.escalation import escalation
from alerts.evaluation import Reading
from alerts.holds_kept import Posted
from alerts.keeping import read_episodes
from alerts.looking import look
from alerts.rules import Severity
from alerts.watching import Watched, default_rules
from bot.alerting.hands import Hands
from bot.alerting.reconciling import Reconciling
from bot.alerting.responders import Responders
from bot.alerting.response import Response
from bot.alerting.telling import tell
from bot.delivery.outgoing import key_of
from bot.directory import Directory
from bot.slack_client import SlackClient
from etl.certificates import write_watermark
from etl.company import Company
from etl.importing import import_file
from etl.run import run_etl
from etl.sample import write_sample_company
from metrics.catalogue import METRICS
from metrics.engine import CompanyView, one_snapshot
from store.database import Database
from store.owing import OutboxStatus
from store.tables import alert_reminders, outbox

DAYS = int(os.environ.get("KPIBOT_SOAK_REPLAY", "91"))
ZONE = ZoneInfo("America/Toronto")
FIRST = NOW.astimezone(ZONE).date()
LAST = FIRST + timedelta(days=DAYS)
_DAY = timedelta(days=1)
_OPEN = [OutboxStatus.OWED, OutboxStatus.SENDING, OutboxStatus.UNCERTAIN, OutboxStatus.REFUSED]
Key = tuple[str, str]


@pytest.fixture(scope="module")
def company(server: DatabaseServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample company with a year behind it when the replay begins."""
    with copied(server, template) as database:
        files = write_sample_company(tmp_path_factory.mktemp("sample"), LAST, days=DAYS + 400)
        morning = datetime.combine(LAST + _DAY, time(6), ZONE)
        for source, file in vars(files).items():
            import_file(database, Company(), source, Path(file))
        for source in ("orders", "spend"):
            write_watermark(database, source, LAST, morning)
        run_etl(database, Company(), morning)
        yield database


@dataclass
class Mark:
    """A reaction that stands in Slack; `covers_from`: the day whose severity it is known to have been given at."""

    covers_from: date


@dataclass
class Replay:
    """Lives through the days. `marks`: what really stands on each message, by message and person."""

    room: PostRoom
    rules: tuple[Watched, ...]
    dice: Random = field(default_factory=lambda: Random(6))  # noqa: S311  # dice that fall the same each time
    marks: dict[tuple[int, str], Mark] = field(default_factory=dict)
    taken_on: dict[tuple[int, str], date] = field(default_factory=dict)
    held: int = 0

    @cached_property
    def hands(self) -> Hands:
        response = Response(escalation("America/Toronto", "15m remind", "", ""))
        return Hands(self.room.database, response, lambda: self.rules)

    @cached_property
    def reconciling(self) -> Reconciling:
        slack = SlackClient(self.room.session, self.room.server.api_url, self.room.workspace.bot_token)
        return Reconciling(slack, self.hands, Responders(Directory(slack), frozenset()))

    @cached_property
    def runs(self) -> Mapping[Key, list[Bad]]:
        """What the rules say of all days at once, by rule and part."""
        return {
            (watched.key, part): [each for each in bad_runs(watched.rule, readings) if each.days[-1] >= FIRST]
            for watched in self.rules
            for part, readings in self._readings(watched).items()
        }

    async def live(self) -> None:
        day = FIRST
        while day <= LAST:
            await self._until(datetime.combine(day + _DAY, time(6, 30), ZONE))
            await asyncio.to_thread(look, self._view(), self.rules, tell)
            await self._deliver(fails=True)
            await self._react(day)
            await asyncio.to_thread(self.hands.watch)
            await self.room.advance(20 * 60)
            await asyncio.to_thread(self.hands.watch)
            await self._deliver(fails=False)
            self._check_day(day)
            day += _DAY

    def _readings(self, watched: Watched) -> dict[str, list[Reading]]:
        with one_snapshot(self._view(datetime.combine(LAST + _DAY, time(7), ZONE))) as seen:
            days = Days(watched, seen.ask)
            before = FIRST - DAYS_BEFORE * _DAY
            return {part: days.readings(part, before) for part in days.parts()}

    def _view(self, now: datetime | None = None) -> CompanyView:
        return CompanyView(self.room.database, "America/Toronto", "CAD", now or self.room.now)

    async def _until(self, moment: datetime) -> None:
        await self.room.advance((moment - self.room.now).total_seconds())

    async def _deliver(self, *, fails: bool) -> None:
        """By two replicas, until all is there; some of it at the second or third try."""
        if fails:
            for _ in range(self.dice.randint(0, 2)):
                self.room.workspace.faults.add(self.dice.choice(WIRE).fault(self.dice))
        senders = [self.room.sender(name) for name in "ab"]
        for turn in range(300):
            if turn == 20:
                self.room.workspace.faults.clear()
            await asyncio.gather(*(sender.step() for sender in senders))
            if not self._is_any_owed():
                return
            await self.room.advance(7)
        raise AssertionError("something is owed for ever")

    def _is_any_owed(self) -> bool:
        with self.room.database.read() as connection:
            return connection.execute(select(outbox.c.id).where(outbox.c.status.in_(_OPEN))).first() is not None

    async def _react(self, day: date) -> None:
        """Some react, some take it away; a third of the events never come, some come twice, and all are read back."""
        standing, _ = self.hands.to_read_back()
        for posted in [each for each in standing if each.id == each.root_id]:
            for person in ("U0000ADA", "U00GRACE"):
                if self.dice.random() < 0.2:
                    await self._toggle(posted, person, day)
        await self.room.advance(5)
        await self.reconciling.once()

    async def _toggle(self, posted: Posted, person: str, day: date) -> None:
        key, is_set = (posted.id, person), (posted.id, person) not in self.marks
        change = self.room.server.react if is_set else self.room.server.unreact
        await change(person, posted.channel, posted.ts, "eyes")
        is_told = self.dice.random() < 0.66
        for _ in range(self.dice.randint(1, 2) if is_told else 0):
            await asyncio.to_thread(self.hands.touch, posted, person, "eyes", self.room.now, is_set=is_set)
        if is_set:
            opened = posted.posted_at.astimezone(ZONE).date() - _DAY
            self.marks[key] = Mark(day if is_told else max(opened, self.taken_on.get(key, opened)))
        else:
            del self.marks[key]
            self.taken_on[key] = day
        await self.room.advance(5)

    def _check_day(self, day: date) -> None:
        """What is open is what the rules say, in the hands of those whose marks stand and cover it."""
        known = {
            key: run.until(day)
            for key, runs in self.runs.items()
            for run in runs
            if run.days[0] <= day and not (run.is_over_on and run.is_over_on <= day)
        }
        open_now = {(each.key, each.part): each for each in self.episodes() if each.is_open}
        assert open_now.keys() == known.keys(), day
        for key, run in known.items():
            episode, worsened = open_now[key], max(run.worsened_on, FIRST)
            assert episode.severity is run.severities[-1], (day, key)
            holders = {
                person
                for (message, person), mark in self.marks.items()
                if message == episode.outbox_id and mark.covers_from >= worsened
            }
            assert set(episode.hold.people if episode.hold else ()) == holders, (day, key)
            self.held += len(holders)
            if not holders and episode.severity is Severity.CRITICAL:
                assert episode.outbox_id in self._reminded(), (day, key)

    def _reminded(self) -> set[int]:
        with self.room.database.read() as connection:
            return set(connection.execute(select(alert_reminders.c.root_id)).scalars())

    def episodes(self) -> tuple[Episode, ...]:
        with self.room.database.read() as connection:
            return read_episodes(connection)


@pytest.fixture
def rules() -> tuple[Watched, ...]:
    """The default rules, and one by channel; all in one channel."""
    place = "C00GROWTH"
    by_channel = Watched("cac-by", "cac", CHANNEL_CAC.rule, by="channel", place=place)
    return (*default_rules(METRICS, place), by_channel)


async def test_every_episode_is_told_once_and_in_the_right_hands(company: Database, rules: tuple[Watched, ...]) -> None:
    """Over months, with failures every day: no alert lost, doubled, or acknowledged by who did not."""
    async with open_room(company) as room:
        replay = Replay(room, rules)
        await replay.live()

        told = replay.episodes()
        expected = [
            (key, max(run.days[0], FIRST), run.is_over_on, max(run.until(LAST).severities))
            for key, runs in replay.runs.items()
            for run in runs
        ]
        found = [((each.key, each.part), each.opened_on, each.ended_on, each.worst_severity) for each in told]
        assert sorted(found, key=str) == sorted(_as_known(expected, replay.runs), key=str)
        assert len(found) >= 5
        assert replay.held
        posted = Counter(_key(message.metadata) for message in room.posted("growth"))
        with company.read() as connection:
            rows = connection.execute(select(outbox).where(outbox.c.action == "post")).mappings().all()
        assert {row["id"] for row in rows} >= {each.outbox_id for each in told}
        for row in rows:
            times = posted[key_of(row["kind"], row["subject"], row["channel"])]
            assert times == int(row["status"] == OutboxStatus.PROVED), dict(row)
        for episode in told:
            _assert_says(room, company, episode)
        print(f"{DAYS} days, {len(told)} episodes, {len(rows)} messages, {replay.held} times held")  # noqa: T201


def _as_known(expected: list[tuple[Key, date, date | None, Severity]], runs: Mapping[Key, list[Bad]]) -> object:
    """Before the first day nobody watched: what was worse then is not remembered."""
    for key, opened, over, _ in expected:
        run = next(each for each in runs[key] if max(each.days[0], FIRST) == opened)
        seen = [severity for day, severity in zip(run.days, run.severities, strict=True) if day >= opened]
        yield key, opened, over, max(seen)


def _assert_says(room: PostRoom, database: Database, episode: Episode) -> None:
    """Its message stands there, and says how it stands."""
    with database.read() as connection:
        row = connection.execute(select(outbox).where(outbox.c.id == episode.outbox_id)).one()
    (message,) = [each for each in room.posted("growth") if each.ts == row.ts]
    if episode.is_open:
        assert "alert-response-controls" in str(message.blocks)


def _key(metadata: object) -> str:
    return str(((metadata or {}).get("event_payload") or {}).get("key"))  # type: ignore[attr-defined]  # Slack's JSON
