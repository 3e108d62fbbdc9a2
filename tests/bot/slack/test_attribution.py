"""`/kpi attribution` in the strict workspace: a table that Slack takes, the picture, and the way to each rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.answer import Dashboard, Input, Part, Period, Unit
from metrics.attribution.answering import TITLES, page_name
from metrics.attribution.rules import Rule
from metrics.periods import DEFAULT_PERIOD, PeriodSpec
from metrics.question import Question
from sandbox import Fault, FaultKind


def page(rule: Rule | None, answer_to: Any) -> Dashboard:
    """Forty-two conversions of two channels and none, as the engine would give them."""
    inputs = tuple(Input(name, name, Decimal(900), Unit.MONEY) for name in ("revenue", "spend"))
    dear = Input("cac", "CAC", Decimal(45), Unit.MONEY)
    few = Input("cac", "CAC", None, Unit.MONEY, reason="too few")
    parts = (
        Part("meta", Decimal("26.67"), inputs=(*inputs, dear)),
        Part("tiktok", Decimal("13.33"), inputs=(*inputs, few)),
        Part("none", Decimal(2), inputs=inputs[:1]),
    )
    base = replace(
        answer_to(Question("newcustomers")),
        metric="attribution",
        title="Conversions",
        unit=Unit.COUNT,
        value=Decimal(42),
        target=None,
        period=Period(date(2026, 10, 23), date(2026, 11, 21), "last 30 days"),
    )
    money = {"unit": Unit.MONEY, "value": Decimal("2100.00")}
    wholes = (
        base,
        replace(base, metric="attribution revenue", title="Revenue of conversions", **money),
        replace(base, metric="attribution cac", title="CAC", **money),
    )
    rules = [rule] if rule else list(Rule)
    rows = (tuple(replace(base, title=TITLES[each], breakdown=parts, dimension="channel") for each in rules),)
    return Dashboard(page_name(rule), "Attribution", base.period, wholes, rows, base.snapshot, base.freshness)


@pytest.fixture
async def credited(started: Any) -> Any:
    """The bot, which knows who brought whom."""
    asked: list[tuple[Rule | None, PeriodSpec | None]] = []

    def attribution(rule: Rule | None, period: PeriodSpec | None, *_: Any) -> Dashboard:
        asked.append((rule, period))
        answer = started.answers.answer
        return page(rule, answer)

    started.answers.attribution = attribution
    started.answers.attributed = asked
    return started


def table_of(message: Any) -> list[list[str]]:
    (table,) = [block for block in message.blocks if block["type"] == "data_table"]
    return [[cell["text"] for cell in row] for row in table["rows"]]


async def test_the_rules_stand_side_by_side(credited: Any) -> None:
    """Nobody could see how much the choice of a rule decides."""
    await credited.ask("attribution 90d")
    message = await credited.message()
    rows = table_of(message)

    assert rows[0] == ["Channel", *TITLES.values()]
    assert rows[1] == ["meta: conversions", *["26.67"] * 7]
    assert ["all: conversions", *["42.00"] * 7] in rows
    assert ["tiktok: CAC", *["no value"] * 7] in rows
    assert [block["type"] for block in message.blocks].count("image") == 1


async def test_who_hears_the_message_hears_the_table(credited: Any) -> None:
    """A screen reader reads nothing but the text."""
    await credited.ask("attribution")

    assert "Markov: meta 26.67, tiktok 13.33, none 2.00." in (await credited.message()).text


async def test_one_rule_has_a_row_for_each_channel(credited: Any) -> None:
    """Seven columns are too many for who has chosen."""
    await credited.ask("attribution by markov")
    rows = table_of(await credited.message())

    assert rows[0] == ["Channel", "Conversions", "Revenue of conversions", "CAC"]
    assert rows[1] == ["meta", "26.67", "$900.00", "$45.00"]
    assert rows[-2:] == [["none", "2.00", "$900.00", "–"], ["all", "42.00", "$2,100.00", "$2,100.00"]]
    assert credited.answers.attributed == [(Rule.MARKOV, None)]


async def test_the_menu_leads_to_each_rule_over_the_same_days(credited: Any) -> None:
    """The days would be lost with the first click."""
    await credited.ask("attribution 90d")
    message = await credited.message()
    await credited.click(message, "show:rule", "attribution by decay 90d")
    await credited.until(lambda: len(credited.answers.attributed) == 2)

    rule, period = credited.answers.attributed[-1]
    assert (rule, period.words) == (Rule.DECAY, "90d")
    assert period != DEFAULT_PERIOD


async def test_where_slack_takes_no_table_it_is_a_list(credited: Any) -> None:
    """A block that is being rolled out would take the answer with it."""
    refusal = Fault(FaultKind.API_ERROR, "chat.postMessage", error="invalid_blocks", times=2)
    credited.workspace.faults.add(refusal)
    await credited.ask("attribution")
    message = await credited.message()

    assert "data_table" not in [block["type"] for block in message.blocks]
    assert "Shapley  " in str(message.blocks)


async def test_the_button_brings_the_table_as_a_file_in_its_thread(credited: Any) -> None:
    """Whoever sees the table would have to type a command to take it along."""
    await credited.ask("attribution 90d")
    message = await credited.message()
    await credited.click(message, "open:csv")
    await credited.until(lambda: [file for file in credited.workspace.files.all if file.name.endswith(".csv")])
    (file,) = [file for file in credited.workspace.files.all if file.name.endswith(".csv")]
    await credited.until(lambda: credited.workspace.files.get(file.id).shares)

    ((channel, ts),) = credited.workspace.files.get(file.id).shares
    assert credited.workspace.log.get(channel, ts).thread_ts == message.ts
    assert b"Markov,part input,channel,meta / CAC" in credited.workspace.files.get(file.id).content
