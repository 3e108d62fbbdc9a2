"""How a number came about: its formula in words, each input with its own value, and what it rests on."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.shown import Shown
from bot.views.blocks import Element, bullets, capital, clipped, context, header, paragraph, rich, strong, words
from bot.views.controls import explanation_controls
from bot.views.message import Block, Message, spoken
from bot.views.shared_words import covered_text, formula_text
from bot.views.since import since_block, since_text
from metrics.answer import Answer, Input
from metrics.answer.numbers import short_text, value_text
from metrics.answer.wording import day_text, freshness_text, headline_text, sentence, target_text
from metrics.since import Since

# Far more than any formula has; a message takes no more blocks than 50.
_MOST_ROWS = 100
_NAME_LIMIT = 80
Row = tuple[int, list[Element]]


def explanation_messages(shown: Shown, answer: Answer, since: Since | None = None) -> tuple[Message, ...]:
    """The explanation, and the same in text alone; `since`: what became of an older number."""
    told = since_text(answer, since) if since else ""
    text = spoken(" ".join((*_spoken(answer), told)).strip())
    return Message(text, tuple(_blocks(shown, answer, since))), Message(text)


def _blocks(shown: Shown, answer: Answer, since: Since | None) -> Iterator[Block]:
    yield header(f"How {answer.title} comes about")
    yield rich(*([paragraph(words(answer.doc))] if answer.doc else []), paragraph(*_formula(answer)))
    rows = list(_rows(answer.inputs, answer.currency, told=bool(_shared_sources(answer))))[:_MOST_ROWS]
    if rows:
        yield rich(*(bullets([row], indent) for indent, row in rows))
    of_parts = list(_rows_of_parts(answer))[: _MOST_ROWS - len(rows)]
    if of_parts:
        title = paragraph(strong(f"By {answer.dimension}" if answer.dimension else "Parts"))
        yield rich(title, *(bullets([row], indent) for indent, row in of_parts))
    yield rich(*(paragraph(strong(f"{name}  "), words(value)) for name, value in _facts(answer)))
    if since:
        yield since_block(answer, since)
    if answer.alternatives:
        yield rich(paragraph(strong("Other definitions")), bullets([[words(each)] for each in answer.alternatives]))
    if answer.notes:
        yield context(*(f"ℹ️ {note}" for note in answer.notes))
    yield explanation_controls(shown)


def _formula(answer: Answer) -> Iterator[Element]:
    yield strong(formula_text(answer))
    if answer.value is None:
        yield words(f" has no value: {answer.reason}.")
    elif answer.inputs:
        yield words(" = ")
        yield strong(headline_text(answer))


def _rows(inputs: Sequence[Input], currency: str, depth: int = 0, *, told: bool = False) -> Iterator[Row]:
    """Each input with its depth. Sources that all below share are told of once, above them."""
    for each in inputs:
        sources = () if told else _common_sources(each)
        yield depth, _row(each, currency, sources)
        yield from _rows(each.inputs, currency, depth + 1, told=told or bool(sources))


def _rows_of_parts(answer: Answer) -> Iterator[Row]:
    """Each part with its own inputs, where those are known: else the answer's picture and text say what there is."""
    for part in answer.breakdown:
        if part.inputs:
            whole = Input(part.name, clipped(part.name, _NAME_LIMIT), part.value, answer.unit, reason=part.reason)
            yield 0, _row(whole, answer.currency, ())
            yield from _rows(part.inputs, answer.currency, 1, told=bool(_shared_sources(answer)))


def _shared_sources(answer: Answer) -> tuple[str, ...]:
    """The sources of all inputs, where several have the same ones: they are told of once, below."""
    found = {_common_sources(each) for each in answer.inputs}
    return found.pop() if len(found) == 1 and len(answer.inputs) > 1 else ()


def _common_sources(each: Input) -> tuple[str, ...]:
    """The sources of all measures below an input, where they have the same ones."""
    if not each.inputs:
        return each.sources
    below = {_common_sources(child) for child in each.inputs}
    return below.pop() if len(below) == 1 else ()


def _row(each: Input, currency: str, sources: tuple[str, ...]) -> list[Element]:
    row = [words(f"{capital(each.label)}  "), strong(_value(each, currency))]
    if each.formula:
        row.append(words(f"  = {each.formula}"))
    if sources:
        row.append(words(f"  (from {', '.join(sources)})"))
    return row


def _value(each: Input, currency: str) -> str:
    if each.value is None:
        return f"no value: {each.reason}" if each.reason else "no value"
    return value_text(each.value, each.unit, currency)


def _facts(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "Days", covered_text(answer.period)
    if _shared_sources(answer):
        yield "Comes from", ", ".join(_shared_sources(answer))
    if answer.sample:
        needed = f", of at least {answer.sample.minimum:,} needed" if answer.sample.minimum else ""
        yield "Rests on", f"{answer.sample.size:,} {answer.sample.of}{needed}"
    judged = ", ".join(_judged(answer))
    if judged:
        yield "Judged", judged
    if answer.freshness:
        yield "Freshness", freshness_text(answer.freshness)
    if answer.snapshot:
        yield "Snapshot", f"{answer.snapshot.id}, published {_moment_text(answer.snapshot.published_at)}"


def _judged(answer: Answer) -> Iterator[str]:
    target, levels = target_text(answer), answer.levels
    if target:
        yield f"target {target}"
    # A level lies on the other side of where the target is.
    side = "above" if target and target.startswith("below") else "below"
    for name, level in (("warning", levels.warning), ("critical", levels.critical)):
        if level is not None:
            yield f"{name} {side} {short_text(level, answer.unit, answer.currency)}"


def _spoken(answer: Answer) -> Iterator[str]:
    yield sentence(answer)
    yield f"{formula_text(answer)}."
    rows = list(_rows(answer.inputs, answer.currency, told=bool(_shared_sources(answer))))[:_MOST_ROWS]
    if rows:
        yield f"{_said(rows)}."
    yield from (
        f"{name}: {value.removesuffix('.')}." for name, value in _facts(answer) if name not in ("Days", "Freshness")
    )
    if answer.alternatives:
        yield f"Other definitions: {' '.join(answer.alternatives)}"
    parts = list(_rows_of_parts(answer))[:_MOST_ROWS]
    if parts:
        yield f"Of each {answer.dimension}: {_said(parts)}."


def _said(rows: Sequence[Row]) -> str:
    return "; ".join("".join(run["text"] for run in row).replace("  ", " ") for _, row in rows)


def _moment_text(moment: datetime) -> str:
    return f"{day_text(moment.date())} {moment:%H:%M %Z}"
