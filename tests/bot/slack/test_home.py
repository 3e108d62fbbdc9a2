"""The App Home: each person's own page of numbers, as it is opened, used, and overtaken by new numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.home.page import words_for
from bot.language import read_question
from bot.shown import Shown
from metrics.answer import Change, ChangeKind, Period
from metrics.periods import Trailing
from metrics.question import Question
from sandbox import Fault, FaultKind

ADA, GRACE = "U0000ADA", "U00GRACE"


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


def blocks(office: Any, user: str = ADA) -> list[dict[str, Any]]:
    """What a person's App Home shows."""
    view = office.workspace.views.home(user)
    return view.content["blocks"] if view else []


def headings(office: Any, user: str = ADA) -> list[str]:
    return [block["text"]["text"] for block in blocks(office, user) if block["type"] == "header"]


def numbers(office: Any, user: str = ADA) -> list[tuple[str, ...]]:
    """The texts of each number."""
    return [tuple(f["text"] for f in b["fields"]) for b in blocks(office, user) if b["type"] == "section"]


def buttons(office: Any, user: str = ADA) -> list[tuple[str, str]]:
    """Every button: its text and value."""
    rows = [block["elements"] for block in blocks(office, user) if block["type"] == "actions"]
    return [(element["text"]["text"], element["value"]) for row in rows for element in row]


def chosen_tab(office: Any, user: str = ADA) -> str:
    return next((e["value"] for e in blocks(office, user)[0]["elements"] if "style" in e), "") if blocks(office) else ""


def is_known(office: Any) -> bool:
    """Whether the bot knows what the person sees."""
    return office.homes.of(ADA).hash == office.workspace.views.home(ADA).hash


def names(office: Any, user: str = ADA) -> list[str]:
    """The first words of each number."""
    return [texts[0].partition(" · ")[0] for texts in numbers(office, user)]


async def press(office: Any, action_id: str, value: str | None = None, who: str = "ada") -> None:
    """Press the button of that value."""
    view = office.workspace.views.home(office.workspace.user(who).id)
    rows = [(b["block_id"], e) for b in view.content["blocks"] if b["type"] == "actions" for e in b["elements"]]
    block = next(i for i, e in rows if e["action_id"] == action_id and value in (None, e["value"]))
    await office.server.click_in_view(who, view.id, action_id, block_id=block)


async def home(office: Any, who: str = "ada") -> None:
    """Open the App Home and wait for it."""
    user = office.workspace.user(who).id
    before = office.workspace.views.home(user)
    await office.server.open_home(who)
    await office.until(lambda: office.workspace.views.home(user) is not before)


async def test_opening_it_shows_the_first_dashboard_with_change_and_status(started: Any) -> None:
    """The page would stay empty, or show a number without saying whether it is good."""
    started.answers.changes = {
        "previous": Decimal("4.60"),
        "previous_period": Period(date(2026, 9, 23), date(2026, 10, 22), "the 30 days before"),
        "change": Change(Decimal("-0.085"), ChangeKind.RELATIVE),
    }
    await home(started)

    assert chosen_tab(started) == "executive"
    assert headings(started) == ["Executive dashboard"]
    assert numbers(started)[0] == (
        "LTV:CAC · last 30 days\n*4.21:1*",
        "🔶 Off target (target above 5:1)\n▼ Down 8.5% from 4.60:1 (Sep 23 – Oct 22, 2026)",
    )
    assert names(started) == ["LTV:CAC", "Revenue"]
    assert blocks(started)[2]["elements"][0]["text"] == "Data through Nov 21, 2026  ·  Snapshot 7"


async def test_a_tab_shows_its_numbers_and_stays_chosen(started: Any) -> None:
    """One would have to find one's numbers again each morning."""
    await home(started)
    await press(started, "home:tab:growth")
    await started.until(lambda: headings(started) == ["Growth dashboard"])
    await started.stop()
    await started.start()
    await home(started)

    assert chosen_tab(started) == "growth"
    assert names(started) == ["CAC"]


