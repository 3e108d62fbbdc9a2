"""The bot in the strict workspace: real Bolt, real HTTP and WebSocket; only the numbers and the drawing are fakes."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.access.roster import Roster
from bot.app import Tuning, run_bot
from bot.delivery.wiring import Outbox
from bot.home.kept_views import HomeView
from bot.live.content import LiveContent
from bot.news import News, Pace
from bot.pacing import Pacing
from bot.posted_answers import Posted
from bot.receiving.arrivals import Arrivals
from bot.receiving.sockets import Sockets
from bot.records import Records
from bot.refreshing.on_demand import AlreadyRunning, Progress, Ran
from bot.refreshing.permits import Decision, Why
from bot.refreshing.refresher import Refreshing, TellingPace
from bot.replying import Patience
from bot.spot import Spot
from bot.status import Status as NumbersStatus
from charts import PictureForm, RenderError
from etl.run import RunError
from metrics.answer import Answer, ChartKind, Dashboard, Freshness, Part, Point, Snapshot, Status, Target, Unit
from metrics.as_of import UnknownSnapshotError
from metrics.catalogue import find_metric
from metrics.dashboard import Layout, PageDays, arranged
from metrics.engine import AsOf
from metrics.periods import PeriodSpec
from metrics.question import Question
from metrics.since import Since
from sandbox import Message, Settings, Workspace, WorkspaceServer
from sandbox.people.results import Result

MANIFEST = json.loads((Path(__file__).parents[3] / "manifest.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)
CLOSED = TODAY - timedelta(days=1)
POSTED = datetime(2026, 11, 22, 15, tzinfo=UTC)
NOTHING_YET = NumbersStatus(TODAY, ZoneInfo("America/Toronto"))


def answer_to(question: Question, **changes: Any) -> Answer:
    """A plausible answer to a question, the same each time."""
    metric = find_metric(question.metric)
    assert metric is not None
    resolved = question.period.resolve(CLOSED, TODAY)
    days = [CLOSED - timedelta(days=6 - index) for index in range(7)]
    parts = (Part("Meta", Decimal("3.9")), Part("TikTok", Decimal("4.6"))) if question.by else ()
    answer = Answer(
        metric=metric.name,
        title=metric.title,
        unit=Unit.RATIO,
        currency="CAD",
        direction=metric.direction,
        chart=ChartKind.BAR if parts else metric.chart,
        definition=metric.expression.formula(),
        doc=metric.doc,
        period=resolved.period,
        period_words=question.period.words,
        value=Decimal("4.21"),
        target=Target(Decimal(5)),
        status=Status.OFF_TARGET,
        series=tuple(Point(day, Decimal(index) / 10 + 4) for index, day in enumerate(days)),
        comparison=question.versus,
        dimension=question.by,
        breakdown=parts,
        freshness=Freshness(CLOSED, 0),
        snapshot=Snapshot(7, datetime(2026, 11, 22, 6, 10, tzinfo=UTC)),
    )
    return replace(answer, **changes)


class FakeAnswers:
    """Stands in for bot.answering.Answering. `gate` holds answers back; `changes` bends them; `error` breaks them."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.reasons: list[Question] = []
        self.pages: list[tuple[str, PeriodSpec | None]] = []
        self.as_of: list[AsOf | None] = []
        self.is_thinned = False
        self.changed_since: Since | None = None
        self.changes: dict[str, Any] = {}
        self.error: Exception | None = None
        self.gates: dict[str, threading.Event] = {}

    def answer(self, question: Question, as_of: AsOf | None = None) -> Answer:
        self.as_of.append(as_of)
        if as_of and self.is_thinned:
            raise UnknownSnapshotError(f"Snapshot {as_of.snapshot} is not kept.")
        self.asked.append(question)
        gate = self.gates.get(question.period.words)
        if gate is not None:
            assert gate.wait(10), "nobody opened the gate"
        if self.error is not None:
            raise self.error
        return answer_to(question, **self.changes)

    def why(self, question: Question, as_of: AsOf | None = None) -> Answer:  # noqa: ARG002  # the real one's signature
        self.reasons.append(question)
        return answer_to(question, **self.changes)

    def since(self, question: Question, then: Answer) -> Since | None:  # noqa: ARG002  # the real one's signature
        return self.changed_since

    def dashboard(
        self,
        layout: Layout,
        period: PeriodSpec | None,
        until: date | None = None,
        as_of: AsOf | None = None,  # noqa: ARG002  # the real one's signature
    ) -> Dashboard:
        self.pages.append((layout.name, period))
        return arranged(layout, PageDays(period, until), lambda question: answer_to(question, **self.changes))

    def hold(self, period: str = "30d") -> threading.Event:
        """Questions for this period wait until the event is set."""
        self.gates[period] = threading.Event()
        return self.gates[period]


