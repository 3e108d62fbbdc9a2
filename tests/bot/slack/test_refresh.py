"""Having the numbers brought up to date, by words and by the button: once at a time, in sight, and said in words."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from clocks import set_clock
from company import ZONE, SmallCompany
from moments import NOW

from bot.answering import Answering
from bot.refreshing.folded import FoldedRows, Kind
from bot.refreshing.on_demand import AlreadyRunning, Ran
from bot.refreshing.permits import Decision, Why
from bot.refreshing.refresher import TellingPace
from bot.refreshing.wiring import refreshing_in
from etl.company import Company
from etl.run import RunError
from metrics.answer import Point
from store.database import Database

CLOSED = date(2026, 11, 21)
LATE = Ran(8, (FoldedRows("orders", Kind.LATE, 31), FoldedRows("refunds", Kind.CHANGED, 1)))
SLOWLY = TellingPace(0.02, 60.0)


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


def control(message: Any, action_id: str) -> dict[str, Any] | None:
    elements = [e for block in message.blocks if block["type"] == "actions" for e in block["elements"]]
    return next((each for each in elements if each["action_id"] == action_id), None)


async def until_told(office: Any, text: str, who: str = "ada", where: str = "#general") -> None:
    """Wait until that person reads this."""
    await office.until(lambda: any(m.text.startswith(text) for m in office.messages(where, who)))


async def test_a_refresh_says_how_far_it_is_and_what_came_of_it(started: Any) -> None:
    """Who waits for late orders would not know whether anything happens, nor what it changed."""
    desk = started.on_demand
    desk.steps, desk.gate, desk.ran = ["reading changes", "computing as it was"], threading.Event(), LATE
    await started.ask("refresh")
    progress = await started.message(lambda m: "step 2 of 2" in m.text)
    desk.gate.set()
    result = await started.message(lambda m: "folded in" in m.text)

    assert progress.text == "⏳ Folding in changes: step 2 of 2, computing as it was…"
    assert result.text == (
        "31 late orders and 1 changed refund folded in: net revenue of the last 35 days is the same."
    )
    assert (result.ts, result.ephemeral_for) == (progress.ts, None)
    assert desk.holders == ["on demand for U0000ADA"]


async def test_a_run_that_is_quick_says_only_what_came_of_it(office: Any) -> None:
    """A message would flicker for nothing, and cost an edit."""
    await office.start(telling=TellingPace(10.0, 10.0))
    office.on_demand.ran = LATE
    await office.ask("refresh")
    await office.message(lambda m: "folded in" in m.text)

    assert office.calls("chat.update") == []


async def test_steps_are_told_no_faster_than_they_can_be_read(office: Any) -> None:
    """Slack would refuse the edits, the result among them."""
    await office.start(telling=SLOWLY)
    desk = office.on_demand
    desk.steps, desk.gate, desk.ran = [f"step {number}" for number in range(50)], threading.Event(), LATE
    await office.ask("refresh")
    await office.message(lambda m: "Folding in" in m.text)
    desk.gate.set()
    await office.message(lambda m: "folded in" in m.text)

    assert len(office.calls("chat.update")) == 1


async def test_nothing_new_is_told_to_who_asked_alone(office: Any) -> None:
    """The channel would be full of nothing."""
    await office.start(telling=TellingPace(10.0, 10.0))
    await office.ask("refresh")
    await until_told(office, "Nothing had changed: these are the newest numbers.")

    assert office.messages(viewer="grace") == []


async def test_two_people_at_once_start_one_run(started: Any) -> None:
    """Each click would rebuild the numbers beside the others."""
    desk = started.on_demand
    desk.ran = AlreadyRunning()
    await started.ask("refresh", who="grace")
    await until_told(started, "A run is on its way already", "grace")

    assert started.messages() == []


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        (Decision(Why.NOT_ALLOWED), "You are not among those who may start a run (KPIBOT_REFRESHERS names them)."),
        (Decision(Why.TOO_SOON, timedelta(seconds=41.2)), "You have just refreshed the numbers. You may again in 42 s"),
    ],
    ids=["not allowed", "too soon"],
)
async def test_who_may_not_is_told_why_and_nothing_runs(started: Any, decision: Decision, text: str) -> None:
    """They would try again and again, and never know."""
    started.permits.decision = decision
    await started.ask("refresh")
    await until_told(started, text)

    assert started.on_demand.holders == []


async def test_a_run_that_fails_is_told_with_a_code_of_the_log(started: Any) -> None:
    """The channel would wait for ever, or read what the database said."""
    started.on_demand.error = RunError("The run published nothing, and the last snapshot stands: disk full.")
    await started.ask("refresh")
    await until_told(started, "The run failed and published nothing")
    (told,) = started.messages(viewer="ada")

    assert "disk full" not in told.text
    assert f"run failed question={told.text.rsplit(' ', 1)[1]}" in started.log()


async def test_refresh_with_a_metric_answers_it_then(started: Any) -> None:
    """One would have to ask a second time."""
    started.on_demand.ran = LATE
    await started.ask("refresh ltvcac 7d")
    answer = await started.message(shows_picture)
    await until_told(started, "31 late orders")

    assert "Last 7 days" in answer.text
    assert len(started.on_demand.holders) == 1


async def test_the_button_runs_first_and_answers_in_the_same_message(started: Any) -> None:
    """Refresh would bring the number of the last run, which people have on the screen already."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    desk = started.on_demand
    desk.steps, desk.gate, desk.ran = ["computing as it is"], threading.Event(), LATE
    started.answers.changes = {"value": Decimal("4.85")}
    await started.click(posted, "show:refresh", who="grace")
    progress = await started.message(lambda m: "Folding in changes" in m.text)
    desk.gate.set()
    refreshed = await started.message(lambda m: m.text.startswith("LTV:CAC: 4.85:1"))
    await until_told(started, "31 late orders", "grace")

    assert (progress.ts, refreshed.ts) == (posted.ts, posted.ts)
    assert control(progress, "show:again")["value"] == "ltvcac 30d"
    assert control(refreshed, "show:refresh")["value"] == "ltvcac 30d"
    assert desk.holders == ["on demand for U00GRACE"]


