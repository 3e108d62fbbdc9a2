"""What people noted, as marks on a picture and as sentences beside a number."""

from collections.abc import Iterable

from metrics.answer import Annotation, Period
from metrics.answer.wording import day_text
from metrics.reader import Noted

NOTE = "noted by the team"
_MOST_TOLD = 3


def noted_marks(noted: Iterable[Noted]) -> tuple[Annotation, ...]:
    """Each as a mark on its day."""
    return tuple(Annotation(each.day, each.text, NOTE) for each in noted)


def noted_sentences(noted: Iterable[Noted], period: Period) -> tuple[str, ...]:
    """Those of the period's days, the latest first; where there are many, how many more."""
    within = [each for each in noted if period.start <= each.day <= period.end][::-1]
    told = tuple(f"Noted at {day_text(each.day)}: {each.text}" for each in within[:_MOST_TOLD])
    rest = len(within) - _MOST_TOLD
    return (*told, f"{rest} more notes on these days.") if rest > 0 else told
