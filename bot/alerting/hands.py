"""Takes what people do about alerts, and watches over what nobody does anything about. It blocks.

Each of these is one transaction, and one at a time over all replicas; so in whatever order things become known, who
holds what, who is reminded and what the messages say fit together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Connection

from alerts.holding import BUTTON, SNOOZE, Touch, is_belied, read_back, standing
from alerts.holds_kept import (
    Posted,
    is_any_on_its_way,
    keep_read_back,
    keep_touch,
    one_at_a_time,
    posted_at,
    posted_of_open,
    read_at,
    read_touches,
    settle,
    tell_stranger_once,
)
from alerts.keeping import read_episodes
from alerts.vigils_kept import due_vigils, keep_step, keep_vigils
from alerts.watching import Watched
from bot.alerting.changing_hands import owe_hands
from bot.alerting.reminding import remind
from bot.alerting.response import Response
from store.clock import current_moment
from store.database import Database

# Slack's clock and the database's may differ by less than that.
_SKEW = timedelta(seconds=1)


class Taken(Enum):
    """What came of it."""

    DONE = "done"
    NOT_OURS = "the message tells of no alert"
    OVER = "it is over"
    NOT_THEIRS = "somebody else holds it"


@dataclass(frozen=True)
class Hands:
    """`rules`: what is watched now."""

    database: Database
    response: Response
    rules: Callable[[], Iterable[Watched]]

    def find(self, channel: str, ts: str) -> Posted | None:
        """The message there, if it tells of alerts or reminds of them."""
        with self.database.read() as connection:
            return posted_at(connection, channel, ts)

    def is_any_on_its_way(self) -> bool:
        """Whether one that is not found may be found in a moment."""
        with self.database.read() as connection:
            return is_any_on_its_way(connection)

    def touch(self, posted: Posted, person: str, name: str, at: datetime, *, is_set: bool) -> None:
        """Somebody who may has put a reaction on a message of alerts, or taken it away."""
        until = self.response.until(at) if is_set else None
        touch = Touch(posted.id, person, name, is_set=is_set, at=at, given_at=at, until=until)

        def told_by(connection: Connection) -> list[Touch]:
            known = read_touches(connection, [posted.root_id]).get(posted.root_id, ())
            return [] if is_belied(known, touch, read_at(connection, posted.id)) else [touch]

        self._take(posted, told_by)

    def take(self, posted: Posted, person: str, at: datetime, until: datetime | None = None) -> Taken:
        """Somebody who may takes up what a message tells of, or puts it off until a moment."""
        name, end = (SNOOZE, until) if until else (BUTTON, self.response.until(at))
        touch = Touch(posted.id, person, name, is_set=True, at=at, given_at=at, until=end)
        return self._take(posted, lambda _: [touch])

    def release(self, posted: Posted, person: str, at: datetime) -> Taken:
        """Somebody lets go again what they took up with a button; of a reaction, only taking it away does."""
        with self.database.read() as connection:
            known = read_touches(connection, [posted.root_id]).get(posted.root_id, ())
        pressed = [each for each in standing(known, at) if each.person == person and each.name in {BUTTON, SNOOZE}]
        touches = [replace(each, is_set=False, at=at, given_at=at, until=None) for each in pressed]
        taken = self._take(posted, lambda _: touches)
        return taken if touches or taken is Taken.OVER else Taken.NOT_THEIRS

    def is_told_once(self, posted: Posted, person: str) -> bool:
        """Whether somebody who may not is to be told so now."""
        with self.database.write() as connection:
            return tell_stranger_once(connection, posted.root_id, person)

    def to_read_back(self) -> tuple[tuple[Posted, ...], datetime]:
        """The messages whose reactions count now, and the moment."""
        with self.database.read() as connection:
            return posted_of_open(connection), current_moment(connection)

    def reconcile(self, posted: Posted, there: set[tuple[str, str]], before: datetime) -> None:
        """What was read back from Slack after a moment: the (person, reaction) that stand on a message."""
        at = before - _SKEW

        def told_by(connection: Connection) -> tuple[Touch, ...]:
            known = read_touches(connection, [posted.root_id]).get(posted.root_id, ())
            keep_read_back(connection, posted.id, at)
            return read_back(known, message_id=posted.id, there=there, at=at, posted_at=posted.posted_at)

        self._take(posted, told_by)

    def watch(self) -> None:
        """What has run out is let go, and where a step of the chain is due it is taken."""
        rules = tuple(self.rules())
        with self.database.write() as connection:
            one_at_a_time(connection)
            owe_hands(connection, settle(connection))
            keep_vigils(connection, self.response.escalation, [each.key for each in rules if each.is_muted])
            for vigil in due_vigils(connection):
                owed = remind(connection, vigil, self.response.escalation, rules)
                keep_step(connection, vigil, self.response.escalation, owed)

    def _take(self, posted: Posted, told_by: Callable[[Connection], Iterable[Touch]]) -> Taken:
        muted = [each.key for each in self.rules() if each.is_muted]
        with self.database.write() as connection:
            one_at_a_time(connection)
            for each in told_by(connection):
                keep_touch(connection, each)
            owe_hands(connection, settle(connection, [posted.root_id]))
            keep_vigils(connection, self.response.escalation, muted)
            is_open = any(each.is_open for each in read_episodes(connection, outbox_ids=[posted.root_id]))
        return Taken.DONE if is_open else Taken.OVER