@pytest.mark.parametrize("why", [Why.NOT_ALLOWED, Why.TOO_SOON])
async def test_the_button_of_who_may_not_run_only_answers_again(started: Any, why: Why) -> None:
    """A button that everybody sees would scold most people."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    started.permits.decision = Decision(why)
    started.answers.changes = {"value": Decimal("4.85")}
    await started.click(posted, "show:refresh", who="grace")
    refreshed = await started.message(lambda m: m.text.startswith("LTV:CAC: 4.85:1"))
    await started.until(lambda: "outcome=answered" in started.log().splitlines()[-1])

    assert refreshed.ts == posted.ts
    assert len(started.messages(viewer="grace")) == 1
    assert started.on_demand.holders == []


async def test_where_the_bot_may_not_write_the_progress_costs_one_word(started: Any) -> None:
    """Each step would use up one of the five uses of the address, and none would be left for the result."""
    desk = started.on_demand
    desk.steps, desk.gate, desk.ran = [f"step {number}" for number in range(9)], threading.Event(), LATE
    await started.ask("refresh", where="#finance")
    await until_told(started, "⏳ Folding in changes; what came of it will follow.", where="#finance")
    desk.gate.set()
    await until_told(started, "31 late orders", where="#finance")

    assert len(started.messages("#finance", "ada")) == 2


async def test_refresh_can_be_said_in_a_thread_too(started: Any) -> None:
    """Slash commands do not work there."""
    started.on_demand.ran = LATE
    asked = await started.say("@kpibot refresh the numbers, please")
    result = await started.message(lambda m: "folded in" in m.text)

    assert result.thread_ts == asked.ts


async def test_a_newer_click_takes_the_message_from_a_run_that_goes_on(started: Any) -> None:
    """What the second person chose would vanish when the first one's run ends."""
    await started.ask("ltvcac")
    posted = await started.message(shows_picture)
    desk = started.on_demand
    desk.steps, desk.gate = ["computing as it is"], threading.Event()
    await started.click(posted, "show:refresh")
    progress = await started.message(lambda m: "Folding in changes" in m.text)
    await started.click(progress, "show:again", who="grace")
    await started.message(shows_picture)
    desk.gate.set()
    await started.until(lambda: "outcome=superseded" in started.log())

    assert (await started.message()).text.startswith("LTV:CAC: 4.21:1")


