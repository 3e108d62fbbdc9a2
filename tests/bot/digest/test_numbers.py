"""The numbers of a digest are those of every other surface, of one snapshot, and their parts add up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from company import ZONE
from moments import NOW

from bot.answer_json import to_json
from bot.answering import Answering
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.digest.audiences import AUDIENCES, EXECUTIVE, Audience
from bot.digest.content import Digest, Withheld
from bot.digest.editions import DAILY, EDITIONS, MONTHLY, WEEKLY
from bot.digest.gathering import Gathering
from bot.digest.held_back import HeldBack
from bot.exhibits import FoundAnswer, look_up
from bot.views.digest import digest_message
from bot.views.digest_words import reasons_text
from metrics.answer.wording import headline_text
from metrics.engine import CompanyView, one_snapshot
from metrics.question import Question
from sandbox.blocks.check import message_findings
from store.owing import OwedMessage

SpokenOf = Callable[[OwedMessage], str]
SUNDAY = date(2026, 11, 22)


def gathered(shop: Any, audience: Audience = EXECUTIVE, edition: Any = DAILY) -> Digest:
    view = CompanyView(shop.database, ZONE, "CAD", NOW)
    with one_snapshot(view) as seen:
        return Gathering(audience, edition, edition.latest_date(SUNDAY), seen).digest()


def asked(shop: Any, words: str, until: date) -> FoundAnswer:
    """What /kpi and `kpibot ask` answer to these words."""
    reply = read_command(words, all_commands())
    assert isinstance(reply, Show)
    found = look_up(reply.shown, Answering(shop.database, ZONE, "CAD", lambda: NOW), until)
    assert isinstance(found, FoundAnswer)
    return found


def test_each_number_is_what_the_slash_command_and_the_command_line_say(shop: Any, spoken_of: SpokenOf) -> None:
    """A number in the digest that differs from the one that somebody types costs the trust in both."""
    (owed,) = shop.at("2026-11-22 07:30")

    assert len(owed.states) >= 6
    for stated in owed.states:
        found = asked(shop, stated.words, stated.as_of)
        answer = found.content
        assert (answer.value, headline_text(answer)) == (stated.value, stated.shown)
        assert answer.snapshot is not None
        assert answer.snapshot.id == stated.snapshot_id == owed.snapshot_id
        assert stated.value is None or Decimal(str(to_json(answer)["value"])) == stated.value
        assert stated.shown in found.messages(None)[0].text
    for stated in owed.states[: len(EXECUTIVE.headlines) - 1]:
        assert stated.shown in spoken_of(owed)
        assert stated.shown in owed.text


def test_no_digest_is_served_from_a_warm_cache(late_shop: Any) -> None:
    """What was asked a minute before the run must not be what leadership reads after it."""
    answering = Answering(late_shop.database, ZONE, "CAD", lambda: NOW)
    before = {name: answering.answer(Question(name)).value for name in ("cac", "revenue")}
    late_shop.spend_comes()
    late_shop.company.order("late", "late", date(2026, 11, 21), amount=5000)

    (owed,) = late_shop.at("2026-11-22 07:30")

    stated = {each.title: each.value for each in owed.states}
    assert stated["CAC"] not in (None, before["cac"])
    assert stated["Revenue"] == asked(late_shop, "revenue yesterday", date(2026, 11, 21)).content.value
    assert stated["Revenue"] > 5000
    assert owed.snapshot_id == 2
    assert "Snapshot 2" in owed.text


@pytest.mark.parametrize("edition", [DAILY, WEEKLY], ids=lambda edition: edition.name)
def test_what_the_channels_did_adds_up_to_the_movement(shop: Any, edition: Any) -> None:
    """Whoever adds the parts up gets the whole, to the cent."""
    shop.company.order("big", "big", date(2026, 11, 21 if edition == DAILY else 13), amount=4000, channel="tiktok")
    shop.company.run()

    movers = {mover.number.answer.metric: mover for mover in gathered(shop, edition=edition).movers}

    moved = movers["revenue"]
    answer = moved.number.answer
    assert answer.value is not None
    assert answer.previous is not None
    assert moved.why is not None
    assert moved.why.why is not None
    steps = moved.why.why.best.steps
    assert sum(step.effect for step in steps) == answer.value - answer.previous
    assert steps[0].member == "tiktok"
    assert moved.is_unusual
    assert reasons_text(moved).startswith("tiktok +$3,9")


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name)
def test_slack_takes_every_digest(calm_shop: Any, audience: Audience, edition: Any) -> None:
    """No audience finds out on the first of the month that its edition is refused."""
    message = digest_message(gathered(calm_shop, audience, edition)).message

    assert message_findings(list(message.blocks)) == []
    assert message.text.startswith(audience.title)


def test_names_in_the_data_call_nobody_and_style_nothing(shop: Any, spoken_of: SpokenOf) -> None:
    """A channel that somebody spells <!channel> wakes up no channel each morning."""
    shop.company.order("odd", "odd", date(2026, 11, 21), channel="<!channel> *x*")

    (owed,) = shop.at("2026-11-22 07:30")

    assert "<!channel>" in spoken_of(owed)
    assert "<!channel>" not in owed.text
    assert "&lt;!channel&gt;" in owed.text
    assert not any(text["type"] == "mrkdwn" for text in _text_objects(list(owed.blocks)))


def _text_objects(node: object) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        here = [node] if node.get("type") in {"mrkdwn", "plain_text"} else []
        return [*here, *(each for value in node.values() for each in _text_objects(value))]
    return [each for item in node for each in _text_objects(item)] if isinstance(node, list) else []


def test_a_digest_of_nothing_but_troubles_fits_into_a_message(calm_shop: Any) -> None:
    """The worst morning is the one on which the message must not be refused."""
    whole = gathered(calm_shop)
    endless = HeldBack("the loader of <!here> broke " * 200, ("look " * 400, "ask " * 400))
    worst = replace(
        whole,
        withheld=tuple(Withheld(f"Metric {at}", replace(endless, reason=f"{endless.reason} {at}")) for at in range(8)),
        remarks=("unusually " * 300,) * 12,
    )

    message = digest_message(worst).message

    assert message_findings(list(message.blocks)) == []
    assert len(message.text) <= 4000
    assert message.blocks[-2]["elements"][-1]["text"].startswith("Data through Nov 21, 2026")
    assert message.text.startswith("Executive digest, Nov 22, partial: Revenue $")


def test_the_month_is_held_against_the_months_before(calm_shop: Any) -> None:
    """In a company's first months nothing is called unusual for want of a history."""
    digest = gathered(calm_shop, edition=MONTHLY)

    assert digest.local_date == date(2026, 11, 1)
    assert digest.movers == ()
    assert digest.numbers[0].answer.period.end == date(2026, 10, 31)


def test_a_company_without_numbers_is_told_so(database: Any) -> None:
    """The first morning after the installation is not silent, and not zero."""
    view = CompanyView(database, ZONE, "CAD", datetime(2026, 11, 22, 15, tzinfo=UTC))
    with one_snapshot(view) as seen:
        digest = Gathering(EXECUTIVE, DAILY, SUNDAY, seen).digest()

    text = digest_message(digest).message.text

    assert text.startswith("Executive digest, Nov 22, partial: no number can be told.")
    assert "No numbers have been computed yet. Import the sources and run the ETL." in text
