"""Random mischief of Slack's and of our own: what may go wrong between the outbox and a channel, drawn from a seed."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sandbox import Fault, FaultKind, Landing

_METHODS = ("chat.postMessage", "chat.update", "conversations.history", "conversations.replies", "conversations.open")


@dataclass(frozen=True)
class Mischief:
    """One thing that goes wrong, by the name that a table has it under."""

    name: str
    fault: Callable[[Random], Fault]


def _landing(dice: Random) -> Landing:
    return dice.choice((Landing.NEVER, Landing.AT_ONCE, Landing.LATE))


def _drop(dice: Random) -> Fault:
    return Fault(FaultKind.DROP, dice.choice(_METHODS), lands=_landing(dice), seconds=40)


def _hang(dice: Random) -> Fault:
    return Fault(FaultKind.HANG, dice.choice(_METHODS), lands=_landing(dice), seconds=40)


def _error(dice: Random) -> Fault:
    lands = dice.choice((Landing.NEVER, Landing.AT_ONCE))
    return Fault(FaultKind.SERVER_ERROR, dice.choice(_METHODS), times=dice.randint(1, 3), lands=lands)


def _code(dice: Random) -> Fault:
    code = dice.choice(("internal_error", "fatal_error", "service_unavailable"))
    return Fault(FaultKind.API_ERROR, dice.choice(_METHODS), error=code, lands=_landing(dice), seconds=40)


def _too_many(dice: Random) -> Fault:
    lands = dice.choice((Landing.NEVER, Landing.AT_ONCE))
    return Fault(FaultKind.RATE_LIMITED, dice.choice(_METHODS), retry_after=dice.randint(1, 90), lands=lands)


def _away(_: Random) -> Fault:
    return Fault(FaultKind.SERVER_ERROR, times=None)


WIRE = (
    Mischief("connection dropped, with or without effect", _drop),
    Mischief("no answer, with or without effect", _hang),
    Mischief("HTTP 503, with or without effect", _error),
    Mischief("internal_error and its like", _code),
    Mischief("429, with and without having posted", _too_many),
)
AWAY = Mischief("Slack away for six hours", _away)
