"""Whole questions near to what was typed, the nearest first. Each is put together from what was understood."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from bot.language.draft import NOTHING, Draft
from bot.language.nearness import containing, nearest
from bot.language.scanning import Refused, Scan
from bot.language.trouble import Why
from bot.language.words import Word, plain_text
from bot.shown import Shown, View
from metrics.answer import Comparison
from metrics.catalogue import find_metric

Slip = tuple[Draft, ...]
MOST_SUGGESTIONS = 5
# More than this is no slip of the finger, and need not be made sense of.
_MOST_SLIPS = 8
_MOST_UNKNOWN = 10
_MOST_CHOICES = 12
_LONGEST_SLIP = 3


def suggest(found: Scan) -> tuple[Shown, ...]:
    """The questions that may have been meant."""
    slips = tuple(islice(_slips(found), _MOST_SLIPS))
    bases = tuple(islice(found.draft.choices(), _MOST_CHOICES))
    drafts = (_put_right(base + first, slips) for first in _firsts(slips) for base in bases)
    # Last of all what was understood alone.
    questions = (shown for draft in chain(drafts, bases) if (shown := draft.shown()) is not None)
    return tuple(islice(dict.fromkeys(questions), MOST_SUGGESTIONS))


def _firsts(slips: Sequence[Slip]) -> Iterator[Draft]:
    """What is settled before the slips are put right: nothing, then each further reading of each slip."""
    yield NOTHING
    for rank in range(1, max(map(len, slips), default=0)):
        yield from (slip[rank] for slip in slips if rank < len(slip))


def _put_right(draft: Draft, slips: Sequence[Slip]) -> Draft:
    """The draft with each slip read as the nearest that leaves it without a contradiction."""
    for slip in slips:
        draft = next((whole for one in slip if (whole := draft + one).is_single), draft)
    return draft


def _slips(found: Scan) -> Iterator[tuple[Draft, ...]]:
    """For each slip what may have been meant, the nearest first."""
    for refused in found.refused:
        if refused.why is Why.UNKNOWN:
            yield from _in_run(refused.of[:_MOST_UNKNOWN], wants_metric=not found.draft.metrics)
        else:
            yield _of_option(refused, found.draft)


def _in_run(words: tuple[Word, ...], *, wants_metric: bool) -> Iterator[tuple[Draft, ...]]:
    """The slips in a run of unknown words, from left to right, the longest first."""
    at = 0
    while at < len(words):
        length, drafts = _longest_slip(words[at:])
        drafts = drafts or (containing(words[at].plain) if wants_metric else ())
        if drafts:
            yield drafts
        at += length


def _longest_slip(words: tuple[Word, ...]) -> tuple[int, tuple[Draft, ...]]:
    """How many of the first words are near to something together, and to what; one and nothing where none are."""
    for length in range(min(_LONGEST_SLIP, len(words)), 0, -1):
        drafts = nearest(plain_text(words[:length]))
        if drafts:
            return length, drafts
    return 1, ()


def _of_option(refused: Refused, draft: Draft) -> tuple[Draft, ...]:
    """The options of the kind that was asked for: the near ones, or all that there are."""
    near = nearest(refused.phrase, most=20)
    metrics = [metric for name in draft.metrics if (metric := find_metric(name)) is not None]
    match refused.why:
        case Why.COMPARISON:
            has_target = any(metric.target for metric in metrics)
            usual = (Comparison.PREVIOUS, Comparison.LAST_YEAR, *([Comparison.TARGET] if has_target else []))
            return tuple(one for one in near if one.comparisons) or tuple(Draft(comparisons=(one,)) for one in usual)
        case Why.VIEW:
            views = (View.TABLE, View.LINE, View.BAR)
            return tuple(one for one in near if one.views) or tuple(Draft(views=(view,)) for view in views)
        case Why.DIMENSION:
            names = dict.fromkeys(name for metric in metrics for name in metric.dimensions)
            parts = tuple(one for one in near if one.dimensions or one.grains)
            return parts or tuple(Draft(dimensions=(name,)) for name in names)
        case Why.CHANNEL:
            return (Draft(dimensions=("channel",)),)
    return ()
