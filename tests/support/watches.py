"""A bot that watches a quarter morning after morning, by the database's clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clocks import set_clock
from posts import Posts
from quarters import LAST, Quarter, days
from sqlalchemy import select

from alerts.episodes import Episode
from alerts.keeping import read_episodes
from alerts.looking import Look, look
from alerts.rules import Rule, Severity, Side, level_at
from alerts.watching import Watched
from bot.alerting.telling import tell
from metrics.periods import Trailing
from store.tables import outbox


def levels(warning: str, critical: str, for_days: int = 1, side: Side = Side.ABOVE) -> Rule:
    """A rule whose exits lie 5 % to the safe side."""
    values = zip(Severity, (warning, critical), strict=True)
    return Rule(side, tuple(level_at(severity, side, Decimal(value)) for severity, value in values), for_days)


REFUNDS = Watched("refunds", "refundrate", levels("0.07", "0.09", 2), Trailing(7), place="C1")
CAC = Watched("cac", "cac", levels("46", "50"), Trailing(10), place="C1", runbook="Look at the ads.", mentions=("U9",))
CHANNEL_CAC = Watched("cac-2", "cac", levels("50", "60", 3), Trailing(10), by="channel", place="C1")
RULES = (REFUNDS, CAC, CHANNEL_CAC)


@dataclass(frozen=True)
class Watch:
    """Looks at rules, and reads what was owed for it."""

    quarter: Quarter
    posts: Posts

    def morning(self, day: date, *rules: Watched) -> Look | None:
        """Look on the morning after a day."""
        view = self.quarter.view(day)
        set_clock(self.quarter.database, view.now)
        return look(view, rules or RULES, tell)

    def mornings(self, first: date, last: date = LAST, *rules: Watched) -> None:
        for day in days(first, last):
            self.morning(day, *rules)

    def owed(self, *kinds: str) -> list[Any]:
        """The rows of these kinds, or of all, in the order of their ids."""
        query = select(outbox).order_by(outbox.c.id)
        with self.quarter.database.read() as connection:
            return [row for row in connection.execute(query) if not kinds or row.kind in kinds]

    def episodes(self) -> tuple[Episode, ...]:
        with self.quarter.database.read() as connection:
            return read_episodes(connection)
