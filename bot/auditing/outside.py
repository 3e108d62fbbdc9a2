"""What leaves kpibot by other ways than Slack: the owners' webhook, and the heartbeat that others listen for."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from pydantic import SecretStr
from sqlalchemy import Connection, Row, insert, select, update

from bot.log_lines import log_line
from bot.slack_client import is_loopback
from bot.slack_errors import CONNECTION_ERRORS
from etl.schedule.slots import wait_after
from store.clock import current_moment, moment
from store.database import Database
from store.tables import webhook_notices

TIMEOUT_SECONDS = 10.0
# About a day, with half an hour between the tries.
MOST_ATTEMPTS = 50
_columns = webhook_notices.c
_log = logging.getLogger("kpibot.audit")


@dataclass(frozen=True)
class Outside:
    """Where to, if anywhere. Both addresses are secrets: who knows them may speak in kpibot's name."""

    webhook: SecretStr | None = None
    heartbeat: SecretStr | None = None

    def owe(self, connection: Connection, text: str) -> None:
        """Owe the webhook a text, in the caller's transaction."""
        if self.webhook:
            connection.execute(insert(webhook_notices).values(text=text, next_at=current_moment(connection)))

    def send_waiting(self, database: Database) -> None:
        """Post what is owed to the webhook, until one fails: that one is tried again later, ever less often."""
        while self.webhook and (notice := _take(database)):
            reason = asyncio.run(_request("POST", self.webhook, {"text": notice.text}))
            _settle(database, notice, reason)
            if reason:
                log_line(_log, logging.WARNING, "webhook not taken", reason=reason, attempts=notice.attempts)
                return

    def beat(self) -> None:
        """Tell whoever listens that all agrees."""
        reason = asyncio.run(_request("GET", self.heartbeat)) if self.heartbeat else None
        if reason:
            log_line(_log, logging.WARNING, "heartbeat not taken", reason=reason)


def _take(database: Database) -> Row[Any] | None:
    """The next notice that is due, for the caller to post: nobody else takes it before the next try is due."""
    due = select(_columns.id).where(_columns.ended_at.is_(None), _columns.next_at <= moment())
    # In a subquery the lock could be taken on more rows than the one that is updated.
    one = due.order_by(_columns.id).limit(1).with_for_update(skip_locked=True).cte("one")
    taken = update(webhook_notices).where(_columns.id == one.c.id)
    later = taken.values(attempts=_columns.attempts + 1, next_at=moment() + timedelta(minutes=1))
    with database.write() as connection:
        return connection.execute(later.returning(*_columns)).first()


def _settle(database: Database, notice: Row[Any], reason: str | None) -> None:
    ended: dict[str, object] = {"ended_at": moment(), "outcome": "taken" if reason is None else f"given up: {reason}"}
    if reason and notice.attempts < MOST_ATTEMPTS:
        ended = {"next_at": moment() + wait_after(notice.attempts)}
    with database.write() as connection:
        connection.execute(update(webhook_notices).where(_columns.id == notice.id).values(ended))


async def _request(method: str, url: SecretStr, body: dict[str, str] | None = None) -> str | None:
    """Why it failed; None where it was taken. The reason never holds the address."""
    address = url.get_secret_value()
    # The proxy of the environment is not for this machine.
    outward = not is_loopback(address)
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS), trust_env=outward) as session,
            session.request(method, address, json=body, allow_redirects=method == "GET") as answer,
        ):
            return None if 200 <= answer.status < 300 else f"http_{answer.status}"
    except (*CONNECTION_ERRORS, ValueError) as failed:
        return type(failed).__name__
