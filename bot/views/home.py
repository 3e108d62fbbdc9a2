"""The App Home as Slack takes it: tabs, then each number with its change and status, and what can be done with it."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.home.page import Entry, Page
from bot.views.action_ids import HOME_OPEN, HOME_STAR, HOME_TAB, HOME_UNSTAR, PICK
from bot.views.blocks import (
    Element,
    actions,
    button,
    capital,
    context,
    field,
    fields,
    header,
    number_field,
    paragraph,
    rich,
    words,
)
from bot.views.message import Block
from bot.views.shared_words import moved_text, standing_text
from metrics.answer import Answer
from metrics.answer.wording import freshness_text, headline_text

_NOTHING = {
    "Starred": "Nothing yet. Press “☆ Star” below a number, and it stands here.",
    "Asked last": "Nothing yet. Ask with /kpi, or write to me in Messages.",
}


def home_view(page: Page, metadata: str) -> dict[str, Any]:
    """The view of a page; `metadata` comes back with every click."""
    return {"type": "home", "private_metadata": metadata, "blocks": list(_blocks(page))}


def trouble_view(code_of_failure: str) -> dict[str, Any]:
    """There is no page, through no fault of the viewer."""
    text = (
        "I could not read the numbers: something went wrong on my side. Please open this page again in a minute. "
        f"If it stays, tell whoever runs kpibot this code: {code_of_failure}"
    )
    return {"type": "home", "blocks": [rich(paragraph(words(text)))]}


def _blocks(page: Page) -> Iterator[Block]:
    yield actions(*(_tab(tab, is_chosen=tab == page.tab) for tab in page.tabs))
    for title, entries in page.sections:
        yield from _section(title, entries)
    if page.recent:
        yield header("Asked last")
        yield actions(*(button(asked, f"{HOME_OPEN}recent:{n}", asked) for n, asked in enumerate(page.recent)))
    yield {"type": "divider"}
    yield actions(button("Pick a number …", PICK, PICK))
    yield context("“Open” brings a number, with its picture, into the tab Messages.")


def _tab(tab: str, *, is_chosen: bool) -> Element:
    return button(capital(tab), f"{HOME_TAB}{tab}", tab, primary=is_chosen)


def _section(title: str, entries: Sequence[Entry]) -> Iterator[Block]:
    yield header(title)
    origin = _origin([entry.answer for entry in entries if entry.answer])
    if origin:
        yield context(origin)
    if not entries:
        yield rich(paragraph(words(_NOTHING.get(title, "Nothing yet."))))
    for entry in entries:
        yield fields(*_facts(entry))
        yield actions(*_controls(entry))


def _origin(answers: Sequence[Answer]) -> str:
    """How old the oldest of them is, and their snapshot."""
    known = [answer.freshness for answer in answers if answer.freshness]
    oldest = min(known, key=lambda freshness: freshness.through, default=None)
    snapshot = next((answer.snapshot for answer in answers if answer.snapshot), None)
    facts = (freshness_text(oldest).removesuffix(".") if oldest else "", f"Snapshot {snapshot.id}" if snapshot else "")
    return "  ·  ".join(fact for fact in facts if fact)


def _facts(entry: Entry) -> Iterator[Element]:
    answer = entry.answer
    if answer is None:
        yield field(entry.words)
        yield field("I no longer know this number.")
        return
    yield number_field(f"{answer.title} · {answer.period.label}", headline_text(answer))
    judged = "\n".join(filter(None, (standing_text(answer), moved_text(answer))))
    if answer.value is None:
        judged = capital(f"{answer.reason or 'the reason is not known'}.")
    if judged:
        yield field(judged)


def _controls(entry: Entry) -> Iterator[Element]:
    named = entry.answer.title if entry.answer else entry.words
    if entry.answer is not None:
        yield button("Open", f"{HOME_OPEN}entry", entry.words, spoken=f"Open {named}, {entry.words}")
    if entry.is_starred:
        yield button("★ Unstar", HOME_UNSTAR, entry.words, spoken=f"Unstar {named}, {entry.words}")
    else:
        yield button("☆ Star", HOME_STAR, entry.words, spoken=f"Star {named}, {entry.words}")
