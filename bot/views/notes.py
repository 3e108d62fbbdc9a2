"""Notes as messages."""

from collections.abc import Sequence

from bot.notes.book import Note
from bot.notes.reading import USAGE
from bot.views.blocks import Element, bullets, code, context, header, paragraph, person, rich, strong, words
from bot.views.message import Message, spoken
from metrics.answer.wording import day_text
from metrics.catalogue import find_metric


def added_message(note: Note) -> Message:
    """That it is written down, and how to take it away."""
    of = f" of {_title(note)}" if note.metric else ""
    said = f"Noted at {day_text(note.day)}: “{note.text}”. It stands on every picture{of} that covers the day."
    undo = f"/kpi note remove {note.number}"
    return Message(
        spoken(f"{said} To take it away: {undo}"), (rich(paragraph(words(f"{said} To take it away: "), code(undo))),)
    )


def notes_message(notes: Sequence[Note]) -> Message:
    """The notes, the latest day first."""
    if not notes:
        said = "There are no notes yet. Write one beside a day: "
        return Message(spoken(f"{said}{USAGE}"), (rich(paragraph(words(said), code(USAGE))),))
    texts = "; ".join(f"{note.number}: {day_text(note.day)}, {note.text}" for note in notes)
    more = f"To write one: {USAGE}. To take one away: /kpi note remove {notes[0].number}."
    return Message(spoken(f"Notes: {texts}."), (header("Notes"), rich(bullets(map(_row, notes))), context(more)))


def _row(note: Note) -> list[Element]:
    of = f"  ({_title(note)})" if note.metric else ""
    by = [person(note.made_by)] if note.made_by[:1] in {"U", "W"} else [words("somebody")]
    return [words(f"{note.number}  "), strong(f"{day_text(note.day)}  "), words(f"{note.text}{of}, by "), *by]


def _title(note: Note) -> str:
    metric = find_metric(note.metric or "")
    return metric.title if metric else note.metric or ""
