"""A sentence, and perhaps what was answered before it -> the words of the grammar that ask for the same.

Nothing is guessed: every word must be part of a way of saying things that is declared, or of the grammar. What is left
over makes it no question, and the grammar says what was not understood.
"""

import re
from dataclasses import fields, replace

from bot.language.draft import NOTHING, Draft
from bot.language.scanning import scan
from bot.language.vocabulary import FILLERS
from bot.language.words import plain_text, words_in
from bot.pages import read_page
from bot.plain.rewriting import begins_with, of_grammar, rewritten
from bot.shown import EXPLAIN_WORD, OUTLOOK_WORD, WHY_WORD, Page, Showable, Shown, joined
from metrics.answer import Comparison
from metrics.catalogue import find_metric
from metrics.periods import CalendarUnit, Last

_LONGEST = 300
_MOST_WORDS = 40
# Said of another number in place of the one before.
_FURTHER = re.compile(
    r"^(?:and|what about|how about|same|the same|now|also|ok and|or|no|only)\b|\b(?:too|as well|instead|mean|meant)\b"
)
_PAGES = ("experiments", "flags")
_LAST_YEAR = Last(CalendarUnit.YEAR)
# What a sentence asks for, and what stands around the number in one that does.
_FACES = ((WHY_WORD, "direction"), (EXPLAIN_WORD, "around explain"), (OUTLOOK_WORD, "around outlook"))


def read_plain(text: str, before: Showable | None = None) -> str | None:
    """What to type after /kpi for it; None where it is not all understood. `before`: what was answered just before it,
    which gives what the words leave open. Total and pure.
    """
    words = words_in(text.strip()[:_LONGEST])
    if not words or len(words) > _MOST_WORDS or len(text.strip()) > _LONGEST:
        return None
    said = plain_text(words)
    if isinstance(before, Page):
        return _of_page(said, before) or _read(said, None)
    return _read(said, before)


def _of_page(said: str, before: Page) -> str | None:
    """The page that was shown, over other days."""
    found = scan(words_in(of_grammar(said)))
    if found.refused or found.draft != Draft(periods=found.draft.periods) or len(found.draft.periods) != 1:
        return None
    return replace(before, period=found.draft.periods[0]).words


def _read(said: str, before: Shown | None) -> str | None:
    for verb, around in _FACES:
        rest = begins_with(said, verb)
        if rest is not None:
            return _face(verb, rewritten(rest, around), before)
    number = _number(said, before)
    return number.words if number else _listed(said)


def _listed(said: str) -> str | None:
    """A page that has no days: "which experiments are running?"."""
    asked = {word for word in of_grammar(said).split() if word not in FILLERS}
    return next((page for page in _PAGES if asked == {page}), None)


def _face(verb: str, rest: str, before: Shown | None) -> str | None:
    """What moved a number, how it comes about, or what it may become."""
    asked = of_grammar(rewritten(rest, "pointing"))
    if not asked:
        return _pointing_at(verb, before)
    if verb == OUTLOOK_WORD:
        names_one = bool(scan(words_in(asked)).draft.metrics)
        return joined(verb, "" if names_one or before is None else before.question.metric, asked)
    number = _number(rest, before)
    return _of_face(verb, number) if isinstance(number, Shown) else None


def _pointing_at(verb: str, before: Shown | None) -> str | None:
    """ "Why?", of what stands before it."""
    return None if before is None or verb == OUTLOOK_WORD else _of_face(verb, before)


def _of_face(verb: str, shown: Shown) -> str:
    """What moved it is asked of two periods, whatever it was held against."""
    question = shown.question
    if verb == WHY_WORD and question.versus is not Comparison.LAST_YEAR:
        question = replace(question, versus=Comparison.PREVIOUS)
    return joined(verb, Shown(question).words)


def _number(said: str, before: Shown | None) -> Showable | None:
    asked = of_grammar(rewritten(said, "direction"))
    page = read_page(" ".join(word for word in asked.split() if word not in FILLERS))
    if page is not None:
        return page
    found = scan(words_in(asked))
    if found.refused or not found.draft.is_single or found.draft == NOTHING:
        return None
    if before is None or not _goes_on(found.draft, said):
        return found.draft.shown()
    shown = _filled(found.draft, before).shown()
    return _kept_face(shown, found.draft, before) if shown else None


def _goes_on(draft: Draft, said: str) -> bool:
    """Whether it is a question about what was answered before: it names no number, or nothing but one, as a further."""
    names_one_alone = bool(draft.metrics) and draft == Draft(metrics=draft.metrics)
    return not draft.metrics or (names_one_alone and _FURTHER.search(said) is not None)


def _filled(draft: Draft, before: Shown) -> Draft:
    """What the words leave open is as it was. "And last year?" holds the same days against those of a year before."""
    question = before.question
    if draft == Draft(periods=(_LAST_YEAR,)) and question.period != _LAST_YEAR:
        draft = Draft(comparisons=(Comparison.LAST_YEAR,))
    metric = find_metric(draft.metrics[0]) if draft.metrics else None
    keeps_parts = metric is None or question.by in metric.dimensions
    known = Draft(
        metrics=(question.metric,),
        periods=(question.period,),
        dimensions=(question.by,) if question.by and keeps_parts else (),
        grains=(question.grain,) if question.grain else (),
        comparisons=(question.versus,) if question.versus is not Comparison.PREVIOUS else (),
    )
    return Draft(**{slot.name: getattr(draft, slot.name) or getattr(known, slot.name) for slot in fields(draft)})


def _kept_face(shown: Shown, draft: Draft, before: Shown) -> Shown:
    """Other days and another number are asked of the same face; a breakdown or a view is of the number itself."""
    is_of_number = draft.dimensions or draft.grains or draft.views
    return shown if is_of_number else replace(shown, face=before.face)
