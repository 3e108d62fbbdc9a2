"""What moved a number, as one message: the sentence first, the waterfall, and the steps in each way to tell them."""

from collections.abc import Iterator

from bot.shown import Shown
from bot.views.blocks import bullets, capital, context, header, paragraph, picture, rich, strong, words
from bot.views.controls import why_controls
from bot.views.message import Block, Message, spoken
from bot.views.shared_words import covered_text, moved_text
from charts import alt_text
from metrics.answer import Answer, Steps
from metrics.answer.why_words import steps_text, why_sentence
from metrics.answer.wording import freshness_text, headline_text, sentence

_MOST = 8


def why_messages(shown: Shown, answer: Answer, file_id: str | None) -> tuple[Message, ...]:
    """The steps in ever plainer clothes, the best first."""
    text = spoken(" ".join(filter(None, (why_sentence(answer), sentence(answer)))))
    drafts = [] if file_id is None else [picture(file_id, alt_text(answer) or answer.title)]
    with_picture = [Message(text, tuple(_blocks(shown, answer, image)), shows_picture=True) for image in drafts]
    return (*with_picture, Message(text, tuple(_blocks(shown, answer))), Message(text))


def _blocks(shown: Shown, answer: Answer, *images: Block) -> Iterator[Block]:
    yield header(f"What moved {answer.title}: {headline_text(answer)}")
    facts = [paragraph(words(covered_text(answer.period)))]
    if answer.value is None:
        facts.append(paragraph(strong(f"{capital(answer.reason or 'the reason is not known')}.")))
    elif answer.why is None:
        facts.append(paragraph(words(moved_text(answer) or " ")))
    else:
        facts.append(paragraph(words(why_sentence(answer))))
    yield rich(*facts)
    yield from images
    if answer.why:
        yield rich(*(part for way in (answer.why.best, *answer.why.others) for part in _way(way, answer)))
    if answer.notes:
        yield context(*(f"ℹ️ {note}" for note in answer.notes))
    yield context(_origin(answer))
    yield why_controls(shown, answer)


def _way(way: Steps, answer: Answer) -> Iterator[dict[str, object]]:
    rows = [(words(f"{text}  "), strong(effect)) for text, effect in steps_text(way, answer, _MOST)]
    yield paragraph(strong(way.title))
    yield bullets(rows or [(words("nothing moved"),)])


def _origin(answer: Answer) -> str:
    facts = [answer.why.method.removesuffix(".")] if answer.why else []
    if answer.freshness:
        facts.append(freshness_text(answer.freshness).removesuffix("."))
    if answer.snapshot:
        facts.append(f"Snapshot {answer.snapshot.id}")
    return "  ·  ".join(facts) or " "
