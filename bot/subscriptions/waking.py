"""Wakes the poster for as long as the bot runs. What is due stands in the database."""

import logging
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.log_lines import log_line
from bot.subscriptions.poster import Poster
from bot.waking import Wake

_log = logging.getLogger("kpibot.subscriptions")
LOOK_EVERY = timedelta(minutes=1)


def posts_subscriptions(poster: Poster) -> Wake:
    """The poster looks every minute."""
    return Wake(partial(look, poster), LOOK_EVERY)


def look(poster: Poster) -> None:
    """Owe what is due. A failure is logged for the operator, and the next look tries again."""
    try:
        for owed in poster.owe_what_is_due():
            facts = {"subject": owed.subject, "channel": owed.channel, "snapshot": owed.snapshot_id}
            log_line(_log, logging.INFO, "subscription owed", **facts)
    except SQLAlchemyError as error:
        log_line(_log, logging.ERROR, "subscriptions not looked for", reason=error)