class FakePosted:
    """Stands in for bot.posted_answers.PostedAnswers."""

    def __init__(self) -> None:
        self.rows: dict[Spot, str] = {}
        self.snapshots: dict[Spot, int | None] = {}
        self.live: dict[Spot, LiveContent | None] = {}
        self.error: Exception | None = None

    def remember(self, spot: Spot, words: str, snapshot: int | None, live: LiveContent | None = None) -> None:
        if self.error is not None:
            raise self.error
        self.rows[spot] = words
        self.snapshots[spot] = snapshot
        self.live[spot] = live

    def at(self, channel: str, ts: str) -> Posted | None:
        return self._latest([spot for spot in self.rows if (spot.channel, spot.ts) == (channel, ts)])

    def in_thread(self, channel: str, thread_ts: str) -> Posted | None:
        known = [spot for spot in self.rows if spot.channel == channel and thread_ts in {spot.ts, spot.thread_ts}]
        return self._latest(known)

    def lately(self, channel: str) -> Posted | None:
        return self._latest([spot for spot in self.rows if spot.channel == channel])

    def _latest(self, spots: list[Spot]) -> Posted | None:
        last = max(spots, key=lambda spot: spot.ts, default=None)
        return Posted(self.rows[last], self.snapshots.get(last), POSTED) if last else None


class FakeOnDemand:
    """Stands in for bot.refreshing.on_demand.EtlOnDemand. It goes through `steps`; `gate` holds it back after them."""

    def __init__(self) -> None:
        self.holders: list[str] = []
        self.steps: list[str] = []
        self.ran: Ran | AlreadyRunning = Ran(None)
        self.error: RunError | None = None
        self.gate: threading.Event | None = None

    def run(self, holder: str, progress: Progress) -> Ran | AlreadyRunning:
        self.holders.append(holder)
        for number, step in enumerate(self.steps, start=1):
            progress(number, len(self.steps), step)
        assert self.gate is None or self.gate.wait(10), "nobody opened the gate"
        if self.error is not None:
            raise self.error
        return self.ran


class FakePermits:
    """Stands in for bot.refreshing.permits.Permits."""

    def __init__(self) -> None:
        self.decision = Decision(Why.GRANTED)

    def decide(self, user: str) -> Decision:  # noqa: ARG002  # the real one's signature
        return self.decision


class NoneLive:
    """Stands in for bot.live.kept_messages.LiveMessages where no message is live."""

    def take(self) -> None:
        return None

    def is_anything_left(self) -> bool:
        return False


class FakePeople:
    """Stands in for bot.home.viewers.Viewers."""

    def __init__(self) -> None:
        self.questions: dict[str, list[str]] = {}
        self.stars: dict[str, list[str]] = {}

    def asked(self, user: str, words: str) -> None:
        mine = self.questions.setdefault(user, [])
        self.questions[user] = [words, *(each for each in mine if each != words)]

    def recent(self, user: str, most: int) -> tuple[str, ...]:
        return tuple(self.questions.get(user, [])[:most])

    def star(self, user: str, words: str) -> None:
        self.stars.setdefault(user, []).append(words)

    def unstar(self, user: str, words: str) -> None:
        self.stars[user].remove(words)

    def starred(self, user: str) -> tuple[str, ...]:
        return tuple(self.stars.get(user, []))


