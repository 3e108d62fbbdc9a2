"""What is known of a source's days when they are judged: plain values, read in a few queries and judged without any."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Volume:
    """So many rows, and what their amounts come to."""

    rows: int = 0
    amount: Decimal = ZERO


NOTHING = Volume()


@dataclass(frozen=True)
class Counted:
    """One day counted where its rows lie: all of them, and under spellings that no mapping knows."""

    volume: Volume
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceFacts:
    """Everything that the checks of one source look at, by local day.

    `published`: of the days to judge and of the eight weeks before them. `counted`: of the days that were counted
    again in the source itself; the others keep what was found of them. `by_channel`: what each marketing channel
    brought, where the source has channels. `complete_to`: the last day that a loader or a later row vouches for.
    """

    published: Mapping[date, Volume]
    counted: Mapping[date, Counted] = field(default_factory=dict)
    by_channel: Mapping[date, Mapping[str, Volume]] = field(default_factory=dict)
    first_day: date | None = None
    complete_to: date | None = None
    watermark: date | None = None
    accepted: frozenset[date] = frozenset()

    def volume(self, day: date) -> Volume:
        """What is published of the day."""
        return self.published.get(day, NOTHING)
