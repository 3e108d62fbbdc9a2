"""Words -> what they name, and the runs of words that name nothing. From left to right, the longest phrase first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from bot.language.draft import NOTHING, Draft
from bot.language.trouble import Why
from bot.language.vocabulary import AS, BY, CHANNELS, UNIT_COMPARISONS, VERSUS, named_by
from bot.language.words import Word, plain_text
from metrics.answer import Comparison
from metrics.periods import CalendarUnit, InMonth, InQuarter, InUnit, Last, PeriodSpec, ToDate

# "cost of goods sold", "2026-10-01 to 2026-10-31"; "compared with the same period last year" is longer.
_LONGEST_PHRASE = 4
_LONGEST_COMPARISON = 7
_COMPARING = frozenset(marker.partition(" ")[0] for marker in VERSUS)
_LEADS = {
    **dict.fromkeys(VERSUS, Why.COMPARISON),
    **dict.fromkeys(BY, Why.DIMENSION),
    **dict.fromkeys(AS[:3], Why.VIEW),
}


@dataclass(frozen=True)
class Refused:
    """Words that name nothing that can be asked for, and why not."""

    why: Why
    of: tuple[Word, ...]

    @property
    def phrase(self) -> str:
        """The words, to be looked up."""
        return plain_text(self.of)


@dataclass(frozen=True)
class Scan:
    """What was named, and what was not understood, in the order in which it was written."""

    draft: Draft
    refused: tuple[Refused, ...]


def scan(words: tuple[Word, ...]) -> Scan:
    """Each word is part of one phrase that is known, or of one that is refused."""
    draft, refused, at = NOTHING, list[Refused | None](), 0
    while at < len(words):
        length, named = _phrase(words[at:])
        if named is not None:
            draft += named
            refused.append(None)
        else:
            why, length = _refused(words[at:])
            refused.append(Refused(why, words[at : at + length]))
        at += length
    return _with_unit_comparisons(Scan(draft, _in_runs(refused)))


def _in_runs(refused: Iterable[Refused | None]) -> tuple[Refused, ...]:
    """Unknown words that follow each other directly are one run; None stands where something was understood."""
    runs: list[Refused] = []
    for is_unknown, run in groupby(refused, lambda each: each is not None and each.why is Why.UNKNOWN):
        found = [each for each in run if each is not None]
        if is_unknown:
            found = [Refused(Why.UNKNOWN, tuple(chain.from_iterable(each.of for each in found)))]
        runs += found
    return tuple(runs)


def _phrase(words: tuple[Word, ...]) -> tuple[int, Draft | None]:
    """The longest phrase that the words begin with, by its length, and what it names."""
    for length, phrase in _beginnings(words):
        if phrase in UNIT_COMPARISONS:
            break
        draft = named_by(phrase)
        if draft is not None:
            return length, draft
    return 0, None


def _beginnings(words: tuple[Word, ...]) -> Iterator[tuple[int, str]]:
    """What may be the phrase that the words begin with, the longest first."""
    longest = _LONGEST_COMPARISON if words[0].plain in _COMPARING else _LONGEST_PHRASE
    for length in range(min(longest, len(words)), 0, -1):
        yield length, plain_text(words[:length])


def _refused(words: tuple[Word, ...]) -> tuple[Why, int]:
    """Why the words begin with nothing that is known, and how many of them that concerns."""
    for length, phrase in _beginnings(words):
        if phrase in CHANNELS:
            return Why.CHANNEL, length
        if phrase in UNIT_COMPARISONS:
            return Why.COMPARISON, length
        if phrase in _LEADS and len(words) > length:
            return _LEADS[phrase], length + _object(words[length:])
    return Why.UNKNOWN, 1


def _object(words: tuple[Word, ...]) -> int:
    """How many words belong to a "by" or "vs" before them: one phrase that is known, or all up to one that is."""
    known, draft = _phrase(words)
    if draft == NOTHING and len(words) > known:
        return known + _object(words[known:])
    if draft is not None:
        return known
    ends = (length for length in range(1, len(words)) if _begins_anew(words[length:]))
    return next(ends, len(words))


def _begins_anew(words: tuple[Word, ...]) -> bool:
    return _phrase(words)[1] is not None or any(phrase in _LEADS for _, phrase in _beginnings(words))


def _with_unit_comparisons(found: Scan) -> Scan:
    """ "mtd vs last month" compares with the period before; "30d vs last month" does not."""
    units = {_unit_of(period) for period in found.draft.periods}
    meant = [each for each in found.refused if UNIT_COMPARISONS.get(each.phrase) in units - {None}]
    if not meant:
        return found
    draft = found.draft + Draft(comparisons=(Comparison.PREVIOUS,))
    return Scan(draft, tuple(each for each in found.refused if each not in meant))


def _unit_of(period: PeriodSpec) -> CalendarUnit | None:
    match period:
        case Last(unit) | ToDate(unit) | InUnit(unit):
            return unit
        case InMonth():
            return CalendarUnit.MONTH
        case InQuarter():
            return CalendarUnit.QUARTER
    return None
