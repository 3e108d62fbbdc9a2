"""How much a run computes, and what it was asked for beside the changes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection

from etl.deltas import Deltas
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
    BACKFILL = "backfill"

    @property
    def is_whole(self) -> bool:
        """Whether it computes everything."""
        return self in {RunKind.FULL, RunKind.FIRST, RunKind.REDEFINED}


@dataclass(frozen=True)
class RunResult:
    """What a run did. `snapshot_id` is None where nothing had changed."""

    kind: RunKind
    snapshot_id: int | None
    rows_changed: int


class Correction(Protocol):
    """What was computed beforehand that published rows of some days must change by; a run adds it to what changed."""

    @property
    def days(self) -> Days:
        """The days that it corrects."""

    def wait(self, connection: Connection) -> None:
        """Wait for whoever else works on it. Reads nothing: what the run sees is decided after this."""

    def check(self, connection: Connection) -> None:
        """Raise where it holds no longer; then the run publishes nothing."""

    def add_to(self, deltas: Deltas) -> None:
        """Add it to the run's differences."""

    def close(self, connection: Connection, result: RunResult) -> None:
        """It is published, or everything was computed and it is not needed; in the transaction of that."""


@dataclass(frozen=True)
class Asked:
    """What a run was asked for beside the changes: everything, some days, or what was found out about days before;
    and days to count again in the sources.
    """

    full: bool = False
    days: Days | None = None
    correction: Correction | None = None
    recount: int = 0

    @property
    def built_days(self) -> Days | None:
        """The days that are built anew beside the changes."""
        return self.correction.days if self.correction else self.days


def decide_kind(last: object, parameters: object, asked: Asked) -> RunKind:
    """The kind of a run after one of these parameters, or (None) after none."""
    if last is None:
        return RunKind.FIRST
    if last != parameters:
        return RunKind.REDEFINED
    if asked.full:
        return RunKind.FULL
    if asked.correction:
        return RunKind.BACKFILL
    return RunKind.DAYS if asked.days else RunKind.INCREMENTAL
