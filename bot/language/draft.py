"""What words have named so far, slot by slot, and the question that it makes once it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import chain, product
from typing import TypeVar

from bot.shown import Shown, View, by_words, grain_words, joined, versus_words, view_words
from metrics.answer import Comparison, Grain
from metrics.catalogue import METRICS
from metrics.periods import PeriodSpec
from metrics.question import Question

DIMENSIONS = tuple(dict.fromkeys(chain.from_iterable(metric.dimensions for metric in METRICS)))
_BY_NAME = {metric.name: metric for metric in METRICS}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Draft:
    """What was named: of each slot nothing, one, or, where people contradict themselves, several.

    `metrics` are their names in the catalogue.
    """

    metrics: tuple[str, ...] = ()
    periods: tuple[PeriodSpec, ...] = ()
    dimensions: tuple[str, ...] = ()
    grains: tuple[Grain, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    views: tuple[View, ...] = ()

    def __add__(self, other: "Draft") -> "Draft":
        """Both; what was said twice counts once."""
        return Draft(
            _once(self.metrics, other.metrics),
            _once(self.periods, other.periods),
            _once(self.dimensions, other.dimensions),
            _once(self.grains, other.grains),
            _once(self.comparisons, other.comparisons),
            _once(self.views, other.views),
        )

    @property
    def is_single(self) -> bool:
        """Whether nothing is named in two ways."""
        return all(len(getattr(self, slot.name)) <= 1 for slot in fields(self))

    @property
    def option_words(self) -> str:
        """All but the metric, in words."""
        return joined(
            *(period.words for period in self.periods),
            *map(by_words, self.dimensions),
            *map(grain_words, self.grains),
            *map(versus_words, self.comparisons),
            *map(view_words, self.views),
        )

    @property
    def spoken(self) -> str:
        """All that is named, as a person reads it."""
        return joined(*self.titles, self.option_words)

    @property
    def titles(self) -> tuple[str, ...]:
        """The metrics as a person reads them."""
        return tuple(_BY_NAME[name].title for name in self.metrics)

    @property
    def settled(self) -> "Draft":
        """The same without what is named in two ways."""
        return Draft(**{slot.name: named for slot in fields(self) if len(named := getattr(self, slot.name)) == 1})

    def choices(self) -> Iterator["Draft"]:
        """Each way to settle it: one of everything that is named."""
        named = {slot.name: getattr(self, slot.name) for slot in fields(self) if getattr(self, slot.name)}
        for chosen in product(*named.values()):
            yield Draft(**{name: (one,) for name, one in zip(named, chosen, strict=True)})

    def shown(self) -> Shown | None:
        """What it asks for; None without a metric, or where something is named in two ways."""
        if not self.metrics or not self.is_single:
            return None
        metric = _BY_NAME[self.metrics[0]]
        versus = _first(self.comparisons, Comparison.PREVIOUS)
        question = Question(
            metric.name,
            period=_first(self.periods, metric.period_against(versus)),
            by=_first(self.dimensions, None),
            grain=_first(self.grains, None),
            versus=versus,
        )
        return Shown(question, view=_first(self.views, View.PICTURE))


NOTHING = Draft()


def _once(named: tuple[_T, ...], more: tuple[_T, ...]) -> tuple[_T, ...]:
    return (*named, *(each for each in more if each not in named))


def _first(named: tuple[_T, ...], otherwise: _T) -> _T:
    return named[0] if named else otherwise
