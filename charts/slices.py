"""A breakdown as the slices of a whole, and the parts of it that are no slice."""

from dataclasses import dataclass
from decimal import Decimal

from charts.labels import near_text
from charts.parts import folded
from metrics.answer import Answer, Part, Unit

_MOST = 6


@dataclass(frozen=True)
class Slice:
    """A part of the whole: where it begins and ends, as shares from 0 to 1."""

    name: str
    value: Decimal
    start: Decimal
    end: Decimal

    @property
    def share(self) -> Decimal:
        """How much of the whole it is."""
        return self.end - self.start


@dataclass(frozen=True)
class Whole:
    """The slices, the largest first and the folded rest last; and the parts that are nothing or unknown."""

    slices: tuple[Slice, ...]
    silent: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        """What the slices add up to."""
        return sum((piece.value for piece in self.slices), Decimal(0))


def percent(share: Decimal) -> str:
    """A share as a label: "45.2%"."""
    return near_text(share, Unit.FRACTION, "")


def whole_of(answer: Answer) -> Whole:
    """The breakdown as a whole. Only for one without negative values."""
    present = [part for part in answer.breakdown if part.value]
    largest = sorted(present, key=lambda part: part.value or Decimal(0), reverse=True)
    total = sum((part.value for part in largest if part.value is not None), Decimal(0))
    slices, reached = [], Decimal(0)
    for part in folded(largest, _MOST):
        value = part.value or Decimal(0)
        slices.append(Slice(part.name, value, reached / total, (reached + value) / total))
        reached += value
    return Whole(tuple(slices), tuple(part for part in answer.breakdown if not part.value))
