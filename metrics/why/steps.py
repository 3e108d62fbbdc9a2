"""The terms of a change as the steps that a person reads: rounded such that they still add up, and in their ways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from metrics.answer import Cause, Step, Steps, Unit
from metrics.answer.numbers import step_places
from metrics.apportioning import apportioned
from metrics.expression import CATEGORY, CHANNEL
from metrics.metric import Metric
from metrics.why.terms import COHORT, KIND, NotTakenApartError, Share, Term, Windows

_POINT_PLACES = 3
# What 28 digits lose in the sums that a formula takes.
_LOST = Fraction(1, 10**15)
_TITLES = {
    CHANNEL: "By channel",
    CATEGORY: "By category",
    KIND: "New and returning customers",
    COHORT: "By first-order month",
}


@dataclass(frozen=True)
class Ends:
    """The number before and now."""

    before: Decimal
    now: Decimal
    unit: Unit

    @property
    def moved(self) -> Fraction:
        """How far it moved."""
        return Fraction(self.now) - Fraction(self.before)

    @property
    def places(self) -> int:
        """How many decimals its steps have: those of the two as they are shown."""
        return step_places(self.before, self.now, self.unit)


def ways_to_tell(metric: Metric, windows: Windows, ends: Ends) -> tuple[Steps, ...]:
    """The change in steps, in the way that tells most first. Raises NotTakenApartError where it can't be told."""
    dimension = next(iter(metric.dimensions), None)
    terms = metric.expression.terms(windows)
    cells = Steps("By channel and input", _steps(_cells(terms), ends))
    inputs = Steps("By input", _steps(map(_of_term, terms), ends))
    groups = [told for name in _groups(dimension) if (told := _by_group(metric, windows, name, ends))]
    mixed = [cells] if dimension and len(terms) > 1 and any(term.shares for term in terms) else []
    ways = [*groups[:1], inputs] if metric.expression.is_mean or len(terms) == 1 else [*mixed, inputs, *groups[:1]]
    return _different((*ways, *groups[1:]))


def _groups(dimension: str | None) -> Iterator[str]:
    if dimension is not None:
        yield dimension
    yield from (KIND, COHORT)


def _by_group(metric: Metric, windows: Windows, dimension: str, ends: Ends) -> Steps | None:
    shares = metric.expression.shares(windows, dimension, metric.said)
    return None if not shares else Steps(_TITLES[dimension], _steps(map(_of_share, shares), ends))


def _different(ways: Iterable[Steps]) -> tuple[Steps, ...]:
    """Each way once; a lone step tells nothing that the number itself does not."""
    found: dict[tuple[Step, ...], Steps] = {}
    for way in ways:
        found.setdefault(way.steps, way)
    several = tuple(way for way in found.values() if len(way.steps) > 1)
    return several or tuple(found.values())[:1]


def _cells(terms: Iterable[Term]) -> Iterator[tuple[Step, Fraction]]:
    """Each input by channel, where it has channels."""
    for term in terms:
        yield from map(_of_share, term.shares) if term.shares else (_of_term(term),)


def _of_term(term: Term) -> tuple[Step, Fraction]:
    amount = term.amount
    return Step(term.label, Decimal(0), before=amount.before, now=amount.now, unit=term.unit), term.moved


def _of_share(share: Share) -> tuple[Step, Fraction]:
    before, now = (share.amount.before, share.amount.now) if share.amount else (None, None)
    if share.cause is Cause.AMOUNT:
        # A channel without rows in one of the periods had none of it.
        before, now = before or Decimal(0), now or Decimal(0)
    of = share.of if not share.group or share.cause is not Cause.MIX else f"{share.of} ({share.group})"
    return Step(of, Decimal(0), share.cause, share.member, before=before, now=now, unit=share.unit), share.moved


def _steps(moves: Iterable[tuple[Step, Fraction]], ends: Ends) -> tuple[Step, ...]:
    """The steps with their effects, rounded such that they come to the difference of the two ends as shown.

    Raises NotTakenApartError where they do not come to the change.
    """
    found = [(step, moved) for step, moved in moves if moved]
    lost = abs(sum((moved for _, moved in found), Fraction(0)) - ends.moved)
    if lost > _LOST * max(Fraction(1), abs(Fraction(ends.before)), abs(Fraction(ends.now))):
        raise NotTakenApartError("its parts do not add up to it")
    exact = {f"{place:04}": moved for place, (_, moved) in enumerate(found)}
    effects = apportioned(exact, _rounded(ends.now, ends.places) - _rounded(ends.before, ends.places), ends.places)
    points = _points(exact, ends)
    steps = [
        replace(step, effect=effects[key], points=points.get(key)) for key, (step, _) in zip(exact, found, strict=True)
    ]
    # What is nothing once it is rounded is told by nobody.
    steps = [step for step in steps if step.effect or step.points]
    return tuple(sorted(steps, key=lambda step: (-abs(step.effect), step.member, step.of)))


def _points(exact: dict[str, Fraction], ends: Ends) -> dict[str, Decimal]:
    """The effects as shares of the number before; those of a percentage are points as they are."""
    if ends.unit is Unit.FRACTION or ends.before <= 0:
        return {}
    base = Fraction(ends.before)
    total = (ends.now - ends.before) / ends.before
    return apportioned(
        {key: moved / base for key, moved in exact.items()}, _rounded(total, _POINT_PLACES), _POINT_PLACES
    )


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
