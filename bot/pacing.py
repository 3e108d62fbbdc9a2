"""How much one person, and one channel, may ask of this process: whoever holds a key down keeps nobody else waiting."""

from dataclasses import dataclass, field
from enum import StrEnum

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.views.message import Message
from bot.views.notices import plain_sentence

PER_PERSON, PER_CHANNEL = 30, 120
_ONCE_A_MINUTE = RateLimitItemPerMinute(1)


class Pace(StrEnum):
    """TOLD: it is too much, and they are told so; IGNORED: it still is, and they were told within this minute."""

    FINE = "fine"
    TOLD = "too many"
    IGNORED = "too many, ignored"


@dataclass(frozen=True)
class Pacing:
    """Counts the questions of the last minute, in memory: each process counts for itself."""

    per_person: int = PER_PERSON
    per_channel: int = PER_CHANNEL
    _limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def ask(self, person: str, channel: str) -> Pace:
        """Somebody asks something."""
        if self._hit(self.per_person, "person", person) and self._hit(self.per_channel, "channel", channel):
            return Pace.FINE
        return Pace.TOLD if self._is_within(_ONCE_A_MINUTE, "told", person) else Pace.IGNORED

    def _hit(self, per_minute: int, what: str, who: str) -> bool:
        return self._is_within(RateLimitItemPerMinute(per_minute), what, who)

    def _is_within(self, limit: RateLimitItem, what: str, who: str) -> bool:
        return self._limiter.hit(limit, what, who)


def too_many(pacing: Pacing) -> Message:
    """What they are told."""
    return plain_sentence(
        f"That is more than I answer at once: up to {pacing.per_person} questions a minute for each person, and "
        f"{pacing.per_channel} in a channel. Ask again in a minute."
    )
