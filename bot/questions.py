"""Every question goes by here: paced, answered, logged, counted, and kept in the journal."""

import logging
from dataclasses import dataclass, field

from bot.journal.entry import Entry, Kind
from bot.journal.keeping import Keeper
from bot.log_lines import QuestionLog, log_line, question_log
from bot.metering.meters import Observe, unobserved
from bot.pacing import Pace, Pacing, too_many
from bot.places import Place
from bot.putting import tell
from bot.replying import Reading, Replier
from bot.witness import Occasion

_log = logging.getLogger("kpibot.questions")


@dataclass(frozen=True)
class Questions:
    """Takes what people ask. Without `pacing` anybody may ask as much as they like."""

    replier: Replier
    journal: Keeper = field(default_factory=Keeper)
    observe: Observe = unobserved
    pacing: Pacing | None = None

    async def reply(self, text: str, place: Place, occasion: Occasion, reading: Reading | None = None) -> None:
        """Do what the words after /kpi ask for, or what `reading` finds that they mean. Whatever goes wrong, the asker
        gets a sentence and the operator a line with the same code.
        """
        with question_log(words=text, user=occasion.user, channel=occasion.channel) as question:
            pace = await self._paced(place, occasion)
            is_fine = pace is Pace.FINE
            outcome = await self.replier.outcome(text, place, occasion, question, reading) if is_fine else str(pace)
            await self._keep(text, occasion, question, outcome, is_kept=pace is not Pace.IGNORED)

    async def _paced(self, place: Place, occasion: Occasion) -> Pace:
        if self.pacing is None:
            return Pace.FINE
        pace = self.pacing.ask(occasion.user, occasion.channel)
        if pace is Pace.TOLD:
            await tell(place, too_many(self.pacing))
        return pace

    async def _keep(self, text: str, occasion: Occasion, question: QuestionLog, outcome: str, *, is_kept: bool) -> None:
        kind, took = Kind(str(question.facts.get("kind", Kind.OTHER))), question.total_ms
        log_line(_log, logging.INFO, "question", outcome=outcome, **question.facts, total_ms=took)
        self.observe(kind, outcome, took, question.facts)
        if is_kept:
            await self.journal.keep(Entry(kind, occasion.user, occasion.channel, text, outcome, question.id))
