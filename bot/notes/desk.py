"""What people do about notes: words in, a message for the asker alone out. It blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.access.policy import Sight
from bot.answering import Clock
from bot.notes.book import Note, NoteBook
from bot.notes.reading import Add, ListNotes, Misread, Remove, read_note
from bot.views.access import refusal_message
from bot.views.message import Message
from bot.views.notes import added_message, notes_message
from bot.views.notices import plain_sentence

MOST_LISTED = 20
# What the words are, who asks, and what they may see: NoteDesk.of.
TellOfNotes = Callable[[str, str, Sight], Message]


@dataclass(frozen=True)
class NoteDesk:
    """The notes of a company. `owners` may take away what others wrote."""

    book: NoteBook
    zone: str
    clock: Clock
    owners: frozenset[str] = frozenset()

    def of(self, words: str, person: str, sight: Sight) -> Message:
        """Do what is asked."""
        wanted = read_note(words, self.clock().astimezone(ZoneInfo(self.zone)).date())
        match wanted:
            case Misread(sentence):
                return plain_sentence(sentence)
            case ListNotes():
                return notes_message([note for note in self.book.newest(MOST_LISTED) if _is_seen(note, sight)])
            case Remove(number):
                return self._removed(number, person, sight)
            case Add():
                return self._added(wanted, person, sight)

    def _added(self, wanted: Add, person: str, sight: Sight) -> Message:
        if wanted.metric is not None and not sight.sees(wanted.metric):
            return refusal_message(wanted.metric, (wanted.metric,), sight)
        return added_message(self.book.add(wanted, person))

    def _removed(self, number: int, person: str, sight: Sight) -> Message:
        note = self.book.of_number(number)
        if note is None or not _is_seen(note, sight):
            return plain_sentence(f"There is no note {number}. /kpi note lists them.")
        if person not in self.owners | {note.made_by}:
            return plain_sentence(f"Note {number} is somebody else's: only they and the owners of kpibot take it away.")
        self.book.remove(number, person)
        return plain_sentence(f"Note {number} is gone: “{note.text}”.")


def no_notes(words: str, person: str, sight: Sight) -> Message:  # noqa: ARG001  # as NoteDesk.of
    """Where none are kept."""
    return plain_sentence("This kpibot keeps no notes.")


def _is_seen(note: Note, sight: Sight) -> bool:
    return note.metric is None or sight.sees(note.metric)
