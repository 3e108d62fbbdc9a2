"""What kpibot has promised to post, whether or not anything was owed for it yet: what the auditor goes by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection


@dataclass(frozen=True)
class Promise:
    """A message as the outbox names it, and the moment by which it must stand in its conversation."""

    kind: str
    subject: str
    channel: str
    due_at: datetime
    deadline: datetime


# Those that were due after the one moment, up to the other. Each reads only what people have asked for and the
# calendar, never what was owed: a scheduler that has stopped must not take its promises with it.
PromisesBetween = Callable[[Connection, datetime, datetime], list[Promise]]
