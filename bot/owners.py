"""Who answers for kpibot, and how they are told what only they can mend."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection

from bot.log_lines import log_line
from store.clock import current_moment
from store.owing import OwedMessage, Priority, owe

NOTICE = "notice"
# Who comes back from a holiday is not told of what is long mended.
_LASTS = timedelta(days=7)
_log = logging.getLogger("kpibot.owners")


def tell_owners(connection: Connection, owners: Iterable[str], subject: str, sentence: str) -> None:
    """Owe each owner a direct message, once for each subject, in the caller's transaction; the log has it as well."""
    now, told = current_moment(connection), False
    for owner in sorted(owners):
        notice = OwedMessage(
            NOTICE, subject, owner, sentence, [], now, priority=Priority.NOTICE, expires_at=now + _LASTS
        )
        told = owe(connection, notice) is not None or told
    if told or not owners:
        log_line(_log, logging.ERROR, "owners told" if told else "no owner to tell", subject=subject, reason=sentence)
