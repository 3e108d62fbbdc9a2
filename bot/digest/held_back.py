"""Why a number is held back from a digest: a source of it is not closed on the days that it is asked over. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.closing import close, not_connected
from metrics.formula import unique
from metrics.metric import Metric
from metrics.question import Question
from metrics.reader import SourceState

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class HeldBack:
    """What is not in ("ad spend of Nov 21, 2026 not in"), and what to look at, in the words of the certificates."""

    reason: str
    advice: tuple[str, ...] = ()


def held_back(metric: Metric, question: Question, sources: Mapping[str, SourceState], day: date) -> HeldBack | None:
    """What holds back a number that is asked as of a day; None where nothing does.

    A source that was never brought holds nothing back: its numbers have no value, today and tomorrow.
    """
    needed = metric.expression.sources()
    if not_connected(needed, sources):
        return None
    through = close(needed, sources, day + _DAY).freshness
    if question.period.resolve(day, day + _DAY).period.end <= through.through:
        return None
    missing = through.through + _DAY
    found = [finding for source in sorted(needed) for finding in sources[source].withheld.get(missing, ())]
    return HeldBack(through.held_back_by or "", unique([each.advice for each in found if each.withholds]))
