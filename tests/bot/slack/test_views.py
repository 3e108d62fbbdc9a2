"""What people read, word for word; and nothing that Slack would refuse, whatever an answer holds."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.command_registry import all_commands
from bot.language import NotUnderstood, Trouble, Why
from bot.shown import Face, Shown
from bot.views.answer import answer_messages
from bot.views.explanation import explanation_messages
from bot.views.help import help_message
from bot.views.message import TEXT_LIMIT, Message, spoken
from bot.views.not_understood import explain_what, not_understood
from bot.views.notices import failure, still_working, takes_longer, unsure
from metrics.answer import (
    Answer,
    Change,
    ChangeKind,
    Comparison,
    Input,
    Levels,
    Part,
    Period,
    Sample,
    Status,
    Target,
    Unit,
)
from metrics.catalogue import METRICS
from metrics.question import Question
from sandbox.blocks.check import message_findings

QUESTION = Question("ltvcac")
SHOWN = Shown(QUESTION)
NASTY = "<!channel> & `x` *y* \u202e \U0001f480 " + "long " * 900


def lines(block: dict[str, Any]) -> list[str]:
    """The text of a rich text, a line for each paragraph or row."""
    parts = [part["elements"] if part["type"] == "rich_text_list" else [part] for part in block["elements"]]
    return ["".join(run["text"] for run in row["elements"]) for rows in parts for row in rows]


def full(answered: Any, **changes: Any) -> Answer:
    """An answer with everything that an answer can have."""
    return answered(
        QUESTION,
        previous_period=Period(date(2026, 9, 23), date(2026, 10, 22), "Sep 23 – Oct 22, 2026"),
        previous=Decimal("4.6"),
        change=Change(Decimal("-0.0848"), ChangeKind.RELATIVE),
        levels=Levels(Decimal(4), Decimal(3)),
        notes=("Refunds are not connected and count as none.",),
        sample=Sample(812, "new customers", 20),
        inputs=(
            Input(
                "ltv",
                "LTV (360 days)",
                Decimal("310.2"),
                Unit.MONEY,
                "gross profit",
                sources=("orders",),
                inputs=(Input("a0", "first day", Decimal("51.22"), Unit.MONEY, sources=("orders", "refunds")),),
            ),
            Input(
                "cac",
                "CAC",
                Decimal("73.68"),
                Unit.MONEY,
                "ad spend ÷ new customers",
                sources=("orders", "spend"),
                inputs=(
                    Input("spend", "ad spend", Decimal(59828), Unit.MONEY, sources=("spend",)),
                    Input("new", "new customers", None, Unit.COUNT, reason="orders are late", sources=("orders",)),
                ),
            ),
        ),
        **changes,
    )


def test_an_answer_reads_from_the_number_down(answered: Any) -> None:
    """People would have to look for the number."""
    message = answer_messages(SHOWN, full(answered), None)[1]

    assert message.blocks[0]["text"]["text"] == "LTV:CAC: 4.21:1"
    assert lines(message.blocks[1]) == [
        "Last 30 days · Oct 23 – Nov 21, 2026",
        "🔶 Off target (target above 5:1)",
        "▼ Down 8.5% from 4.60:1 (Sep 23 – Oct 22, 2026)",
    ]
    assert [e["text"] for block in message.blocks[2:4] for e in block["elements"]] == [
        "ℹ️ Refunds are not connected and count as none.",
        "LTV:CAC = LTV (360 days) ÷ CAC  ·  Data through Nov 21, 2026  ·  Snapshot 7",
    ]


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status.ON_TARGET, "✅ On target (target above 5:1)"),
        (Status.WARNING, "⚠️ Warning (target above 5:1)"),
        (Status.CRITICAL, "🚨 Critical (target above 5:1)"),
    ],
)
def test_a_status_is_a_sign_and_a_word(answered: Any, status: Status, text: str) -> None:
    """Who can't tell the colours would not know how the number stands."""
    message = answer_messages(SHOWN, full(answered, status=status), None)[-2]

    assert lines(message.blocks[1])[1] == text


