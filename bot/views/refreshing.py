"""What is said of a run on demand: how far it is, what it folded in and moved, and why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from bot.refreshing.folded import FoldedRows
from bot.refreshing.movements import DAYS, MovedDay
from bot.refreshing.on_demand import AlreadyRunning
from bot.refreshing.outcome import Failed, Folded, Outcome, Step
from bot.refreshing.permits import Decision, Why
from bot.shown import Showable
from bot.views.action_ids import AGAIN
from bot.views.blocks import actions, button, context, paragraph, rich, strong, words
from bot.views.message import Message, spoken
from bot.views.notices import Notice, plain_sentence
from metrics.answer import Change, ChangeKind, Unit
from metrics.answer.numbers import change_text, value_text
from metrics.answer.wording import day_text

_MOST_DAYS = 3
_ROWS: Mapping[str, tuple[str, str]] = {
    "orders": ("order", "orders"),
    "refunds": ("refund", "refunds"),
    "spend": ("row of ad spend", "rows of ad spend"),
    "expenses": ("expense", "expenses"),
    "cash_balances": ("cash balance", "cash balances"),
    "touchpoints": ("touchpoint", "touchpoints"),
    "forecasts": ("month's forecast", "months' forecasts"),
    "experiments": ("experiment", "experiments"),
    "experiment_results": ("variant's day", "variants' days"),
}


def folding_in(step: Step | None, again: Showable | None) -> Notice:
    """How far the run is. `again`: what stood there, to be asked for should the bot end now."""
    far = f": step {step.number} of {step.total}, {step.label}" if step else ""
    text = f"⏳ Folding in changes{far}…"
    back = () if again is None else (actions(button("Ask again", AGAIN, again.words)),)
    passing = Message(spoken(text), (rich(paragraph(words(text))), *back))
    return Notice(passing, plain_sentence("⏳ Folding in changes; what came of it will follow."))


def outcome_message(outcome: Outcome) -> Message:
    """What came of it."""
    match outcome:
        case Folded():
            return _folded(outcome)
        case Failed(code):
            return plain_sentence(
                "The run failed and published nothing: the last numbers stand. Please try again later. "
                f"If it stays, tell whoever runs kpibot this code: {code}"
            )
        case AlreadyRunning():
            return plain_sentence("A run is on its way already: what it moves is here in a moment.")
        case Decision(why, wait):
            seconds = max(1, ceil(wait.total_seconds()))
            return plain_sentence(
                f"You have just refreshed the numbers. You may again in {seconds} second{'s' * (seconds > 1)}."
                if why is Why.TOO_SOON
                else "You are not among those who may start a run (KPIBOT_REFRESHERS names them). "
                "Changes are folded in every few minutes anyway."
            )


def _folded(outcome: Folded) -> Message:
    if outcome.ran.snapshot is None:
        return plain_sentence("Nothing had changed: these are the newest numbers.")
    rows = _joined([_rows_text(each) for each in outcome.ran.rows])
    start = f"{rows} folded in" if rows else "New numbers are published"
    rest = "." if outcome.moved is None else f": {_moved_text(outcome.moved, outcome.currency)}."
    line = paragraph(strong(start), words(rest))
    return Message(spoken(f"{start}{rest}"), (rich(line), context(f"Snapshot {outcome.ran.snapshot}")))


def _rows_text(folded: FoldedRows) -> str:
    one, many = _ROWS[folded.source]
    return f"{folded.rows:,} {folded.kind} {one if folded.rows == 1 else many}"


def _moved_text(days: Sequence[MovedDay], currency: str) -> str:
    if not days:
        return f"net revenue of the last {DAYS} days is the same"
    told = [_day_text(moved, currency) for moved in days[:_MOST_DAYS]]
    left = len(days) - _MOST_DAYS
    rest = f"; {left} more day{'s' * (left > 1)} moved less" if left > 0 else ""
    return f"net revenue of {_joined(told)}{rest}"


def _day_text(moved: MovedDay, currency: str) -> str:
    day, after = day_text(moved.day, year=False), value_text(moved.after, Unit.MONEY, currency)
    if moved.before is None:
        return f"{day} {after} (new)"
    if moved.before > 0:
        change = change_text(Change((moved.after - moved.before) / moved.before, ChangeKind.RELATIVE))
        if change[0] in "+−":
            return f"{day} {change}"
    return f"{day} {after} in place of {value_text(moved.before, Unit.MONEY, currency)}"


def _joined(texts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(_halves(texts))


def _halves(texts: Sequence[str]) -> Iterator[str]:
    if texts[:-1]:
        yield ", ".join(texts[:-1])
    yield from texts[-1:]
