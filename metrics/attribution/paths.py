"""What led to conversions: the channels that customers touched before their first order, in the order of touching."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Touch:
    """A channel that was touched, so many local days before the conversion."""

    channel: str
    days_before: int


@dataclass(frozen=True)
class Path:
    """Conversions that came by the same touches, the earliest first, and the revenue of their orders.

    Without touches: customers of whom none is known in the days before.
    """

    touches: tuple[Touch, ...]
    conversions: int
    revenue: Decimal

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels in the order of touching; one that was touched twice stands there twice."""
        return tuple(touch.channel for touch in self.touches)


def channels_in(paths: Iterable[Path]) -> tuple[str, ...]:
    """Every channel that was touched, by name."""
    return tuple(sorted({touch.channel for path in paths for touch in path.touches}))


def written(touches: Iterable[Touch]) -> str:
    """The touches as the published table writes them: "meta 12, tiktok 0"; nothing for no touch."""
    return ", ".join(f"{touch.channel} {touch.days_before}" for touch in touches)


def read_touches(text: str) -> tuple[Touch, ...]:
    """The touches that were so written. Raises ValueError where the text is no such thing."""
    if not text:
        return ()
    pairs = [each.rpartition(" ") for each in text.split(", ")]
    return tuple(Touch(channel, int(days)) for channel, _, days in pairs)
