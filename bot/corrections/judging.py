"""What is to be said of a message whose numbers have moved, if anything. Pure but for asking why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.corrections.comparing import Compared
from bot.corrections.followed import FollowedMessage, FollowedNumber
from bot.corrections.tolerance import Verdict, judged
from metrics.answer import Answer, Snapshot
from metrics.since import Since


@dataclass(frozen=True)
class Restated:
    """A number that is said anew. `is_back`: it is again what the message says, after a correction said otherwise."""

    number: FollowedNumber
    now: Answer
    since: Since | None
    is_back: bool = False


@dataclass(frozen=True)
class Correction:
    """All that is said of a message now, in place of what its correction may have said before."""

    message: FollowedMessage
    revision: int
    numbers: tuple[Restated, ...]
    snapshot: Snapshot


Why = Callable[[Compared], Since | None]


def correction_of(
    message: FollowedMessage, compared: Sequence[Compared], tolerance: Decimal, why: Why
) -> Correction | None:
    """What to say; None where all that was said may stand. Numbers that were corrected before are said again."""
    if not any(_must_be_said(each, message) for each in compared):
        return None
    told = [each for each in compared if each.number.corrected or _must_be_said(each, message)]
    snapshot = next((each.now.snapshot for each in told if each.now.snapshot), None)
    if snapshot is None:
        return None
    restated = tuple(Restated(each.number, each.now, why(each), _is_back(each, tolerance)) for each in told)
    return Correction(message, message.revision + 1, restated, snapshot)


def _must_be_said(compared: Compared, message: FollowedMessage) -> bool:
    if compared.verdict is Verdict.CAME and message.kind.rest_follows and not compared.number.corrected:
        return False
    return not compared.verdict.agrees


def _is_back(compared: Compared, tolerance: Decimal) -> bool:
    number, now = compared.number, compared.now
    return bool(number.corrected) and judged(number.stated.value, now.value, now.unit, tolerance).agrees
