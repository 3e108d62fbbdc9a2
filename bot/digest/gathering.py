"""Asks all that stands in a digest, of one snapshot and past every cache."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.digest.audiences import Audience
from bot.digest.content import Digest, Mover, Number, Withheld
from bot.digest.editions import EARLIER, Edition, last_day
from bot.digest.held_back import HeldBack, held_back
from bot.digest.movement import unusualness
from metrics.answer import Answer
from metrics.closing import not_connected
from metrics.engine import OneSnapshot
from metrics.experiments.model import Kind, Reading
from metrics.experiments.pages import read_experiments
from metrics.experiments.success import is_running_with_wrong_split
from metrics.incidents import incident_notes, incidents_of
from metrics.metric import Metric
from metrics.reader import Span

MOST_MOVERS = 3
_NOTHING_YET = HeldBack("no numbers have been computed yet", ("import the sources and run the ETL",))


@dataclass(frozen=True)
class Gathering:
    """One edition on its way: whose, which, of which date, and the snapshot that it is asked of."""

    audience: Audience
    edition: Edition
    local_date: date
    seen: OneSnapshot

    def digest(self) -> Digest:
        """All of it."""
        asked = [self._number(name) for name in self.audience.headlines]
        told = [number for number in asked if self._why_not(number) is None and not self._is_absent(number)]
        withheld = ((number, self._why_not(number)) for number in asked)
        tried, days = self._experiments(), self.edition.days(self.local_date)
        return Digest(
            self.audience,
            self.edition,
            self.local_date,
            tuple(told),
            withheld=tuple(Withheld(number.answer.title, why) for number, why in withheld if why),
            absent=tuple(number.answer for number in asked if not self._why_not(number) and self._is_absent(number)),
            movers=self._movers(told),
            remarks=self._remarks(told),
            ended=tuple(each for each in tried if days.start <= (each.design.ended_on or date.min) <= days.end),
            split_wrongly=tuple(each for each in tried if is_running_with_wrong_split(each)),
            currency=self.seen.published.currency,
            snapshot=self.seen.published.snapshot,
        )

    def rest(self, missing: Sequence[str]) -> Digest:
        """These of its metrics alone."""
        audience = replace(self.audience, headlines=tuple(missing), watched=(), has_experiments=False)
        return replace(self, audience=audience).digest()

    def _experiments(self) -> tuple[Reading, ...]:
        """All tests, by what was known at the end of the last day."""
        if not self.audience.has_experiments:
            return ()
        found = read_experiments(self.seen.published, last_day(self.local_date))
        return tuple(each for each in found if each.design.kind is Kind.AB_TEST)

    def _number(self, name: str) -> Number:
        question = self.edition.question(self._metric(name), self.local_date)
        return Number(question, self.seen.ask(question))

    def _metric(self, name: str) -> Metric:
        return self.seen.view.catalogue[name]

    def _why_not(self, number: Number) -> HeldBack | None:
        if self.seen.published.snapshot is None:
            return _NOTHING_YET
        metric, sources = self._metric(number.question.metric), self.seen.published.sources
        return held_back(metric, number.question, sources, last_day(self.local_date))

    def _is_absent(self, number: Number) -> bool:
        needed = self._metric(number.question.metric).expression.sources()
        return not_connected(needed, self.seen.published.sources) is not None

    def _movers(self, told: Sequence[Number]) -> tuple[Mover, ...]:
        """Those that moved most against what is usual for them, the most first."""
        watched = [self._number(name) for name in self.audience.watched]
        candidates = [*told, *(each for each in watched if self._why_not(each) is None)]
        found = [(number, score) for number in candidates if (score := self._score(number)) is not None]
        found.sort(key=lambda each: each[1], reverse=True)
        return tuple(Mover(number, score, self._why(number)) for number, score in found[:MOST_MOVERS])

    def _score(self, number: Number) -> Decimal | None:
        """How unusual its change is; None where it has none, or is not of these days: it has not moved since."""
        change = _change(number.answer)
        if not change or number.answer.period.end != last_day(self.local_date):
            return None
        metric = self._metric(number.question.metric)
        dates = (self.edition.earlier(self.local_date, back) for back in range(1, EARLIER + 1))
        before = (_change(self.seen.ask(self.edition.question(metric, day))) for day in dates)
        return unusualness(change, [each for each in before if each is not None])

    def _why(self, number: Number) -> Answer | None:
        answer = self.seen.why(number.question)
        return answer if answer.why else None

    def _remarks(self, told: Sequence[Number]) -> tuple[str, ...]:
        """What the certificates say of the edition's days, beside what is withheld for it."""
        sources = {source for number in told for source in self._metric(number.question.metric).sources}
        days = self.edition.days(self.local_date)
        doubts = self.seen.published.reader.doubts(sources, Span(days.start, days.end)) if sources else ()
        marked = (replace(doubt, findings=tuple(f for f in doubt.findings if not f.withholds)) for doubt in doubts)
        return incident_notes(incidents_of(marked, by_channel=True))


def _change(answer: Answer) -> Decimal | None:
    return answer.change.value if answer.change else None
