"""Which numbers a posted answer states, and what asks for each of them again. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.exhibits import Found
from bot.live.content import live_content
from bot.shown import Face, Page, Showable, Shown
from metrics.answer import Absence, Answer, Dashboard
from metrics.answer.wording import headline_text
from metrics.catalogue.dashboards import find_dashboard
from metrics.dashboard import PageDays
from store.owing import StatedNumber


def held_to(shown: Showable, found: Found) -> date | None:
    """The closed day to which the answer's days are held when it is asked for again; None where there is none yet."""
    number = shown if isinstance(shown, Page) else replace(shown, face=Face.ANSWER)
    live = live_content(number, found.content, turn="")
    return live.as_of if live else None


def stated_numbers(shown: Showable, found: Found, as_of: date) -> tuple[StatedNumber, ...]:
    """The headline number, or those of a page; none of an outlook, which comes true or not, and is never corrected."""
    return tuple(
        StatedNumber(words, as_of, answer.title, headline_text(answer), answer.value, answer.snapshot.id)
        for words, answer in _headlines(shown, found)
        if answer.snapshot and answer.absence is not Absence.KEPT
    )


def _headlines(shown: Showable, found: Found) -> Iterator[tuple[str, Answer]]:
    content = found.content
    if isinstance(shown, Shown) and shown.face is Face.OUTLOOK:
        return
    if isinstance(shown, Shown) and isinstance(content, Answer):
        yield Shown(shown.question).words, content
    elif isinstance(shown, Page) and isinstance(content, Dashboard):
        layout, days = find_dashboard(shown.name), PageDays(shown.period)
        panels = layout.headlines if layout else ()
        for panel, answer in zip(panels, content.headlines, strict=layout is not None):
            yield Shown(panel.question(days)).words, answer
