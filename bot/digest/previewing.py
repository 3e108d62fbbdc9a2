"""A digest as it would be posted now, for whoever asks to see one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.access.limited import LimitedAnswers
from bot.access.policy import EVERYTHING, Sight
from bot.command import Show
from bot.command_registry import all_commands, read_command
from bot.digest.audiences import EXECUTIVE, Audience
from bot.digest.configured import ConfiguredDigest, audiences_of
from bot.digest.content import Digest
from bot.digest.desk import DigestDesk
from bot.digest.editions import DAILY, EDITIONS, Edition, find_edition, last_day
from bot.digest.limiting import limited_audience
from bot.digest.owing import picture_words
from bot.digest.slots import DigestSlot
from bot.drawing import Drawing, alt_of
from bot.exhibits import Answers, look_up
from bot.views.digest import digest_message
from bot.views.message import Message, spoken
from metrics.engine import AsOf
from store.clock import read_clock

_FILLERS = frozenset({"the", "for", "our", "digest", "preview", "of", "edition"})


@dataclass(frozen=True)
class Preview:
    """What a digest would say, and what would be drawn under it."""

    digest: Digest
    drawing: Drawing | None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:
        """It in ever plainer clothes, the best first."""
        made = digest_message(self.digest)
        pictured = [made.with_picture(file_id, alt_of(self.drawing))] if file_id and self.drawing else []
        return (*pictured, made.message, Message(made.message.text))


@dataclass(frozen=True)
class NoSuchDigest:
    """The words name none; `messages` says which there are."""

    names: tuple[str, ...]
    drawing: None = None

    def messages(self, file_id: str | None) -> tuple[Message, ...]:  # noqa: ARG002  # it is words alone
        """As an ordinary sentence."""
        editions = " or ".join(edition.name for edition in EDITIONS)
        text = f"There are digests for {', '.join(self.names)}; add {editions} for its edition."
        return (Message(spoken(text if self.names else "There are no digests here.")),)


@dataclass(frozen=True)
class DigestPreviews:
    """Makes previews, of the company's own digests too. It blocks."""

    desk: DigestDesk
    answers: Answers

    def of(self, words: str, sight: Sight = EVERYTHING) -> Preview | NoSuchDigest:
        """The digest that words such as "finance weekly" name: without any, the executive one of the day."""
        audiences = audiences_of(self.desk.digests)
        left = [word for word in words.lower().split() if word not in _FILLERS]
        named = [edition for edition in map(find_edition, left) if edition]
        name = " ".join(word for word in left if find_edition(word) is None)
        audience = audiences.get(name) if name else EXECUTIVE
        if audience is None or len(named) > 1:
            return NoSuchDigest(tuple(audiences))
        return self._preview(limited_audience(audience, sight), named[0] if named else DAILY, sight)

    def _preview(self, audience: Audience, edition: Edition, sight: Sight) -> Preview:
        now, zone = read_clock(self.desk.database), ZoneInfo(self.desk.zone)
        date = edition.latest_date(now.astimezone(zone).date())
        digest = self.desk.digest_of(DigestSlot(ConfiguredDigest(audience, ""), edition, date, zone), now)
        return Preview(digest, None if digest.withheld else self._drawing(digest, now, sight))

    def _drawing(self, digest: Digest, now: datetime, sight: Sight) -> Drawing | None:
        reply = read_command(picture_words(digest) or "", all_commands())
        if digest.snapshot is None or not isinstance(reply, Show):
            return None
        as_of = AsOf(digest.snapshot.id, now)
        return look_up(reply.shown, LimitedAnswers(self.answers, sight), last_day(digest.local_date), as_of).drawing


def no_previews(words: str, sight: Sight) -> NoSuchDigest:  # noqa: ARG001  # as DigestPreviews.of
    """Where nobody writes digests."""
    return NoSuchDigest(())
