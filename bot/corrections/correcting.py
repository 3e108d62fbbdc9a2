"""One look: every posted message of the last days that anything has touched is held against the newest snapshot."""

import logging
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.exc import SQLAlchemyError

from bot.access.policy import SightIn, everybody
from bot.corrections.comparing import Compared, Comparer
from bot.corrections.followed import FollowedMessage, follow_posted, pass_over_untouched, read_behind, read_followed
from bot.corrections.judging import Correction, correction_of
from bot.corrections.picture_kept import blocks_with_picture
from bot.corrections.recording import record_compared, record_corrected
from bot.exhibits import Answers
from bot.log_lines import log_line
from etl.leases import Held, acquire_lease, briefly
from etl.leases_kept import kept
from metrics.answer import Snapshot
from metrics.since import Since
from metrics.state import read_state
from store.database import Database

LEASE = "corrections"
_log = logging.getLogger("kpibot.corrections")


@dataclass(frozen=True)
class Looked:
    """What a look came to."""

    passed_over: int = 0
    compared: int = 0
    corrected: int = 0


@dataclass(frozen=True)
class Corrections:
    """Puts posted numbers right. On any number of replicas: one at a time looks, and none says anything twice."""

    database: Database
    answers: Answers
    tolerance: Decimal
    holder: str
    sight_in: SightIn = everybody

    def look(self) -> Looked | None:
        """Look once; None where another replica is at it. It blocks."""
        with briefly(self.database) as connection:
            lease = acquire_lease(connection, LEASE, self.holder)
        if isinstance(lease, Held):
            return None
        with kept(self.database, lease):
            return self._look()

    def _look(self) -> Looked:
        newest = read_state(self.database).snapshot
        if newest is None:
            return Looked()
        with self.database.write() as connection:
            follow_posted(connection)
            passed_over = pass_over_untouched(connection, newest)
            behind = read_behind(connection, newest)
        corrected = [self._try(outbox_id, newest) for outbox_id in behind]
        return Looked(passed_over, len(corrected), sum(corrected))

    def _try(self, outbox_id: int, newest: int) -> bool:
        """One message that can't be compared keeps no other from being put right; the next look tries it again."""
        try:
            return self._look_at(outbox_id, newest)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001  # the last net, and the log has it
            log_line(_log, logging.CRITICAL, "message not compared", message=outbox_id, error=type(error).__name__)
            return False

    def _look_at(self, outbox_id: int, newest: int) -> bool:
        """Hold one message against the newest snapshot; whether it was corrected."""
        with self.database.read() as connection:
            message = read_followed(connection, outbox_id)
        compared = Comparer(self.answers, self.tolerance, self.sight_in).compared(message)
        correction = correction_of(message, compared, self.tolerance, self._why)
        if correction is None:
            with self.database.write() as connection:
                record_compared(connection, message, newest)
            return False
        return self._correct(message, correction, newest)

    def _correct(self, message: FollowedMessage, correction: Correction, newest: int) -> bool:
        blocks = blocks_with_picture(message.content, self.answers)
        with self.database.write() as connection:
            is_said = record_corrected(connection, correction, newest, blocks)
        if is_said:
            moved = ", ".join(each.number.stated.title for each in correction.numbers)
            facts = {"message": message.id, "kind": message.kind.kind, "revision": correction.revision}
            log_line(_log, logging.INFO, "message corrected", **facts, numbers=moved, snapshot=newest)
        return is_said

    def _why(self, compared: Compared) -> Since | None:
        """What came between the snapshot of the message and the newest."""
        now = compared.now
        if now.snapshot is None:
            return None
        then = Snapshot(compared.number.stated.snapshot_id, now.snapshot.published_at)
        return self.answers.since(compared.question, replace(now, snapshot=then))
