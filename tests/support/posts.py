"""Messages that stand in Slack, as the outbox has them: owed, proved, replied to and edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update

from store.clock import current_moment, moment
from store.database import Database
from store.owing import OutboxStatus, OwedMessage, StatedNumber, owe
from store.tables import outbox


def stated(
    value: str | None,
    words: str = "netrevenue 7d",
    *,
    title: str = "Net revenue",
    shown: str = "",
    as_of: date = date(2026, 11, 21),
    snapshot: int = 1,
) -> StatedNumber:
    """A number of a message."""
    exact = None if value is None else Decimal(value)
    return StatedNumber(
        words, as_of, title, shown or ("no value" if exact is None else f"${exact:,.2f}"), exact, snapshot
    )


@dataclass(frozen=True)
class Posts:
    """The outbox with a sender that never fails."""

    database: Database

    def post(
        self,
        *numbers: StatedNumber,
        kind: str = "digest",
        subject: str = "executive 2026-11-22",
        channel: str = "C1",
        blocks: Sequence[dict[str, Any]] = (),
        **owed: Any,
    ) -> int:
        """A message that stands in its channel; its id in the outbox."""
        with self.database.write() as connection:
            now = current_moment(connection)
            message = OwedMessage(kind, subject, channel, "The numbers.", blocks, now, states=numbers, **owed)
            outbox_id = owe(connection, message)
        assert outbox_id is not None
        self.prove(outbox_id)
        return outbox_id

    def prove(self, outbox_id: int, **changed: Any) -> None:
        """It stands in Slack."""
        proved = {"posted_channel": outbox.c.channel, "ts": f"1.{outbox_id}", "ended_at": moment(), "proof": "answer"}
        with self.database.write() as connection:
            found = update(outbox).where(outbox.c.id == outbox_id)
            connection.execute(found.values({**proved, "status": OutboxStatus.PROVED, **changed}))

    def deliver(self) -> list[Any]:
        """Send all that is owed; the rows, in the order of their ids."""
        with self.database.read() as connection:
            owed = connection.execute(select(outbox).where(outbox.c.status == "owed").order_by(outbox.c.id)).all()
        for row in owed:
            self.prove(row.id)
        return list(owed)

    def rows(self, kind: str) -> list[Any]:
        """All of a kind, in the order of their ids."""
        with self.database.read() as connection:
            return list(connection.execute(select(outbox).where(outbox.c.kind == kind).order_by(outbox.c.id)).all())
