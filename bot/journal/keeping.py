"""Writes lines beside the work that they are about: that this fails costs nobody their answer, and is told."""

import logging
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.blocking import in_thread
from bot.journal.entry import Entry, Write, forgotten
from bot.log_lines import log_line

_log = logging.getLogger("kpibot.journal")


@dataclass(frozen=True)
class Keeper:
    """Keeps lines from an event loop."""

    write: Write = forgotten

    async def keep(self, entry: Entry) -> None:
        """Keep one. What can't be kept stands in the log, where an operator must look for it."""
        try:
            await in_thread(self.write, entry)
        except SQLAlchemyError as failed:
            facts = {"kind": entry.kind, "user": entry.user, "outcome": entry.outcome, "reason": type(failed).__name__}
            log_line(_log, logging.ERROR, "not in the journal", **facts)
