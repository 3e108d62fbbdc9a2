"""Tests that run with their users split wrongly are told, once, where alerts go: each day of them is lost."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.answering import Answering
from bot.views.guard import guard_message
from metrics.engine import one_snapshot
from metrics.experiments.model import Reading
from metrics.experiments.pages import read_experiments
from metrics.experiments.success import is_running_with_wrong_split
from store.clock import current_moment
from store.database import Database
from store.owing import OwedMessage, Priority, owe

KIND = "guard"


@dataclass
class Guards:
    """Looks at each new snapshot. On any number of replicas: what one has owed, no other owes again.

    `checked`: the snapshot that was looked at last. Only this process knows it, so after a crash it is looked at again.
    """

    answering: Answering
    place: str | None
    checked: int | None = field(default=None, init=False)

    def look(self) -> int:
        """Owe what is to be told; how many were new. It blocks."""
        if self.place is None:
            return 0
        with one_snapshot(self.answering.view()) as seen:
            snapshot, currency = seen.published.snapshot, seen.published.currency
            if snapshot is None or snapshot.id == self.checked:
                return 0
            found = read_experiments(seen.published, seen.published.today - timedelta(days=1))
        wrong = [each for each in found if is_running_with_wrong_split(each)]
        told = _tell(self.answering.database, wrong, self.place, currency, snapshot.id) if wrong else 0
        self.checked = snapshot.id
        return told


def _tell(database: Database, wrong: list[Reading], place: str, currency: str, snapshot: int) -> int:
    with database.write() as connection:
        now = current_moment(connection)
        owed = []
        for each in wrong:
            message = guard_message(each, currency)
            # One that is begun anew is another test.
            subject = f"{each.design.key} since {each.design.started_on}"
            words = f"experiment {each.design.key}"
            row = OwedMessage(KIND, subject, place, message.text, message.blocks, now, priority=Priority.ALERT)
            row = replace(row, words=words, snapshot_id=snapshot)
            owed.append(owe(connection, row))
    return sum(each is not None for each in owed)
