"""What may go wrong on request: declared as values, matched by method and channel, counted, and logged."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sandbox.clock import Clock
from sandbox.state.changes import Changes


class FaultKind(StrEnum):
    """How the workspace misbehaves. The last four concern files and pictures rather than one request."""

    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    API_ERROR = "api_error"
    DROP = "drop"
    HANG = "hang"
    SLOW = "slow"
    SLOW_FILES = "slow_files"
    NEVER_READY_FILES = "never_ready_files"
    REFUSE_SLACK_FILE = "refuse_slack_file"
    REFUSE_UNSHARED_FILE = "refuse_unshared_file"


class Landing(StrEnum):
    """Whether the request takes effect although the app is told otherwise. LATE: after the fault's `seconds`."""

    NEVER = "never"
    AT_ONCE = "at_once"
    LATE = "late"


@dataclass(frozen=True)
class Fault:
    """One way to misbehave. `method` and `channel` (an id or a name) narrow it; `times` None means until removed; the
    first `skip` matching requests pass unharmed. The upload URL is the method "upload", a response_url "response_url".
    """

    kind: FaultKind
    method: str | None = None
    channel: str | None = None
    times: int | None = 1
    skip: int = 0
    lands: Landing = Landing.NEVER
    retry_after: int = 30
    status: int = 503
    error: str = "internal_error"
    seconds: float = 5.0
    id: int = 0


REQUEST_KINDS = frozenset(
    {
        FaultKind.RATE_LIMITED,
        FaultKind.SERVER_ERROR,
        FaultKind.API_ERROR,
        FaultKind.DROP,
        FaultKind.HANG,
        FaultKind.SLOW,
    }
)


@dataclass(frozen=True)
class FaultEvent:
    """One line of the log of misbehaviour."""

    at: datetime
    what: str


class Faults:
    """The faults that are switched on, and the log of what they did."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self.log: list[FaultEvent] = []
        self._active: dict[int, Fault] = {}
        self._next_id = 1
        self._clock = clock
        self._changes = changes

    @property
    def active(self) -> tuple[Fault, ...]:
        """The faults that still wait for their request, oldest first."""
        return tuple(self._active.values())

    def use(self, clock: Clock) -> None:
        """Take the time of the log from that clock."""
        self._clock = clock

    def add(self, fault: Fault) -> Fault:
        """Switch a fault on; the answer carries the id that removes it."""
        fault = replace(fault, id=self._next_id)
        self._next_id += 1
        self._active[fault.id] = fault
        self.note(f"switched on: {described(fault)}")
        return fault

    def remove(self, fault_id: int) -> None:
        """Switch a fault off; one that is already used up is no error."""
        fault = self._active.pop(fault_id, None)
        if fault is not None:
            self.note(f"switched off: {described(fault)}")

    def clear(self) -> None:
        """Switch everything off."""
        for fault_id in list(self._active):
            self.remove(fault_id)

    def note(self, what: str) -> None:
        """Write a line into the log."""
        self.log.append(FaultEvent(self._clock.now(), what))
        self._changes.touch()

    def take(self, kinds: frozenset[FaultKind], method: str, channels: frozenset[str]) -> Fault | None:
        """The oldest fault that matches this request, counted down; None lets the request pass."""
        for fault in self.active:
            if fault.kind in kinds and _matches(fault, method, channels):
                if fault.skip:
                    self._active[fault.id] = replace(fault, skip=fault.skip - 1)
                    continue
                self._count_down(fault)
                self.note(f"{method}: {described(fault)}")
                return fault
        return None

    def _count_down(self, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times <= 1:
            del self._active[fault.id]
        else:
            self._active[fault.id] = replace(fault, times=fault.times - 1)


def described(fault: Fault) -> str:
    """A fault in a few words, as the page and the log show it."""
    where = " ".join(part for part in (fault.method, fault.channel) if part) or "everything"
    count = "until removed" if fault.times is None else f"{fault.times} times"
    return f"{fault.kind.value} for {where} ({count}, takes effect: {fault.lands.value})"


def _matches(fault: Fault, method: str, channels: frozenset[str]) -> bool:
    return fault.method in (None, method) and (fault.channel is None or fault.channel.removeprefix("#") in channels)
