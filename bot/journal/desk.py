"""What an owner is shown of the journal. It blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.journal.asking import read_wanted
from bot.journal.book import Journal
from bot.views.journal import journal_message
from bot.views.message import Message
from bot.views.notices import plain_sentence

MOST_LINES = 20
NO_OWNERS = "Nobody may look at the journal yet: name the owners in KPIBOT_OWNERS."
NOT_YOURS = "Only the owners of this kpibot see who asked for what. They stand in KPIBOT_OWNERS."
# What the words are, and who asks: JournalDesk.of.
Audits = Callable[[str, str], Message]


@dataclass(frozen=True)
class JournalDesk:
    """The journal of a company. `zone`: the one that its times are shown in."""

    journal: Journal
    owners: frozenset[str]
    zone: str

    def of(self, words: str, person: str) -> Message:
        """The newest lines that the words want, for an owner."""
        if person not in self.owners:
            return plain_sentence(NOT_YOURS if self.owners else NO_OWNERS)
        wanted = read_wanted(words)
        return journal_message(wanted, self.journal.read(wanted, MOST_LINES), ZoneInfo(self.zone))


def no_journal(words: str, person: str) -> Message:  # noqa: ARG001  # as JournalDesk.of
    """Where none is kept."""
    return plain_sentence("This kpibot keeps no journal.")