def test_a_breakdown_is_readable_without_the_picture(answered: Any) -> None:
    """Numbers that are only in a picture can be neither copied nor heard."""
    parts = (Part("Meta", Decimal("3.9")), Part("TikTok", None, "there are 3 new customers, and it takes 20"))
    message = answer_messages(SHOWN, full(answered, dimension="channel", breakdown=parts), "F1")[0]

    assert lines(message.blocks[2]) == [
        "By channel",
        "Meta  3.90:1",
        "TikTok  no value: there are 3 new customers, and it takes 20",
    ]


def test_values_below_each_other_have_the_same_decimals(answered: Any) -> None:
    """ "4.2%" below "0.18%" looks like another kind of number."""
    parts = (Part("Meta", Decimal("0.042")), Part("TikTok", Decimal("0.0018")), Part("Other", Decimal(0)))
    answer = full(answered, unit=Unit.FRACTION, dimension="channel", breakdown=parts)

    assert lines(answer_messages(SHOWN, answer, None)[-2].blocks[2])[1:] == [
        "Meta  4.20%",
        "TikTok  0.18%",
        "Other  0.00%",
    ]


@pytest.mark.parametrize(
    ("comparison", "line"),
    [
        (Comparison.PREVIOUS, "Last 30 days · Oct 23 – Nov 21, 2026"),
        (Comparison.LAST_YEAR, "Last 30 days · Oct 23 – Nov 21, 2026 · vs last year"),
        (Comparison.TARGET, "Last 30 days · Oct 23 – Nov 21, 2026 · vs target"),
    ],
)
def test_an_answer_says_what_it_is_compared_with(answered: Any, comparison: Comparison, line: str) -> None:
    """A rise against a bad year would be taken for one against last month."""
    message = answer_messages(SHOWN, full(answered, comparison=comparison), None)[-2]

    assert lines(message.blocks[1])[0] == line


def test_an_explanation_is_the_formula_with_its_values_down_to_the_tables(answered: Any) -> None:
    """A number that nobody can check is not believed."""
    shown = Shown(QUESTION, Face.EXPLANATION)
    message = explanation_messages(shown, full(answered))[0]

    assert lines(message.blocks[1])[1] == "LTV:CAC = LTV (360 days) ÷ CAC = 4.21:1"
    assert lines(message.blocks[2]) == [
        "LTV (360 days)  $310.20  = gross profit  (from orders, refunds)",
        "First day  $51.22",
        "CAC  $73.68  = ad spend ÷ new customers",
        "Ad spend  $59,828  (from spend)",
        "New customers  no value: orders are late  (from orders)",
    ]
    assert [part["indent"] for part in message.blocks[2]["elements"]] == [0, 1, 0, 1, 1]
    assert lines(message.blocks[3]) == [
        "Days  Last 30 days · Oct 23 – Nov 21, 2026",
        "Rests on  812 new customers, of at least 20 needed",
        "Judged  target above 5:1, warning below 4:1, critical below 3:1",
        "Freshness  Data through Nov 21, 2026.",
        "Snapshot  7, published Nov 22, 2026 06:10 UTC",
    ]


def test_an_explanation_is_heard_as_well(answered: Any) -> None:
    """A screen reader reads the text alone."""
    text = explanation_messages(Shown(QUESTION, Face.EXPLANATION), full(answered))[0].text

    assert "LTV:CAC = LTV (360 days) ÷ CAC." in text
    assert "CAC $73.68 = ad spend ÷ new customers; Ad spend $59,828 (from spend);" in text
    assert "Judged: target above 5:1, warning below 4:1, critical below 3:1." in text


def test_a_measure_is_not_explained_by_itself(answered: Any) -> None:
    """ "Ad spend = ad spend" says nothing."""
    answer = answered(Question("spend"))

    assert lines(explanation_messages(Shown(QUESTION, Face.EXPLANATION), answer)[0].blocks[1])[1] == "Ad spend"
    assert answer_messages(SHOWN, answer, None)[-2].blocks[-2]["elements"][0]["text"].startswith("Ad spend  ·  Data")


