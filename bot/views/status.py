"""`/kpi status` as a message: what stands, what needs a look, and what ran."""

from collections.abc import Sequence

from bot.status import Status
from bot.views.blocks import Element, bullets, context, conversation, header, paragraph, rich, strong, words
from bot.views.message import Block, Message, spoken
from bot.views.status_lines import Line, parts, verdict

_TITLE = "How the numbers stand"


def status_message(status: Status) -> Message:
    """All of it; a screen reader hears the verdict and what needs a look."""
    text = f"{_TITLE}: {verdict(status)} " + " ".join(
        f"{title}: {'; '.join(_text(line) for line in lines)}." for title, lines in parts(status)
    )
    shown = [block for title, lines in parts(status) for block in _part(title, lines)]
    return Message(
        spoken(text), (header(_TITLE), rich(paragraph(words(verdict(status)))), *shown, *_small_print(status))
    )


def _part(title: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    return (rich(paragraph(strong(title)), bullets(_runs(line) for line in lines)),)


def _runs(line: Line) -> list[Element]:
    mark = [words("⚠️ ")] if line.needs_attention else []
    where = [words(" for "), conversation(line.channel), words(":")] if line.channel else []
    about = [strong(line.about), *where, words("  ")] if line.about else []
    return [*mark, *about, words(line.text)]


def _small_print(status: Status) -> tuple[Block, ...]:
    if status.snapshot is None:
        return ()
    published = status.snapshot.published_at
    return (context(f"Snapshot {status.snapshot.id}, published {published:%b} {published.day}, {published:%H:%M %Z}."),)


def _text(line: Line) -> str:
    where = f" for {line.channel}:" if line.channel else ""
    return f"{line.about}{where} {line.text.rstrip('.')}".strip()
