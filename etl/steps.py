"""What a run does before it publishes, step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from etl.changes import discard_changes, take_changes, touch_customers_of_changes, touch_customers_of_days
from etl.company import Company
from etl.deltas import Deltas
from etl.engines.reading import Reading
from etl.run_kinds import Asked, RunKind
from etl.sides import EVERYTHING, OF_DAYS, TOUCHED_AFTER, TOUCHED_BEFORE


@dataclass(frozen=True)
class Step:
    """A part of a run, and what it does in words."""

    label: str
    action: Callable[[], object]


def steps_of(  # noqa: PLR0917  # all of them are what a run knows of itself
    kind: RunKind,
    connection: Connection,
    deltas: Deltas,
    company: Company,
    asked: Asked,
    reading: Reading | None = None,
) -> tuple[Step, ...]:
    """The steps of a run that has something to fold in or to compute; `reading`: what was read of other engines."""
    steps = _steps_here(kind, connection, deltas, company, asked)
    if reading is None:
        return steps
    return (*steps, Step(f"adding what was read at {reading.place}", partial(reading.add_to, deltas)))


def _steps_here(
    kind: RunKind, connection: Connection, deltas: Deltas, company: Company, asked: Asked
) -> tuple[Step, ...]:
    if kind.is_whole:
        return (
            Step("emptying the queue of changes", partial(discard_changes, connection)),
            Step("reading what is published", deltas.clear),
            Step("computing everything", partial(deltas.add, EVERYTHING.without(company.held))),
        )
    folding = (
        Step("reading changes", partial(take_changes, connection)),
        Step("finding who is touched", partial(touch_customers_of_changes, connection)),
        Step("computing as it was", partial(deltas.add, TOUCHED_BEFORE.without(company.held))),
        Step("computing as it is", partial(deltas.add, TOUCHED_AFTER.without(company.held))),
    )
    if asked.correction:
        checking = Step("looking whether the slices still hold", partial(asked.correction.check, connection))
        return (checking, *folding, Step("adding the slices", partial(asked.correction.add_to, deltas)))
    if asked.days is None:
        return folding
    widened = asked.days.in_whole_buckets()
    # The week of the month's last day may lie in part in the next month.
    read = widened.in_whole_buckets()
    return (
        *folding,
        Step("finding who is in these days", partial(touch_customers_of_days, connection, company, read)),
        Step("reading what is published", partial(deltas.clear, widened)),
        Step("computing these days", partial(deltas.add, OF_DAYS, widened)),
    )
