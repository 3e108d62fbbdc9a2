"""What became of a number since it was shown, in words."""

from collections.abc import Iterator
from datetime import date

from bot.views.blocks import bullets, paragraph, rich, strong, words
from bot.views.message import Block
from metrics.answer import Answer
from metrics.answer.numbers import change_text, value_text
from metrics.answer.wording import day_text
from metrics.judging import change_between
from metrics.since import FoldedRows, Since
from store.measures import Source

_MOST_DAYS = 3
_NOUNS = {
    Source.ORDERS: ("order", "orders"),
    Source.REFUNDS: ("refund", "refunds"),
    Source.SPEND: ("row of ad spend", "rows of ad spend"),
    Source.EXPENSES: ("expense", "expenses"),
    Source.CASH_BALANCES: ("cash balance", "cash balances"),
    Source.TOUCHPOINTS: ("touchpoint", "touchpoints"),
}
_KINDS = {"new": "late", "changed": "changed", "deleted": "deleted"}
_REBUILT = {
    "redefined": "under another definition, zone or mapping",
    "full": "in full",
    "days": "for some days",
    "backfill": "in a backfill",
}


def since_block(then: Answer, since: Since) -> Block:
    """The old number and the new one, and the rows that came between them."""
    why = list(causes(since))
    listed = [bullets([words(cause)] for cause in why)] if why else []
    return rich(paragraph(strong("Since then  "), words(_moved(then, since))), *listed)


def since_text(then: Answer, since: Since) -> str:
    """The same in one sentence."""
    why = "; ".join(causes(since))
    return f"Since then: {_moved(then, since)}{f' {why}.' if why else ''}"


def _moved(then: Answer, since: Since) -> str:
    now = since.now
    if now.value == then.value:
        has_changes = bool(since.folded or since.rebuilt)
        return "The number is still the same, though rows changed." if has_changes else "Nothing has changed."
    change = change_between(now.value, then.value, now.unit)
    moved = f" ({change_text(change)})" if change else ""
    return f"It was {_value(then)}, and for the same days it is {_value(now)} now{moved}."


def _value(answer: Answer) -> str:
    return "no value" if answer.value is None else value_text(answer.value, answer.unit, answer.currency)


def causes(since: Since) -> Iterator[str]:
    """What was folded in or computed anew between the two numbers, each in a few words."""
    for each in since.rebuilt:
        how = _REBUILT.get(each.kind, each.kind)
        yield f"computed anew {how} on {day_text(each.published_at.date())}"
    yield from map(_folded_text, since.folded)


def _folded_text(each: FoldedRows) -> str:
    noun = _NOUNS[each.source][0 if each.rows == 1 else 1]
    examples = ", ".join(each.examples) + (", …" if each.rows > len(each.examples) else "")
    return f"{each.rows:,} {_KINDS[each.kind]} {noun} of {_days_text(each.days)} ({examples})"


def _days_text(days: tuple[date, ...]) -> str:
    shown = [day_text(day) for day in days[:_MOST_DAYS]]
    rest = len(days) - _MOST_DAYS
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more {'day' if rest == 1 else 'days'}"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
