"""The series of parts as one stack for each bucket: what is above zero grows upwards, what is below it downwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.answer import Part


@dataclass(frozen=True)
class Segment:
    """One part's piece of one bucket's stack: the end nearer to zero, and the other one."""

    bucket: int
    start: Decimal
    end: Decimal


@dataclass(frozen=True)
class Stack:
    """All parts' pieces, each part's in the order of the buckets."""

    days: tuple[date, ...]
    segments: tuple[tuple[Segment, ...], ...]

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """What the axis must hold."""
        return tuple(segment.end for pieces in self.segments for segment in pieces)

    @property
    def missing(self) -> tuple[int, ...]:
        """The buckets in which no part has a value."""
        present = {segment.bucket for pieces in self.segments for segment in pieces}
        return tuple(index for index in range(len(self.days)) if index not in present)


def stacked(parts: Sequence[Part]) -> Stack:
    """The parts' series on one another, the first part nearest to zero."""
    days = tuple(sorted({point.day for part in parts for point in part.series}))
    up, down = [Decimal(0)] * len(days), [Decimal(0)] * len(days)
    place = {day: index for index, day in enumerate(days)}
    return Stack(days, tuple(_pieces(part, place, up, down) for part in parts))


def _pieces(part: Part, place: dict[date, int], up: list[Decimal], down: list[Decimal]) -> tuple[Segment, ...]:
    """One part's pieces, on the heights that are reached so far, which they raise."""
    pieces = []
    for point in part.series:
        if point.value is not None:
            reached, bucket = (down if point.value < 0 else up), place[point.day]
            pieces.append(Segment(bucket, reached[bucket], reached[bucket] + point.value))
            reached[bucket] += point.value
    return tuple(pieces)
