"""What a correction says, and the line that marks the message that it corrects."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.corrections.judging import Correction, Restated
from bot.views.blocks import Element, bullets, context, paragraph, rich, strong, words
from bot.views.message import TEXT_LIMIT, Block, Message, escaped, fitted, spoken
from bot.views.shared_words import moment_text
from bot.views.since import causes
from metrics.answer import Answer
from metrics.answer.numbers import change_text, value_text
from metrics.answer.wording import period_text
from metrics.judging import change_between

_MOST_MARKED = 3
_MOST_BEFORE = 2
_MOST_BLOCKS = 50
_NO_VALUE = "no value"
_REDEFINED = "no row has changed: what the number means, or what finance assumes, is another now"


def correction_message(correction: Correction) -> Message:
    """The old number and the new one of each, and the rows that came between them; for the message's thread."""
    title, numbers = _title(correction), correction.numbers
    why = _why(numbers)
    lines = [f"{each.number.stated.title}{_days(each, correction)}: {_now(each)}{_was(each)}" for each in numbers]
    text = f"{title}: {'; '.join(lines)}. Why: {'; '.join(why)}."
    told = [_row(each, correction) for each in numbers]
    blocks = (
        rich(paragraph(strong(title)), bullets(told)),
        rich(paragraph(strong("Why")), bullets([words(each)] for each in why)),
        context(*_small_print(correction)),
    )
    return Message(spoken(text), blocks)


def mark_text(correction: Correction) -> str:
    """ "Corrected Nov 22, 10:42: Net revenue now $12,400 (was $12,345). See thread."."""
    marks = [_mark(each) for each in correction.numbers]
    rest = len(marks) - _MOST_MARKED
    more = [f"and {rest} more"] if rest > 0 else []
    at = moment_text(correction.snapshot.published_at)
    return f"Corrected {at}: {'; '.join((*marks[:_MOST_MARKED], *more))}. See thread."


def marked(text: str, blocks: Sequence[Block], correction: Correction) -> Message:
    """The message with its mark below its headline, where it is seen before the numbers are believed."""
    mark = mark_text(correction)
    if not blocks or len(blocks) >= _MOST_BLOCKS:
        return Message(_with_mark(text, mark), tuple(blocks))
    at = 1 if blocks[0]["type"] == "header" else 0
    return Message(_with_mark(text, mark), (*blocks[:at], context(f"✏️ {mark}"), *blocks[at:]))


def number_now(answer: Answer) -> str:
    """A number in full, or that there is none."""
    return _NO_VALUE if answer.value is None else value_text(answer.value, answer.unit, answer.currency)


def _title(correction: Correction) -> str:
    common = _common_days(correction)
    return f"Correction for {common}" if common else "Correction"


def _common_days(correction: Correction) -> str | None:
    days = {period_text(each.now.period) for each in correction.numbers}
    return days.pop() if len(days) == 1 else None


def _days(each: Restated, correction: Correction) -> str:
    return "" if _common_days(correction) else f" of {period_text(each.now.period)}"


def _row(each: Restated, correction: Correction) -> list[Element]:
    about = f"{each.number.stated.title}{_days(each, correction)}  "
    return [words(about), strong(_now(each)), words(_was(each))]


def _now(each: Restated) -> str:
    return number_now(each.now)


def _was(each: Restated) -> str:
    """What the message says of it: ", was $12,345 (+0.4%)"."""
    stated, now = each.number.stated, each.now
    if each.is_back:
        return " again, as posted" if _now(each) == stated.shown else f", close to the {stated.shown} that was posted"
    if now.value is None:
        return f", was {stated.shown}: {now.reason}"
    if stated.value is None:
        return ", had no value when this was posted"
    change = change_between(now.value, stated.value, now.unit)
    return f", was {stated.shown}{f' ({change_text(change)})' if change else ''}"


def _mark(each: Restated) -> str:
    stated, now = each.number.stated, _now(each)
    if each.is_back and now == stated.shown:
        return f"{stated.title} again {now}"
    if each.now.value is None:
        return f"{stated.title} no value any more (was {stated.shown})"
    return f"{stated.title} now {now} ({'had no value' if stated.value is None else f'was {stated.shown}'})"


def _why(numbers: Sequence[Restated]) -> tuple[str, ...]:
    """The causes of all numbers, each once."""
    found = (cause for each in numbers if each.since for cause in causes(each.since))
    return tuple(dict.fromkeys(found)) or (_REDEFINED,)


def _small_print(correction: Correction) -> Iterator[str]:
    at = correction.snapshot.published_at
    for moment, told in list(_said_before(correction).items())[-_MOST_BEFORE:]:
        yield f"Corrected before ({moment_text(moment.astimezone(at.tzinfo))}): {', '.join(told)}"
    yield f"Snapshot {correction.snapshot.id}, published {moment_text(at)}"


def _said_before(correction: Correction) -> dict[datetime, list[str]]:
    """What this correction said before, by when it did, the latest last."""
    found: dict[datetime, list[str]] = {}
    for each in correction.numbers:
        for said in each.number.corrected:
            found.setdefault(said.at, []).append(f"{each.number.stated.title} {said.shown}")
    return dict(sorted(found.items()))


def _with_mark(text: str, mark: str) -> str:
    """Screen readers hear it as well; of a text that leaves no room for it they hear it first."""
    marked = f"{text} {escaped(mark)}"
    return marked if len(marked) <= TEXT_LIMIT else fitted(f"{escaped(mark)} {text}")
