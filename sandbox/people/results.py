"""What a person gets to see after doing something that the app has to answer."""

from dataclasses import dataclass

from sandbox.acks import Ack, AckOutcome
from sandbox.payload import Json

_NOT_DISPATCHED = {AckOutcome.NO_CONNECTION, AckOutcome.UNREACHABLE, AckOutcome.REFUSED}


class NotPossibleError(Exception):
    """A person cannot do this here: the button is not there, or the message is not theirs to see."""


@dataclass(frozen=True)
class Result:
    """How it went. `error` is Slack's word (operation_timeout, dispatch_failed, ...); `payload` the ack's body."""

    error: str | None = None
    payload: Json | None = None

    @property
    def ok(self) -> bool:
        """Whether the app answered in time and its answer was taken."""
        return self.error is None


def of_ack(ack: Ack) -> Result:
    """What an ack, or its absence, means to the person who waits for it."""
    if ack.outcome is AckOutcome.ACKED:
        return Result(payload=ack.payload)
    return Result("dispatch_failed" if ack.outcome in _NOT_DISPATCHED else "operation_timeout")