async def test_open_brings_the_number_into_the_conversation_with_the_bot(started: Any) -> None:
    """A number on the page could not be looked into."""
    await home(started)
    await press(started, "home:open:entry", "ltvcac 30d")
    answer = await started.message(shows_picture, started.workspace.direct("ada").id)

    assert answer.text.startswith("LTV:CAC: 4.21:1")
    assert answer.ephemeral_for is None


async def test_the_picker_opens_from_the_page_and_answers_in_the_conversation(started: Any) -> None:
    """The button would do nothing: a page stands in no channel."""
    await home(started)
    await press(started, "pick")
    await started.until(lambda: started.workspace.views.stack(ADA))
    await started.server.submit("ada", {"picker:metric": "cac"})
    answer = await started.message(shows_picture, started.workspace.direct("ada").id)

    assert answer.text.startswith("CAC: ")


async def test_a_starred_number_stands_among_ones_own_until_it_is_unstarred(started: Any) -> None:
    """Everybody would have to live with the same page."""
    await home(started)
    await press(started, "home:star", "revenue 30d")
    await started.until(lambda: ("★ Unstar", "revenue 30d") in buttons(started))
    await press(started, "home:tab:my metrics")
    await started.until(lambda: headings(started) == ["Starred", "Asked last"])
    mine = names(started)
    await press(started, "home:unstar", "revenue 30d")
    await started.until(lambda: not names(started))

    assert mine == ["Revenue"]
    assert started.people.starred(GRACE) == ()


async def test_the_page_remembers_what_was_asked_but_not_what_was_tried_in_a_message(started: Any) -> None:
    """The page would be full of what somebody clicked through, or know nothing."""
    asked = ("cac 90d", "ltvcac 30d", "aov 30d", "cac 30d", "orders 30d", "revenue 30d", "cac 90d")
    for words in asked:
        await started.ask(words)
        await started.until(lambda words=words: started.people.recent(ADA, 1) == (words,))
    first = started.messages()[0]
    await started.click(first, "show:period", "cac 7d")
    await started.until(lambda: Question("cac", Trailing(7)) in started.answers.asked)
    await home(started)
    asked_again = [value for text, value in buttons(started) if text == value]
    await home(started, "grace")

    assert asked_again == ["cac 90d", "revenue 30d", "orders 30d", "cac 30d", "aov 30d"]
    assert "Asked last" not in headings(started, GRACE)


async def test_new_numbers_come_to_who_opened_the_page_today_and_to_nobody_else(started: Any) -> None:
    """A page that was opened before the nightly run would show yesterday's numbers all morning."""
    await home(started)
    started.answers.changes = {"value": Decimal("4.85")}
    started.homes.snapshot = 2
    await started.until(lambda: numbers(started)[0][0].endswith("4.85:1*"))

    assert started.workspace.views.home(GRACE) is None
    assert len(started.calls("views.publish")) == 2


@pytest.mark.parametrize("error", [OperationalError("UPDATE", {}, Exception("gone")), RuntimeError("a bug")])
async def test_a_failure_while_refreshing_is_logged_and_the_next_look_goes_on(started: Any, error: Exception) -> None:
    """One bad moment would end the refreshing until the next restart."""
    await home(started)
    started.homes.errors = [error]
    started.answers.changes = {"value": Decimal("4.85")}
    started.homes.snapshot = 2
    await started.until(lambda: "homes not refreshed" in started.log())

    await started.until(lambda: numbers(started)[0][0].endswith("4.85:1*"))


async def test_a_page_that_another_replica_published_is_looked_at_anew(started: Any) -> None:
    """Of two that publish at once, the one that was slower would bring back the older page."""
    await home(started)
    await started.until(lambda: is_known(started))
    started.homes.published(ADA, "what another replica showed")
    await press(started, "home:tab:growth")
    await started.until(lambda: chosen_tab(started) == "growth" and is_known(started))

    assert [call.error for call in started.calls("views.publish")] == [None, "hash_conflict", None]


async def test_of_two_quick_clicks_the_last_one_wins(started: Any) -> None:
    """The page would end on the tab that was slower to compute."""
    await home(started)
    view = started.workspace.views.home(ADA)
    first = view.content["blocks"][0]["block_id"]
    slow = started.answers.hold()
    for tab in ("finance", "growth"):
        await started.server.click_in_view("ada", view.id, f"home:tab:{tab}", block_id=first)
    slow.set()
    await started.until(lambda: len(started.calls("views.publish")) == 3)

    assert chosen_tab(started) == "growth"


