"""What is known of a rule, as JSON and back: exact, and in a form that a person can read in the database."""

from datetime import date
from decimal import Decimal
from typing import Any

from alerts.evaluation import Gap, Latch, State

Json = dict[str, Any]


def written(state: State) -> Json:
    """A state as JSON."""
    return {
        "latches": [[latch.is_set, latch.beyond, latch.behind] for latch in state.latches],
        "through": state.through and state.through.isoformat(),
        "since": state.since and state.since.isoformat(),
        "worst": None if state.worst is None else str(state.worst),
        "gap": state.gap,
    }


def read(found: Json) -> State:
    """The state that was written so."""
    return State(
        latches=tuple(Latch(*latch) for latch in found["latches"]),
        through=_day(found["through"]),
        since=_day(found["since"]),
        worst=None if found["worst"] is None else Decimal(found["worst"]),
        gap=None if found["gap"] is None else Gap(found["gap"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
