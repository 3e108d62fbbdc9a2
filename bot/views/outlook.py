"""An outlook as one message: what the days to come may bring, how sure that is, and how wrong it was before."""

from collections.abc import Iterator
from dataclasses import replace

from bot.shown import Shown
from bot.views.action_ids import REFRESH, SHOW
from bot.views.blocks import (
    Element,
    actions,
    button,
    capital,
    context,
    header,
    menu,
    paragraph,
    picture,
    rich,
    strong,
    words,
)
from bot.views.message import Block, Message, spoken
from bot.views.shared_words import covered_text
from charts import alt_text
from metrics.answer import Answer
from metrics.answer.wording import freshness_text, headline_text, sentence
from metrics.periods import Trailing

_HORIZONS = (7, 30, 60, 90, 180)


def outlook_messages(shown: Shown, answer: Answer, file_id: str | None) -> tuple[Message, ...]:
    """The outlook in ever plainer clothes, the best first."""
    text = spoken(sentence(answer))
    drafts = [] if file_id is None else [picture(file_id, alt_text(answer) or answer.title)]
    with_picture = [Message(text, tuple(_blocks(shown, answer, image)), shows_picture=True) for image in drafts]
    return (*with_picture, Message(text, tuple(_blocks(shown, answer))), Message(text))


def _blocks(shown: Shown, answer: Answer, *images: Block) -> Iterator[Block]:
    yield header(f"{answer.title}: {headline_text(answer)}")
    facts = [paragraph(words(covered_text(answer.period)))]
    if answer.value is None:
        facts.append(paragraph(strong(f"{capital(answer.reason or 'the reason is not known')}.")))
    facts += [paragraph(words(note)) for note in answer.notes]
    yield rich(*facts)
    yield from images
    yield context(_origin(answer))
    refresh = button("Refresh", REFRESH, shown.words)
    yield actions(_horizons(shown), refresh, button("The number", f"{SHOW}number", Shown(shown.question).words))


def _origin(answer: Answer) -> str:
    facts = [capital(answer.definition)]
    if answer.freshness:
        facts.append(freshness_text(answer.freshness).removesuffix("."))
    if answer.snapshot:
        facts.append(f"Snapshot {answer.snapshot.id}")
    return "  ·  ".join(facts)


def _horizons(shown: Shown) -> Element:
    """The days ahead, with those that were asked for."""
    specs = dict.fromkeys((shown.question.period, *map(Trailing, _HORIZONS)))
    asked = [replace(shown, question=replace(shown.question, period=spec)) for spec in specs]
    options = [(f"Next {each.question.period.words.removesuffix('d')} days", each.words) for each in asked]
    return menu("Days ahead", f"{SHOW}period", options, shown.words)