@pytest.fixture
async def company(office: Any, database: Database) -> AsyncIterator[SmallCompany]:
    """A real database, a real run, real answers."""
    set_clock(database, NOW)
    company = SmallCompany(database)
    company.customers(CLOSED - timedelta(days=60), 1)
    company.connect("refunds")
    company.customers(CLOSED - timedelta(days=1), 46)
    company.customers(CLOSED, 40)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    office.refreshing = refreshing_in(database, Company(zone=ZONE), lambda: NOW)
    yield company
    await office.stop()


async def test_late_orders_are_counted_and_the_days_that_they_moved_are_named(
    office: Any, company: SmallCompany
) -> None:
    """Nobody would know why yesterday's number is another one now."""
    await office.start()
    company.customers(CLOSED - timedelta(days=1), 2, channel="tiktok")
    company.order("today", "eve", date(2026, 11, 22))
    company.refund("r", "o-c-meta-2026-11-21-0", CLOSED, 50)
    await office.ask("refresh")
    result = await office.message(lambda m: "folded in" in m.text)

    assert result.text == (
        "2 late orders, 1 new order and 1 late refund folded in: net revenue of Nov 20 +4.3% and Nov 21 −2.5%."
    )
    assert result.blocks[-1]["elements"][0]["text"] == "Snapshot 2"


async def test_the_second_refresh_within_a_minute_says_when_it_may_be_asked_again(
    office: Any, company: SmallCompany
) -> None:
    """One person could keep the database busy for all the others."""
    await office.start(telling=TellingPace(10.0, 10.0))
    await office.ask("refresh")
    await until_told(office, "Nothing had changed")
    company.customers(CLOSED, 2, channel="tiktok")
    await office.ask("refresh")
    await until_told(office, "You have just refreshed the numbers. You may again in 60 seconds.")
    await office.ask("refresh", who="grace")

    assert (await office.message(lambda m: "2 late orders" in m.text)).ephemeral_for is None


async def test_of_two_real_runs_at_once_one_runs(office: Any, company: SmallCompany) -> None:
    """Two people who press at once would compute everything twice."""
    on_demand = office.refreshing.on_demand
    company.customers(CLOSED, 2, channel="tiktok")
    reached, gate = threading.Event(), threading.Event()

    def wait(*_: object) -> None:
        reached.set()
        assert gate.wait(10)

    first = asyncio.create_task(asyncio.to_thread(on_demand.run, "ada", wait))
    await asyncio.to_thread(reached.wait, 10)
    second = await asyncio.to_thread(on_demand.run, "grace", lambda *_: None)
    gate.set()
    ran = await first

    assert second == AlreadyRunning()
    assert ran == Ran(2, (FoldedRows("orders", Kind.LATE, 2),))


async def test_the_days_of_a_fake_answer_that_moved_are_told(started: Any) -> None:
    """What is compared would be the same answer twice."""
    started.on_demand.gate, started.on_demand.ran = threading.Event(), LATE
    await started.ask("refresh")
    await started.until(lambda: started.on_demand.holders)
    started.answers.changes = {"series": (Point(CLOSED, Decimal(8)),)}
    started.on_demand.gate.set()
    result = await started.message(lambda m: "folded in" in m.text)

    assert result.text.endswith("net revenue of Nov 21 +73.9%.")
