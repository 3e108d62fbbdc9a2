"""What a rule says of a run of days, read off the whole run at once: no state is carried from day to day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from alerts.evaluation import Reading
from alerts.rules import Level, Rule, Severity


@dataclass(frozen=True)
class Bad:
    """A run of judged days that are bad, and how bad each of them is."""

    days: tuple[date, ...]
    severities: tuple[Severity, ...]
    is_over_on: date | None

    @property
    def worsened_on(self) -> date:
        """The last day on which it got worse, its first one included."""
        pairs = zip(self.days[1:], self.severities, self.severities[1:], strict=False)
        return max([self.days[0], *(day for day, before, now in pairs if now > before)])

    def until(self, day: date) -> "Bad":
        """As much of it as was known on a day."""
        known = [each for each in self.days if each <= day]
        return Bad(tuple(known), self.severities[: len(known)], None)


def bad_runs(rule: Rule, readings: Sequence[Reading]) -> list[Bad]:
    """The runs of bad days. A day without a value says nothing, as if it had not been."""
    judged = [each for each in readings if each.gap is None]
    of_levels = [_set_days(rule, level, judged) for level in rule.levels]
    severities = [
        max((level.severity for level, days in zip(rule.levels, of_levels, strict=True) if index in days), default=None)
        for index in range(len(judged))
    ]
    runs, at = [], 0
    for is_bad, group in groupby(severities, key=lambda each: each is not None):
        length = len(list(group))
        if is_bad:
            after = judged[at + length].day if at + length < len(judged) else None
            days = tuple(each.day for each in judged[at : at + length])
            runs.append(Bad(days, tuple(each for each in severities[at : at + length] if each), after))
        at += length
    return runs


def _set_days(rule: Rule, level: Level, judged: Sequence[Reading]) -> set[int]:
    """Where a level is set: from the last of N days beyond its entry to before the last of N at its exit."""
    beyond = [each.judged is not None and rule.side.is_beyond(each.judged, level.enter) for each in judged]
    behind = [each.judged is None or not rule.side.is_beyond(each.judged, level.exit) for each in judged]
    entries, exits = (_ends_of_runs(flags, rule.for_days) for flags in (beyond, behind))
    found: set[int] = set()
    for entry in entries:
        end = min((each for each in exits if each > entry), default=len(judged))
        found |= set(range(entry, end))
    return found


def _ends_of_runs(flags: Sequence[bool], length: int) -> list[int]:
    """Where so many in a row end."""
    return [at for at in range(length - 1, len(flags)) if all(flags[at - length + 1 : at + 1])]