class FakeHomes:
    """Stands in for bot.home.kept_views.HomeViews. `snapshot`: the newest; `error` breaks the next look for it."""

    def __init__(self) -> None:
        self.views: dict[str, HomeView] = {}
        self.shown: dict[str, int] = {}
        self.snapshot = 1
        self.errors: list[Exception] = []

    def opened(self, user: str, channel: str, first_tab: str, shows: str | None) -> None:
        known = self.views.get(user)
        self.views[user] = HomeView(user, channel, known.tab if known else first_tab, shows)
        self.shown[user] = self.snapshot

    def of(self, user: str) -> HomeView | None:
        return self.views.get(user)

    def choose(self, user: str, tab: str) -> None:
        self.views[user] = replace(self.views[user], tab=tab)

    def published(self, user: str, shows: str) -> None:
        self.views[user] = replace(self.views[user], hash=shows)

    def forget_hash(self, user: str, known: str | None) -> None:
        if self.views[user].hash == known:
            self.views[user] = replace(self.views[user], hash=None)

    def take_outdated(self) -> str | None:
        if self.errors:
            raise self.errors.pop()
        user = next((each for each, shown in self.shown.items() if shown < self.snapshot), None)
        if user is not None:
            self.shown[user] = self.snapshot
        return user


class FakeDashboards:
    """Stands in for bot.dashboards.CompanyDashboards."""

    def __init__(self, answers: FakeAnswers) -> None:
        self.asked: list[str] = []
        self._answers = answers
        self._metrics = {"executive": ("ltvcac", "revenue"), "finance": ("revenue", "refundrate"), "growth": ("cac",)}

    def names(self) -> tuple[str, ...]:
        return tuple(self._metrics)

    def dashboard(self, name: str, period: PeriodSpec | None) -> Dashboard:
        assert period is None
        self.asked.append(name)
        answers = tuple(self._answers.answer(Question(metric)) for metric in self._metrics[name])
        title = f"{name.capitalize()} dashboard"
        return Dashboard(name, title, answers[0].period, answers[:1], (answers,), answers[0].snapshot)


class FakeRenderer:
    """Stands in for charts.RenderPool, with a memory; pictures wait until `gate` is set."""

    def __init__(self) -> None:
        self.drawn: list[Answer] = []
        self.forms: list[PictureForm] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.error: RenderError | None = None

    async def render(
        self,
        answer: Answer,
        timeout: float,  # noqa: ARG002, ASYNC109  # the pool's signature
        form: PictureForm = PictureForm.PNG,
    ) -> bytes:
        self.drawn.append(answer)
        self.forms.append(form)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        if form is PictureForm.SVG:
            return b'<svg xmlns="http://www.w3.org/2000/svg" width="12" height="7"><path d="M0 0L12 7"/></svg>'
        picture = BytesIO()
        Image.new("RGB", (12, 7), "white").save(picture, "PNG")
        return picture.getvalue()


