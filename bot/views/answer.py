"""An Answer as one message: the number with its status and movement, the picture, where it comes from, and controls."""

from collections.abc import Iterator

from bot.shown import Shown
from bot.views.blocks import (
    Element,
    bullets,
    capital,
    clipped,
    context,
    header,
    paragraph,
    picture,
    rich,
    strong,
    words,
)
from bot.views.controls import answer_controls
from bot.views.message import Block, Message, spoken
from bot.views.native_chart import native_chart
from bot.views.shared_words import covered_text, formula_text, moved_text, standing_text
from charts import alt_text
from metrics.answer import Answer, Part
from metrics.answer.numbers import value_text
from metrics.answer.wording import (
    freshness_text,
    headline_text,
    sentence,
)

# Slack shows no number faster for a longer list; the picture and the explanation have them all.
_MOST_PARTS = 20
_NAME_LIMIT = 80


def answer_messages(shown: Shown, answer: Answer, file_id: str | None) -> tuple[Message, ...]:
    """The same answer in ever plainer clothes, the best first: whatever Slack refuses, a later one will do."""
    return tuple(_drafts(shown, answer, file_id))


def _drafts(shown: Shown, answer: Answer, file_id: str | None) -> Iterator[Message]:
    text = spoken(sentence(answer))
    if file_id is not None:
        image = picture(file_id, alt_text(answer) or answer.title)
        yield Message(text, _blocks(shown, answer, image), shows_picture=True)
    chart = native_chart(answer)
    if chart is not None:
        yield Message(text, _blocks(shown, answer, chart))
    yield Message(text, _blocks(shown, answer, None))
    yield Message(text)


def _blocks(shown: Shown, answer: Answer, image: Block | None) -> tuple[Block, ...]:
    blocks = [header(_headline(answer)), rich(*_facts(answer)), *_parts(answer), *_notes(answer), image]
    return tuple(block for block in (*blocks, context(_origin(answer)), answer_controls(shown, answer)) if block)


def _headline(answer: Answer) -> str:
    return f"{answer.title}: {headline_text(answer)}"


def _facts(answer: Answer) -> Iterator[Element]:
    yield paragraph(words(covered_text(answer.period)))
    if answer.value is None:
        yield paragraph(strong(_as_sentence(answer.reason or "the reason is not known")))
        return
    standing, movement = standing_text(answer), moved_text(answer)
    if standing:
        word, _, target = standing.partition(" (")
        rest = f" ({target}" if target else ""
        yield paragraph(strong(word), words(rest or " "))
    if movement:
        yield paragraph(words(movement))


def _parts(answer: Answer) -> Iterator[Block]:
    if not answer.breakdown:
        return
    shown, rest = answer.breakdown[:_MOST_PARTS], len(answer.breakdown) - _MOST_PARTS
    rows = [_part(answer, part) for part in shown]
    if rest > 0:
        rows.append((words(f"and {rest} more"),))
    title = paragraph(strong(f"By {answer.dimension}")) if answer.dimension else paragraph(strong("Parts"))
    yield rich(title, bullets(rows))


def _part(answer: Answer, part: Part) -> tuple[Element, ...]:
    name = words(f"{clipped(part.name, _NAME_LIMIT)}  ")
    if part.value is None:
        return name, words(f"no value: {part.reason}" if part.reason else "no value")
    return name, strong(value_text(part.value, answer.unit, answer.currency))


def _notes(answer: Answer) -> Iterator[Block]:
    if answer.notes:
        yield context(*(f"ℹ️ {note}" for note in answer.notes))


def _origin(answer: Answer) -> str:
    facts = [formula_text(answer)]
    if answer.freshness:
        facts.append(freshness_text(answer.freshness).removesuffix("."))
    if answer.snapshot:
        facts.append(f"Snapshot {answer.snapshot.id}")
    return "  ·  ".join(facts)


def _as_sentence(text: str) -> str:
    return f"{capital(text).removesuffix('.')}."
