"""What a misspelled phrase is near to, by the number of letters that must be changed.

Phrases are found by what is left of them when a letter or two are dropped, so that a look-up costs the same however
many there are; work is bounded by the length of a phrase.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations

from bot.language.draft import Draft
from bot.language.vocabulary import usual_phrases
from metrics.catalogue.registry import normalized
from metrics.period_words import loose_periods, phrases_of_years, read_period

# No phrase has more letters; a longer word is no slip of the finger.
LONGEST_SLIP = 24
_SHORTEST_PART = 4


@dataclass(frozen=True)
class _Known:
    """A phrase as letters alone; `place`: where it stands among others that are as near."""

    place: int
    key: str
    draft: Draft


@lru_cache(maxsize=10_000)
def nearest(phrase: str, most: int = 3) -> tuple[Draft, ...]:
    """What these words may have been meant for, the nearest first; nothing where nothing is near."""
    key = normalized(phrase)
    if not 2 <= len(key) <= LONGEST_SLIP:
        return ()
    loose = (known.draft for known in _periods(loose_periods(phrase)))
    candidates = chain.from_iterable(_index()[left] for left in _index().keys() & _left_of(key))
    ranked = sorted(_close(key, {*candidates, *_periods(phrases_of_years(phrase))}), key=lambda pair: pair[0])
    return tuple(dict.fromkeys((*loose, *(draft for _, draft in ranked))))[:most]


@lru_cache(maxsize=10_000)
def containing(phrase: str, most: int = 3) -> tuple[Draft, ...]:
    """The metrics whose name has these words as a part, or is a part of them; the closest in length first."""
    key = normalized(phrase)
    if not _SHORTEST_PART <= len(key) <= LONGEST_SLIP:
        return ()
    found = [known for known in _names() if _is_part(known.key, key)]
    found.sort(key=lambda known: abs(len(known.key) - len(key)))
    return tuple(dict.fromkeys(known.draft for known in found))[:most]


def edits(one: str, other: str, most: int) -> int:
    """How many letters to add, drop, change or swap with their neighbour; more than `most` is told as `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


@cache
def _book() -> tuple[_Known, ...]:
    return tuple(_Known(n, normalized(phrase), draft) for n, (phrase, draft) in enumerate(usual_phrases().items()))


@cache
def _names() -> tuple[_Known, ...]:
    return tuple(known for known in _book() if known.draft.metrics)


@cache
def _index() -> Mapping[str, tuple[_Known, ...]]:
    """Phrases by what is left of them."""
    index: dict[str, tuple[_Known, ...]] = {}
    for known in _book():
        for left in _left_of(known.key):
            index[left] = (*index.get(left, ()), known)
    return index


def _left_of(key: str) -> frozenset[str]:
    """The key, and all that dropping as many letters as may be slips leaves of it."""
    kept = (combinations(key, len(key) - dropped) for dropped in range(_slips_in(key) + 1))
    return frozenset(map("".join, chain.from_iterable(kept)))


def _slips_in(key: str) -> int:
    return 1 if len(key) <= 4 else 2


def _close(key: str, book: Iterable[_Known]) -> Iterator[tuple[tuple[int, bool, int], Draft]]:
    """What is within a few slips of the key, with their number; of equals the one that it begins with is nearer."""
    for known in book:
        allowed = min(_slips_in(key), _slips_in(known.key))
        distance = edits(key, known.key, allowed)
        if distance <= allowed:
            yield (distance, not key.startswith(known.key), known.place), known.draft


def _periods(phrases: Iterable[str]) -> Iterator[_Known]:
    for place, phrase in enumerate(phrases):
        period = read_period(phrase)
        if period is not None:
            yield _Known(place, normalized(phrase), Draft(periods=(period,)))


def _is_part(known: str, key: str) -> bool:
    return key in known or (len(known) >= _SHORTEST_PART and known in key)
