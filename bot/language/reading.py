"""Reads the words after `/kpi`, or says what was understood, what was not, and what is near.

Words may stand in any order and case. Nothing is guessed in silence: a word that fits nowhere is an answer of its own.
"""

from collections.abc import Iterator

from bot.language.draft import Draft
from bot.language.scanning import Scan, scan
from bot.language.suggesting import suggest
from bot.language.trouble import NotUnderstood, Trouble, Why
from bot.language.words import words_in
from bot.shown import Shown, by_words, grain_words

LONGEST_TEXT = 300
# Few questions have ten; what is longer was pasted by mistake.
MOST_WORDS = 60


def read_question(text: str) -> Shown | NotUnderstood:
    """What these words ask to be shown. Total and pure: any text gives one of the two, in bounded time."""
    asked = text.strip()
    words = words_in(asked[:LONGEST_TEXT])
    found = scan(words[:MOST_WORDS])
    troubles = tuple(_troubles(found, is_long=len(asked) > LONGEST_TEXT or len(words) > MOST_WORDS))
    shown = found.draft.shown()
    if shown is not None and not troubles:
        return shown
    return NotUnderstood(asked[:LONGEST_TEXT], troubles, found.draft.settled.spoken or None, suggest(found))


def _troubles(found: Scan, *, is_long: bool) -> Iterator[Trouble]:
    if is_long:
        yield Trouble(Why.TOO_LONG)
    yield from (Trouble(each.why, tuple(word.typed for word in each.of)) for each in found.refused)
    yield from _contradictions(found.draft)
    if not found.draft.metrics and not any(each.why is Why.UNKNOWN for each in found.refused):
        yield Trouble(Why.NO_METRIC)


def _contradictions(draft: Draft) -> Iterator[Trouble]:
    """What is named in more ways than one: a question has one of each."""
    named = (
        (Why.METRICS, draft.titles),
        (Why.PERIODS, tuple(period.words for period in draft.periods)),
        (Why.OPTIONS, tuple(map(by_words, draft.dimensions))),
        (Why.OPTIONS, tuple(map(grain_words, draft.grains))),
        (Why.OPTIONS, tuple(f"vs {comparison}" for comparison in draft.comparisons)),
        (Why.OPTIONS, tuple(f"as {view}" for view in draft.views)),
    )
    for why, words in named:
        if len(words) > 1:
            yield Trouble(why, words)