async def test_when_numbers_cannot_be_read_the_page_says_so_and_recovers(started: Any) -> None:
    """The page would stay as it was yesterday, and nobody would know."""
    started.answers.error = RuntimeError("the database is gone")
    await home(started)
    told = blocks(started)[0]["elements"][0]["elements"][0]["text"]
    started.answers.error = None
    await home(started)

    assert told.startswith("I could not read the numbers: something went wrong on my side.")
    assert told.rsplit(" ", 1)[1] in started.log()
    assert names(started) == ["LTV:CAC", "Revenue"]


async def test_the_messages_tab_is_no_page(started: Any) -> None:
    """Each look at the conversation would compute a page that nobody sees."""
    await started.server.open_home("ada", "messages")
    await started.server.open_home("grace")
    await started.until(lambda: started.workspace.views.home(GRACE))

    assert started.workspace.views.home(ADA) is None
    assert len(started.dashboards.asked) == 1


async def test_a_starred_number_that_is_no_more_can_be_unstarred(started: Any) -> None:
    """One old star would break the page, or stand there for ever."""
    started.people.star(ADA, "gone 30d")
    await home(started)
    await press(started, "home:tab:my metrics")
    await started.until(lambda: numbers(started) == [("gone 30d", "I no longer know this number.")])
    await press(started, "home:unstar", "gone 30d")

    await started.until(lambda: not numbers(started))


async def test_a_page_with_very_many_stars_is_still_a_page(started: Any) -> None:
    """Slack takes 100 blocks: one star too many, and there would be no page at all."""
    for days in range(1, 60):
        started.people.star(ADA, f"cac {days}d")
        started.people.asked(ADA, f"cac {days}d")
    await home(started)
    await press(started, "home:tab:my metrics")
    await started.until(lambda: headings(started) == ["Starred", "Asked last"])

    assert len(blocks(started)) <= 100


async def test_no_value_says_why_on_the_page(started: Any) -> None:
    """A blank would look like nought."""
    started.answers.changes = {"value": None, "reason": "there are 3 new customers in these days"}
    await home(started)

    assert numbers(started)[0] == (
        "LTV:CAC · last 30 days\n*no value*",
        "There are 3 new customers in these days.",
    )


async def test_an_outage_of_slack_leaves_a_line_in_the_log(started: Any) -> None:
    """A page that is never published would look like one that nobody opened."""
    started.workspace.faults.add(Fault(FaultKind.API_ERROR, "views.publish", error="not_enabled", times=2))
    await started.server.open_home("ada")
    await started.until(lambda: "viewer not told" in started.log())

    assert "home failed" in started.log()
    await home(started)


@pytest.mark.parametrize(
    ("period_words", "dimension", "words"),
    [
        ("30d", None, "ltvcac 30d"),
        ("2026-10", None, "ltvcac 2026-10"),
        ("30d", "channel", "ltvcac 30d by channel"),
        ("30d", "planet", "ltvcac 30d"),
        ("", None, "ltvcac 2026-10-23..2026-11-21"),
    ],
)
def test_a_number_of_a_page_is_opened_by_words_for_the_same(
    answered: Any, period_words: str, dimension: str | None, words: str
) -> None:
    """The button below a number would open another one."""
    shown = replace(answered(Question("ltvcac")), period_words=period_words, dimension=dimension)

    assert words_for(shown) == words


@pytest.mark.parametrize(
    "words",
    ["1d", "90d", "yesterday", "today", "2026-10", "q3 2026", "2025", "last week", "last quarter", "mtd", "ytd"],
)
def test_a_starred_period_moves_on_with_the_days(answered: Any, words: str) -> None:
    """A number starred as “month to date” would stand still at the days of that month."""
    asked = read_question(f"ltvcac {words}")
    assert isinstance(asked, Shown)

    assert read_question(words_for(answered(asked.question))) == asked