def test_levels_lie_above_where_down_is_good(answered: Any) -> None:
    """A refund rate would be called critical when it is low."""
    answer = full(answered)
    bad_above = replace(
        answer, direction=next(m.direction for m in METRICS if m.name == "refundrate"), target=Target(Decimal(5))
    )

    assert "Judged  target below 5:1, warning above 4:1, critical above 3:1" in lines(
        explanation_messages(SHOWN, bad_above)[0].blocks[3]
    )


EXTREMES: list[dict[str, Any]] = [
    {},
    {"value": None, "reason": "no numbers have been computed yet", "series": (), "status": Status.NONE},
    {"value": None, "reason": NASTY},
    {"notes": tuple(f"{n} {NASTY}" for n in range(30))},
    {"title": NASTY, "definition": NASTY, "doc": NASTY},
    {"title": "", "definition": "", "doc": "", "target": None, "status": Status.NONE},
    {"breakdown": tuple(Part(f"{n} {NASTY}", Decimal(n)) for n in range(300)), "dimension": "channel"},
    {"breakdown": (Part("", Decimal(1)), Part(" ", Decimal(2)), Part("x", Decimal(3))), "dimension": "channel"},
    {"breakdown": (Part("", None), Part(NASTY, None, NASTY)), "dimension": None},
    {"freshness": None, "snapshot": None},
    {"period": Period(date(2026, 1, 1), date(2026, 1, 1), NASTY)},
    {"inputs": tuple(Input("x", NASTY, None, Unit.COUNT, NASTY, NASTY, (NASTY,)) for _ in range(150))},
    {"value": Decimal("1e20"), "unit": Unit.MONEY, "currency": "XYZ"},
]


@pytest.mark.parametrize("changes", EXTREMES, ids=lambda changes: ",".join(changes) or "plain")
def test_no_answer_makes_a_message_that_slack_refuses(answered: Any, changes: dict[str, Any]) -> None:
    """One long name would cost the number."""
    answer = replace(full(answered), **changes)
    drafts = (*answer_messages(SHOWN, answer, "F0123"), *explanation_messages(SHOWN, answer))

    for draft in drafts:
        assert not message_findings(list(draft.blocks))
        assert 0 < len(draft.text) <= TEXT_LIMIT
        assert "<!channel>" not in draft.text


def test_no_notice_makes_a_message_that_slack_refuses() -> None:
    """The apology would need an apology."""
    odd = (
        *(NotUnderstood(NASTY, (Trouble(why, (NASTY,) * 9),) * 9, NASTY) for why in Why),
        NotUnderstood("", (Trouble(Why.NO_METRIC),)),
        NotUnderstood("x", (Trouble(Why.UNKNOWN, (NASTY,)),), NASTY, (SHOWN,) * 9),
    )
    messages: list[Message] = [
        *(not_understood(each) for each in odd),
        *(notice(SHOWN) for notice in (still_working, takes_longer)),
        *(failure(text, "abcd1234", again) for text in (NASTY, "x") for again in ("show:", None)),
        unsure(NASTY, "abcd1234"),
        explain_what(),
        help_message([(command.usage, command.help) for command in all_commands()]),
    ]

    for message in messages:
        assert not message_findings(list(message.blocks))
        assert 0 < len(message.text) <= TEXT_LIMIT


@pytest.mark.parametrize("text", ["&" * 5000, "a" * 5000, "word & " * 900, "x" * 3996 + "&&&"])
def test_a_text_is_cut_between_words_and_never_inside_an_escape(text: str) -> None:
    """People would read "&am"."""
    cut = spoken(text)

    assert len(cut) <= TEXT_LIMIT
    assert cut.endswith("…")
    assert re.search(r"&(?!(amp|lt|gt);)", cut) is None
    assert len(cut) > TEXT_LIMIT - 100


def test_a_moment_is_told_with_its_zone(answered: Any) -> None:
    """Nobody would know whose six o'clock it was."""
    answer = full(answered)
    assert answer.snapshot is not None
    later = replace(answer.snapshot, published_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))

    assert "Snapshot  7, published Jan 2, 2026 03:04 UTC" in lines(
        explanation_messages(SHOWN, replace(answer, snapshot=later))[0].blocks[3]
    )
