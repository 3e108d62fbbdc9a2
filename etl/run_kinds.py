"""How much a run computes, and what it was asked for beside the changes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from etl.terms import Days

# Told before each step: its number from 1, how many there are, and what it does.
Progress = Callable[[int, int, str], None]


class RunKind(StrEnum):
    """How much a run computes, and why."""

    INCREMENTAL = "incremental"
    DAYS = "days"
    FULL = "full"
    FIRST = "first"
    REDEFINED = "redefined"

    @property
    def is_whole(self) -> bool:
        """Whether it computes everything."""
        return self in {RunKind.FULL, RunKind.FIRST, RunKind.REDEFINED}


@dataclass(frozen=True)
class Asked:
    """What a run was asked for beside the changes: everything, some days, and days to count again in the sources."""

    full: bool = False
    days: Days | None = None
    recount: int = 0


@dataclass(frozen=True)
class RunResult:
    """What a run did. `snapshot_id` is None where nothing had changed."""

    kind: RunKind
    snapshot_id: int | None
    rows_changed: int


def decide_kind(last: object, parameters: object, asked: Asked) -> RunKind:
    """The kind of a run after one of these parameters, or (None) after none."""
    if last is None:
        return RunKind.FIRST
    if last != parameters:
        return RunKind.REDEFINED
    if asked.full:
        return RunKind.FULL
    return RunKind.DAYS if asked.days else RunKind.INCREMENTAL
