"""What Slack delivers, known to all replicas: what was delivered to one is not done again by another."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from bot.blocking import in_thread
from bot.log_lines import log_line
from store.clock import moment
from store.database import Database
from store.tables import deliveries

# Who waits for an answer would rather have it twice than not at all.
_PATIENCE_SECONDS = 2.0
_log = logging.getLogger("kpibot.deliveries")
# Whether a delivery of this id is the first one: DeliveriesSeen.is_first. It blocks.
IsFirst = Callable[[str], bool]


@dataclass(frozen=True)
class DeliveriesSeen:
    """Remembers ids for a day or two."""

    database: Database

    def is_first(self, id_: str) -> bool:
        """Whether nobody has seen it before; from now on somebody has."""
        statement = insert(deliveries).values(id=id_, seen_at=moment()).on_conflict_do_nothing()
        with self.database.write() as connection:
            return connection.execute(statement.returning(deliveries.c.id)).first() is not None


def always_first(id_: str) -> bool:  # noqa: ARG001  # as DeliveriesSeen.is_first
    """Where one process alone has to know."""
    return True


async def is_first_of_all(is_first: IsFirst, id_: str | None) -> bool:
    """Whether to work on a delivery. Without an id it always is; a database that does not answer can't say no."""
    if id_ is None:
        return True
    asking = asyncio.ensure_future(in_thread(_found_out, is_first, id_))
    await asyncio.wait({asking}, timeout=_PATIENCE_SECONDS)
    return asking.result() if asking.done() else True


def _found_out(is_first: IsFirst, id_: str) -> bool:
    try:
        return is_first(id_)
    except SQLAlchemyError as failed:
        log_line(_log, logging.WARNING, "not known whether it was delivered before", reason=type(failed).__name__)
        return True
