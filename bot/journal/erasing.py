"""Erases what kpibot keeps of a person. What happened stays, and who did it is nobody any more.

Messages that stand in Slack are the workspace's to delete; what they said stays in the outbox.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Connection, delete, select, update

from store.clock import moment
from store.database import Database
from store.tables import (
    acceptances,
    alert_log,
    alert_rules,
    alert_strangers,
    alert_touches,
    home_views,
    journal,
    notes,
    posted_answers,
    refresh_requests,
    subscriptions,
    viewer_questions,
    viewer_stars,
)

# Rows that are about nobody else: they go.
THEIRS: tuple[Column[str], ...] = (
    viewer_questions.c.user_id,
    viewer_stars.c.user_id,
    home_views.c.user_id,
    refresh_requests.c.user_id,
    alert_strangers.c.person,
)
# Rows that others need as well: they lose the name, or get one that nobody has.
NAMED_IN: tuple[Column[str], ...] = (
    alert_touches.c.person,
    subscriptions.c.made_by,
    subscriptions.c.changed_by,
    alert_rules.c.changed_by,
    alert_log.c.person,
    acceptances.c.accepted_by,
    notes.c.made_by,
    notes.c.removed_by,
)


@dataclass(frozen=True)
class Erased:
    """How many rows went, and in how many a name was taken away."""

    gone: int
    nameless: int


def erase(database: Database, person: str) -> Erased:
    """Erase a person's data, in one transaction. Doing it again erases what came since."""
    nobody = f"erased-{secrets.token_hex(4)}"
    with database.write() as connection:
        channel = connection.execute(
            select(home_views.c.channel).where(home_views.c.user_id == person)
        ).scalar_one_or_none()
        gone = _end_what_is_sent_to(connection, person, channel)
        gone += sum(connection.execute(delete(each.table).where(each == person)).rowcount for each in THEIRS)
        nameless = sum(_renamed(connection, each, person, {each.key: nobody}) for each in NAMED_IN)
        nameless += _renamed(connection, journal.c.user_id, person, {"user_id": None, "channel": None})
    return Erased(gone, nameless)


def _end_what_is_sent_to(connection: Connection, person: str, channel: str | None) -> int:
    """What comes to them by itself comes no more, and what stood in their conversation with the bot is forgotten."""
    of = subscriptions.c
    mine = update(subscriptions).where(of.channel == person, of.removed_at.is_(None))
    ended = connection.execute(mine.values(removed_at=moment(), version=of.version + 1)).rowcount
    forgotten = connection.execute(delete(posted_answers).where(posted_answers.c.channel == (channel or person)))
    return ended + forgotten.rowcount


def _renamed(connection: Connection, column: Column[str], person: str, values: Mapping[str, str | None]) -> int:
    return connection.execute(update(column.table).where(column == person).values(**values)).rowcount
