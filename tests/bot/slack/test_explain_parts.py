"""An explanation goes down to the measures, for each channel too, and says what else the number may mean."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from company import ZONE, SmallCompany
from databases import DatabaseServer, copied
from moments import NOW

from bot.answer_json import answer_to_json
from bot.answering import Answering
from bot.shown import Face, Shown
from bot.views.explanation import explanation_messages
from bot.views.message import Message
from metrics.answer import Answer
from metrics.question import Question

CLOSED = date(2026, 11, 21)


@pytest.fixture(scope="module")
def company(server: DatabaseServer, template: str) -> Iterator[SmallCompany]:
    """Two channels with enough new customers, one with too few."""
    with copied(server, template) as database:
        company = SmallCompany(database)
        for channel, number in (("meta", 40), ("tiktok", 25), ("other", 5)):
            company.customers(CLOSED - timedelta(days=2), number, channel=channel)
            company.spend(CLOSED - timedelta(days=59), CLOSED, 100, channel=channel)
        company.connect("refunds")
        company.publish()
        yield company


def explanation(answer: Answer) -> Message:
    return explanation_messages(Shown(Question(answer.metric, by="channel"), Face.EXPLANATION), answer)[0]


def rows(message: Message) -> list[str]:
    """Every line of the rich texts, lists indented as they are shown."""
    found = []
    for block in message.blocks:
        for part in block["elements"] if block["type"] == "rich_text" else ():
            is_list = part["type"] == "rich_text_list"
            mark = f"{'  ' * part['indent']}- " if is_list else ""
            lines = part["elements"] if is_list else [part]
            found += [mark + "".join(run["text"] for run in line["elements"]) for line in lines]
    return found


def test_by_channel_each_channel_is_explained_with_its_own_inputs(company: SmallCompany) -> None:
    """One would see why the total is what it is, and have asked about the channels."""
    lines = rows(explanation(company.ask("cac", by="channel")))

    start = lines.index("By channel")
    assert lines[start + 1 : start + 10] == [
        "- Meta  $75.00",
        "  - Ad spend  $3,000  (from spend)",
        "  - New customers  40  (from orders)",
        "- Tiktok  $120.00",
        "  - Ad spend  $3,000  (from spend)",
        "  - New customers  25  (from orders)",
        "- Other  no value: there are 5 new customers in these days, and it takes at least 20",
        "  - Ad spend  $3,000  (from spend)",
        "  - New customers  5  (from orders)",
    ]


def test_the_channels_are_heard_after_what_the_number_rests_on(company: SmallCompany) -> None:
    """Who listens would be told of the whole only; or, where the text is cut, of everything but the snapshot."""
    text = explanation(company.ask("cac", by="channel")).text

    assert "Of each channel: Meta $75.00; Ad spend $3,000 (from spend); New customers 40 (from orders); Tiktok" in text
    assert text.index("Snapshot: 1") < text.index("Of each channel")


def test_without_a_breakdown_nothing_is_said_of_channels(company: SmallCompany) -> None:
    """An explanation of one number would be three times as long."""
    answer = company.ask("cac")

    assert not any(part.inputs for part in answer.breakdown)
    assert "By channel" not in rows(explanation(answer))


def test_each_channels_ltv_is_of_its_own_customers(company: SmallCompany) -> None:
    """The ages of a channel would be explained with everybody's customers."""
    answer = company.ask("ltvcac", by="channel")
    (meta, _) = (part for part in answer.breakdown if part.name in {"meta", "tiktok"})

    assert [each.name for each in meta.inputs] == ["ltv", "cac"]
    assert meta.inputs[0].inputs[0].label.startswith("first day (40 customers")


@pytest.mark.parametrize(
    ("metric", "words"),
    [("refundrate", "By order day"), ("retention", "On or after"), ("ltv", "By formula"), ("ltv", "Assumed")],
)
def test_other_definitions_are_named(company: SmallCompany, metric: str, words: str) -> None:
    """Two people would argue about two numbers that have the same name."""
    answer = company.ask(metric)
    lines = rows(explanation(answer))

    assert any(line.startswith(f"- {words}:") for line in lines[lines.index("Other definitions") :])
    assert any(each.startswith(f"{words}:") for each in answer_to_json(answer)["alternatives"])


def test_sources_that_all_inputs_share_are_told_of_once(company: SmallCompany) -> None:
    """All thirteen ages of an LTV would end in the same words."""
    lines = rows(explanation(company.ask("aov", by="channel")))

    assert "Comes from  orders" in lines
    assert not any("(from" in line for line in lines)


def test_ltv_comes_from_orders_and_refunds(company: SmallCompany) -> None:
    """A script would not know that a late refund moves the number."""
    ltv, cac = answer_to_json(company.ask("ltvcac"))["inputs"]

    assert ltv["sources"] == ["orders", "refunds"]
    assert cac["sources"] == ["orders", "spend"]


async def test_the_longest_explanation_fits_into_a_message(office: Any, company: SmallCompany) -> None:
    """Slack would refuse it, and the asker be left with a wall of text."""
    office.answers = Answering(company.database, ZONE, "CAD", lambda: NOW)
    await office.start()
    await office.ask("explain ltvcac by channel")
    message = await office.message()

    assert [block["type"] for block in message.blocks].count("rich_text") >= 4
