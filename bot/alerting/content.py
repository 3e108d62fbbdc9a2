"""What a message tells of an episode: the number now and before, from the snapshot of the look that it comes from."""

from dataclasses import dataclass, replace

from alerts.developing import Ask
from alerts.episodes import Episode
from alerts.watching import Watched
from bot.shown import Shown, View
from metrics.answer import Answer, Part
from metrics.catalogue import find_metric
from metrics.periods import DEFAULT_PERIOD, Between
from metrics.question import Question


@dataclass(frozen=True)
class Told:
    """An episode with its rule (None where that is no more), and the answers that show what moved it.

    `before`: over the days before those of `now`; None where the data do not reach back so far. `why`: what moved the
    number of the whole since, where that was asked and can be told.
    """

    episode: Episode
    watched: Watched | None
    now: Answer
    before: Answer | None
    why: Answer | None = None

    @property
    def shown(self) -> Shown:
        """What asks for its number, and for its picture: how it went for the whole, side by side for a part."""
        question = self.watched.question() if self.watched else Question(self.episode.metric)
        return Shown(question, view=View.PICTURE if self.episode.part else View.LINE)

    def part(self, answer: Answer | None) -> Part | None:
        """The part of an answer that the episode is about."""
        parts = answer.breakdown if answer else ()
        return next((part for part in parts if part.name == self.episode.part), None)


def told_of(episode: Episode, watched: Watched | None, ask: Ask, ask_why: Ask | None = None) -> Told:
    """What there is to tell, as the newest closed day has it; with `ask_why` also what moved the number."""
    asked = watched.question() if watched else Question(episode.metric)
    metric = find_metric(episode.metric)
    by = "channel" if metric and "channel" in metric.dimensions else asked.by
    question = replace(asked, by=by)
    now = ask(question)
    period = now.previous_period
    before = ask(replace(question, period=Between(period.start, period.end))) if period else None
    if ask_why is None or before is None or episode.part:
        return Told(episode, watched, now, before)
    why = ask_why(question)
    return Told(episode, watched, now, before, why if why.why else None)


def drawn_levels(told: Told) -> dict[str, object]:
    """The rule's own levels and the episode's severity, for its picture. Nothing where a point is not of as many days
    as what the rule judges, or is judged by what is usual: a level there would be held against something else.
    """
    watched = told.watched
    if watched is None or watched.is_unusual or watched.period != DEFAULT_PERIOD:
        return {}
    levels = {each.severity.name.lower(): str(each.enter) for each in watched.rule.levels}
    return {"levels": levels, "status": told.episode.severity.name.lower()}
