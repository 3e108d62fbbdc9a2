"""What is watched: a number, the rule that it is judged by, and who is told. The default rules are the levels that
the catalogue declares.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from alerts.rules import Level, Rule, Severity, Side, level_at
from metrics.answer import Comparison, Direction
from metrics.metric import Metric
from metrics.periods import DEFAULT_PERIOD, PeriodSpec, Trailing
from metrics.question import Question

_SIDES = {Direction.UP_IS_GOOD: Side.BELOW, Direction.DOWN_IS_GOOD: Side.ABOVE}
_DIGITS = 12
# Whose days are watched one by one from the start.
UNUSUAL_METRICS = frozenset({"revenue", "orders", "spend", "cac", "conversionrate"})
# Of what is unusual, eight weeks of days are shown and judged by.
UNUSUAL_PERIOD = Trailing(56)
ONE_DAY = Trailing(1)


@dataclass(frozen=True)
class Watched:
    """A rule by its name, over a number. Not what is known of it: that is alerts.keeping's.

    - `by`: each part of this dimension is judged by itself, and the whole is not.
    - `minimum`: the fewest customers (or orders) that the number may rest on, beside what the metric asks for.
    - `is_unusual`: what is judged is how far each day lies from what it usually is, in widths of the band on its side.
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
    is_unusual: bool = False
    runbook: str = ""
    place: str | None = None
    mentions: tuple[str, ...] = ()
    is_muted: bool = False
    changed_by: str = ""

    @property
    def version(self) -> str:
        """What it is judged by, as one word: states of another version were found by other rules."""
        judged_by = (self.metric, self.period.words, self.by, self.minimum, self.rule, *([True] * self.is_unusual))
        return sha256(repr(judged_by).encode()).hexdigest()[:_DIGITS]

    def question(self, day: date | None = None) -> Question:
        """What is asked of the newest closed day, or of an earlier one."""
        versus = Comparison.USUAL if self.is_unusual else Comparison.PREVIOUS
        return Question(self.metric, self.period, self.by, versus=versus, as_of=day)

    def stated(self) -> Question:
        """Whose headline is the number that its episodes state: of what is unusual, the newest day's own."""
        return Question(self.metric, ONE_DAY) if self.is_unusual else self.question()


def default_rules(catalogue: Iterable[Metric], place: str | None) -> tuple[Watched, ...]:
    """A rule for each metric that declares levels, over 30 days, for one closed day; and for those whose single days
    are watched, one for what is unusual. All of them tell one place.
    """
    metrics = tuple(catalogue)
    levels = [
        Watched(metric.name, metric.name, rule, place=place)
        for metric in metrics
        if (rule := rule_of(metric)) is not None
    ]
    return (*levels, *(unusual(metric.name, place) for metric in metrics if metric.name in UNUSUAL_METRICS))


def unusual(metric: str, place: str | None = None) -> Watched:
    """What watches for unusual days of a metric."""
    key = f"{metric}-unusual"
    return Watched(key, metric, unusual_rule(), UNUSUAL_PERIOD, is_unusual=True, place=place)


def rule_of(metric: Metric) -> Rule | None:
    """The levels of a metric as a rule; None where it declares none."""
    levels = metric.levels
    declared = ((Severity.WARNING, levels.warning), (Severity.CRITICAL, levels.critical))
    side = side_of(metric)
    found = tuple[Level, ...](level_at(severity, side, enter) for severity, enter in declared if enter is not None)
    return Rule(side, found) if found else None


def unusual_rule(severity: Severity = Severity.WARNING, for_days: int = 1) -> Rule:
    """Outside of the band is as bad as that, and inside of it is well."""
    return Rule(Side.ABOVE, (Level(severity, Decimal(1), Decimal(1)),), for_days)


def side_of(metric: Metric) -> Side:
    """Where bad values lie, by what is good news of the metric."""
    return _SIDES.get(metric.direction, Side.BELOW)
