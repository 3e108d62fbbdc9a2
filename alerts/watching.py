"""What is watched: a number, the rule that it is judged by, and who is told. The default rules are the levels that
the catalogue declares.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from alerts.rules import Level, Rule, Severity, Side, level_at
from metrics.answer import Direction
from metrics.metric import Metric
from metrics.periods import DEFAULT_PERIOD, PeriodSpec
from metrics.question import Question

_SIDES = {Direction.UP_IS_GOOD: Side.BELOW, Direction.DOWN_IS_GOOD: Side.ABOVE}
_DIGITS = 12


@dataclass(frozen=True)
class Watched:
    """A rule by its name, over a number. Not what is known of it: that is alerts.keeping's.

    - `by`: each part of this dimension is judged by itself, and the whole is not.
    - `minimum`: the fewest customers (or orders) that the number may rest on, beside what the metric asks for.
    - `place`: the conversation (or the person) that is told; None where nobody is.
    - `mentions`: who is named there when it is critical: people (U…) and user groups (S…).
    - `changed_by`: the person who last changed it; nobody where it stands as it is declared.
    """

    key: str
    metric: str
    rule: Rule
    period: PeriodSpec = DEFAULT_PERIOD
    by: str | None = None
    minimum: int | None = None
    runbook: str = ""
    place: str | None = None
    mentions: tuple[str, ...] = ()
    is_muted: bool = False
    changed_by: str = ""

    @property
    def version(self) -> str:
        """What it is judged by, as one word: states of another version were found by other rules."""
        judged_by = (self.metric, self.period.words, self.by, self.minimum, self.rule)
        return sha256(repr(judged_by).encode()).hexdigest()[:_DIGITS]

    def question(self, day: date | None = None) -> Question:
        """What is asked of the newest closed day, or of an earlier one."""
        return Question(self.metric, self.period, self.by, as_of=day)


def default_rules(catalogue: Iterable[Metric], place: str | None) -> tuple[Watched, ...]:
    """A rule for each metric that declares levels: over 30 days, for one closed day. All of them tell one place."""
    return tuple(
        Watched(metric.name, metric.name, rule, place=place) for metric in catalogue if (rule := rule_of(metric))
    )


def rule_of(metric: Metric) -> Rule | None:
    """The levels of a metric as a rule; None where it declares none."""
    levels = metric.levels
    declared = ((Severity.WARNING, levels.warning), (Severity.CRITICAL, levels.critical))
    side = side_of(metric)
    found = tuple[Level, ...](level_at(severity, side, enter) for severity, enter in declared if enter is not None)
    return Rule(side, found) if found else None


def side_of(metric: Metric) -> Side:
    """Where bad values lie, by what is good news of the metric."""
    return _SIDES.get(metric.direction, Side.BELOW)
