"""Wakes the desk for as long as the bot runs. What is owed stands in the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.digest.desk import DigestDesk
from bot.log_lines import log_line
from bot.waking import Wake, woken
from store.clock import read_clock

LOOK_EVERY = timedelta(seconds=20)
# For the runs that a start after an outage makes up for.
START_PATIENCE = timedelta(minutes=20)
_log = logging.getLogger("kpibot.digest")


@contextmanager
def scheduled_digests(desk: DigestDesk) -> Iterator[None]:
    """Look for what is due while the block runs; on any number of replicas at once.

    Not on the runs' thread: a digest goes out at its deadline, however long a run takes.
    """
    if not desk.digests:
        yield
        return
    desk = replace(desk, patient_until=read_clock(desk.database) + START_PATIENCE)
    with woken([Wake(partial(look, desk), LOOK_EVERY)]):
        yield


def look(desk: DigestDesk) -> None:
    """Owe what is due. A failure is logged for the operator, and the next look tries again."""
    try:
        for owed in desk.owe_what_is_due():
            facts = {"subject": owed.subject, "channel": owed.channel, "snapshot": owed.snapshot_id}
            log_line(_log, logging.INFO, f"{owed.kind} owed", **facts)
    except SQLAlchemyError as error:
        log_line(_log, logging.ERROR, "digests not looked for", reason=error)
