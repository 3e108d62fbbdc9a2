"""A digest as a message: a line for each number, what moved, what is withheld, where it comes from. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.digest.content import Digest, Mover, Number
from bot.shown import Face, Page, Shown
from bot.views.action_ids import OPEN
from bot.views.blocks import (
    Element,
    actions,
    bullets,
    button,
    context,
    header,
    paragraph,
    picture,
    rich,
    strong,
    words,
)
from bot.views.digest_experiments import experiment_blocks, experiment_sentences
from bot.views.digest_words import (
    Times,
    groups_of,
    late_text,
    moved_by,
    movers_title,
    origin_text,
    reasons_text,
    short_title_of,
    title_of,
    withheld_lines,
)
from bot.views.message import Block, Message, spoken
from bot.views.shared_words import SIGNS, changed_text
from metrics.answer import Answer, Status
from metrics.answer.wording import brief, headline_text, target_text
from metrics.periods import Between
from metrics.question import Question

# A context block holds ten texts, and where it comes from must not be the one too many.
_MOST_REMARKS = 8
_MISSED = frozenset({Status.OFF_TARGET, Status.WARNING, Status.CRITICAL})


@dataclass(frozen=True)
class DigestMessage:
    """The message without a picture, and before which of its blocks one goes."""

    message: Message
    picture_at: int

    def with_picture(self, file_id: str, alt_text: str) -> Message:
        """The message with it."""
        blocks, at = self.message.blocks, self.picture_at
        return Message(self.message.text, (*blocks[:at], picture(file_id, alt_text), *blocks[at:]), shows_picture=True)


def digest_message(digest: Digest, times: Times | None = None) -> DigestMessage:
    """The whole digest. `times`: of one that is posted; a preview was never due."""
    told = (
        header(title_of(digest)),
        *_numbers(digest),
        *_withheld(digest, times),
        *_movers(digest),
        *experiment_blocks(digest),
    )
    message = Message(
        spoken("\n".join(_spoken(digest, times))), (*told, *_small_print(digest, times), *_ways_in(digest))
    )
    return DigestMessage(message, len(told))


def rest_message(digest: Digest) -> DigestMessage:
    """What was withheld from a digest and is in by now, for its thread."""
    title = f"Now in: {', '.join(number.answer.title for number in digest.numbers)}"
    told = (rich(paragraph(strong(title))), *_numbers(digest))
    text = "\n".join((f"{short_title_of(digest)}, now in: {_briefly(digest.numbers)}.", _origin(digest)))
    return DigestMessage(Message(spoken(text), (*told, *_small_print(digest, None))), len(told))


def _numbers(digest: Digest) -> Iterator[Block]:
    for group in groups_of(digest.numbers):
        against = [words(f"  {group.comparison}")] if group.comparison else []
        days = paragraph(strong(group.heading), *against)
        yield rich(days, bullets(_line(number.answer) for number in group.numbers))


def _line(answer: Answer) -> Sequence[Element]:
    if answer.value is None:
        return words(f"{answer.title}  "), words(f"{headline_text(answer)}: {answer.reason}")
    sign = f"  {SIGNS[answer.status]}" if answer.status in SIGNS else ""
    missed = f" target {target_text(answer)}" if answer.target and answer.status in _MISSED else ""
    facts = f"  {changed_text(answer)}" if answer.change else ""
    return words(f"{answer.title}  "), strong(headline_text(answer)), words(f"{facts}{sign}{missed}" or " ")


def _withheld(digest: Digest, times: Times | None) -> Iterator[Block]:
    if digest.withheld:
        lines = withheld_lines(digest.withheld)
        title = "Withheld for now; the rest follows in this thread" if times else "Withheld for now"
        yield rich(paragraph(strong(title)), bullets((strong(f"{titles}  "), words(why)) for titles, why in lines))


def _movers(digest: Digest) -> Iterator[Block]:
    if digest.movers:
        yield rich(paragraph(strong(movers_title(digest))), bullets(map(_moved, digest.movers)))


def _moved(mover: Mover) -> Sequence[Element]:
    answer, parts = mover.number.answer, reasons_text(mover)
    unusual = ", unusual" if mover.is_unusual else ""
    return strong(f"{answer.title}  "), words(f"{moved_by(answer)}{unusual}{f': {parts}' if parts else ''}")


def _small_print(digest: Digest, times: Times | None) -> Iterator[Block]:
    late = [late_text(times)] if times and times.is_late else []
    remarks = [f"ℹ️ {remark}" for remark in (*digest.remarks, *_absent(digest))]
    texts = [*late, *remarks[:_MOST_REMARKS], origin_text(digest)]
    if any(texts):
        yield context(*filter(None, texts))


def _absent(digest: Digest) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for answer in digest.absent:
        reasons.setdefault(answer.reason or "", []).append(answer.title)
    yield from (f"Without {', '.join(titles)}: {reason}." for reason, titles in reasons.items())


def _ways_in(digest: Digest) -> Iterator[Block]:
    """The dashboard, and how what moved came about: each is answered in the digest's thread."""
    ways = [(f"Explain {mover.number.answer.title}", _explaining(mover.number)) for mover in digest.movers]
    if digest.audience.page:
        ways.insert(0, ("Open the dashboard", Page(digest.audience.page).words))
    if ways:
        yield actions(*(button(text, f"{OPEN}{at}", asked) for at, (text, asked) in enumerate(ways)))


def _explaining(number: Number) -> str:
    """Words for its very days: pressed a week later it explains the same number."""
    period = number.answer.period
    return Shown(Question(number.question.metric, Between(period.start, period.end)), Face.EXPLANATION).words


def _spoken(digest: Digest, times: Times | None) -> Iterator[str]:
    partial = ", partial" if digest.withheld else ""
    opening = f"{short_title_of(digest)}{partial}: "
    for group in groups_of(digest.numbers):
        yield f"{opening}{_briefly(group.numbers)} ({group.spoken})."
        opening = ""
    if opening:
        yield f"{opening}no number can be told."
    yield from (f"Withheld: {titles}. {why}" for titles, why in withheld_lines(digest.withheld))
    if digest.movers:
        yield f"{movers_title(digest)}: {'; '.join(map(_moved_text, digest.movers))}."
    yield from experiment_sentences(digest)
    if times and times.is_late:
        yield late_text(times)
    yield from (*digest.remarks, *_absent(digest))
    yield _origin(digest)


def _origin(digest: Digest) -> str:
    text = origin_text(digest)
    return f"{text}." if text else ""


def _briefly(numbers: Sequence[Number]) -> str:
    return "; ".join(brief(number.answer) for number in numbers)


def _moved_text(mover: Mover) -> str:
    return "".join(element["text"] for element in _moved(mover)).replace("  ", " ")