@dataclass
class Office:
    """A workspace with people in it, and the bot."""

    workspace: Workspace
    server: WorkspaceServer
    answers: FakeAnswers
    renderer: FakeRenderer
    logged: pytest.LogCaptureFixture
    posted: FakePosted = field(default_factory=FakePosted)
    people: FakePeople = field(default_factory=FakePeople)
    homes: FakeHomes = field(default_factory=FakeHomes)
    dashboards: FakeDashboards = field(init=False)
    records: Records | None = None
    refreshing: Refreshing | None = None
    outbox: Outbox | None = None
    arrivals: Arrivals | None = None
    lacking: str | None = None
    pacing: Pacing | None = None
    roster: Roster = field(default_factory=Roster)
    on_demand: FakeOnDemand = field(default_factory=FakeOnDemand)
    permits: FakePermits = field(default_factory=FakePermits)
    bots: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dashboards = FakeDashboards(self.answers)
        self.news: Callable[[], News] = lambda: News(lambda: self.homes.snapshot)

    async def start(self, **changes: Any) -> None:
        """Start a bot, and wait until its sockets are open. It takes any patience by keyword, and `ready_pauses`."""
        pauses = changes.pop("ready_pauses", (0.02,) * 40)
        calm = {"working": 5.0, "picture": 5.0, "picture_alone": 5.0, "refused_pauses": (0.0, 0.02, 0.05)}
        last = changes.pop("last_answers", 5.0)
        telling = changes.pop("telling", TellingPace(0.02, 0.02))
        patience = Patience(**{**calm, **changes})
        tuning = Tuning(
            patience,
            pauses,
            last_answers=last,
            pace=Pace(0.05, 0.01, 0.01),
            telling=telling,
        )
        before = self.listening()
        bot = asyncio.create_task(
            run_bot(
                self.answers,
                self.renderer,
                self.records
                or Records(self.posted, self.people, self.homes, NoneLive(), lambda: NOTHING_YET, pacing=self.pacing),
                self.news(),
                refreshing=self.refreshing or Refreshing(self.on_demand, self.permits),
                dashboards=self.dashboards,
                outbox=self.outbox,
                bot_token=self.workspace.bot_token,
                arrivals=self.arrivals or Sockets(self.workspace.app_token, ping_seconds=0.2),
                readiness=lambda: self.lacking,
                roster=self.roster,
                api_url=self.server.api_url,
                tuning=tuning,
            )
        )
        self.bots.append(bot)
        await self.until(lambda: bot.done() or self.listening() > before)
        if bot.done():
            bot.result()

    def listening(self) -> int:
        """How many bots hear what happens here: each by two sockets, or at an address."""
        return self.server.socket.connections // 2 + self.log().count("listening host=")

    async def stop(self) -> None:
        """End every bot, as SIGTERM does."""
        bots, self.bots = self.bots, []
        for bot in bots:
            bot.cancel()
        await asyncio.gather(*bots, return_exceptions=True)

    async def ask(self, text: str, who: str = "ada", where: str = "#general") -> Result:
        """Type /kpi and these words."""
        return await self.server.slash(who, where, "/kpi", text)

    async def say(self, text: str, who: str = "ada", where: str = "#general", thread_ts: str | None = None) -> Message:
        """Write a message; "@kpibot" becomes a mention."""
        return await self.server.post_as_user(who, where, text, thread_ts)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for the condition."""
        await self.server.until(condition)

    def messages(self, where: str = "#general", viewer: str | None = None) -> list[Message]:
        """What the bot has said there."""
        return [message for message in self.workspace.messages(where, viewer) if message.by_bot]

    async def message(
        self, test: Callable[[Message], object] = bool, where: str = "#general", viewer: str | None = None
    ) -> Message:
        """The bot's only message there, once it is as the test wants it."""

        def found() -> list[Message]:
            return [each for each in self.messages(where, viewer) if test(each)]

        await self.until(found)
        messages = self.messages(where, viewer)
        assert len(messages) == 1, [each.text for each in messages]
        return messages[0]

    async def click(self, message: Message, action_id: str, choice: str | None = None, who: str = "ada") -> Result:
        """Use a control of a message."""
        return await self.server.click(who, message.ts, message.channel, action_id, choice)

    def log(self) -> str:
        """What the operator reads."""
        return "\n".join(record.getMessage() for record in self.logged.records)

    def calls(self, method: str) -> list[Any]:
        """The bot's requests of one method."""
        return [call for call in self.workspace.journal.calls if call.method == method]


@pytest.fixture
async def office(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Office]:
    """A running workspace; the test starts the bot."""
    caplog.set_level(logging.INFO)
    answers = FakeAnswers()
    workspace = Workspace.demo(settings=Settings(file_seconds=0.02, message_burst=20))
    # A scope or an event that the manifest lacks is lacking here, too.
    workspace.install(MANIFEST)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(WorkspaceServer(workspace))
        running = Office(workspace, server, answers, FakeRenderer(), caplog)
        stack.push_async_callback(running.stop)
        yield running
        for gate in answers.gates.values():
            gate.set()


@pytest.fixture
async def started(office: Office) -> Office:
    """A running workspace with a patient bot."""
    await office.start()
    return office


@pytest.fixture
def answered() -> Callable[..., Answer]:
    """Makes an answer to a question."""
    return answer_to


@pytest.fixture
def blocks_of() -> Callable[[Message, str], list[dict[str, Any]]]:
    """The blocks of one type in a message."""
    return lambda message, kind: [block for block in message.blocks if block["type"] == kind]
