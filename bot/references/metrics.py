"""docs/metrics.md: what every number means, written from the catalogue by `make docs`. A test says when it is stale."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from metrics.answer import ChartKind, Direction, Unit
from metrics.answer.numbers import short_text, value_text
from metrics.catalogue import SECTIONS
from metrics.metric import Metric
from metrics.question import DEFAULT_PERIOD

_INTRODUCTION = """\
# What every number means

<!-- Written by `make docs` from the declarations in metrics/catalogue; what is changed here by hand is lost. -->

Each number is asked for by its name or any of its other names: `/kpi cac`, `kpibot ask cac`. `/kpi explain cac` shows
the same formula with the values that went into it.

- A formula is applied to the **sums over the asked days**: a month's ratio is the ratio of the month's sums, never the
  mean of daily ratios.
- Days are the company's local calendar days, and only **closed** ones count: days that have ended, and for which every
  source has been brought.
- What can't be known has **no value and a reason**, never a zero: a denominator that is not positive, too few
  customers, a source that is missing.
- **Target** and **levels** say when a number is judged good, a warning, or critical.
"""
_UNITS = {
    Unit.MONEY: "money",
    Unit.COUNT: "count",
    Unit.FRACTION: "percentage",
    Unit.RATIO: "ratio",
    Unit.DAYS: "days",
    Unit.MONTHS: "months",
}
_PICTURES = {kind: kind.value if kind is ChartKind.COHORT_CURVES else f"a {kind.value}" for kind in ChartKind}
# In the reference money has no currency: it is whatever the company's is.
_NO_CURRENCY = ""


def reference() -> str:
    """The whole file."""
    return "\n".join((_INTRODUCTION, *(line for section in SECTIONS for line in _section(*section))))


def _section(title: str, metrics: Sequence[Metric]) -> Iterator[str]:
    yield f"## {title}\n\n| Number | Formula | Target | Levels |\n|---|---|---|---|"
    for metric in metrics:
        cells = (f"[{metric.title}](#{metric.name})", _formula(metric), _target(metric), _levels(metric))
        yield f"| {' | '.join(cell.replace('|', '&#124;') or '–' for cell in cells)} |"
    yield ""
    for metric in metrics:
        yield from _metric(metric)


def _metric(metric: Metric) -> Iterator[str]:
    yield f'<a id="{metric.name}"></a>\n\n### {metric.title}\n\n{metric.doc}\n'
    if _formula(metric):
        yield f"> {metric.title} = {_formula(metric)}\n"
    yield from (f"- **{name}**: {text}" for name, text in _facts(metric) if text)
    yield ""
    if metric.alternatives:
        yield "Others define it differently:\n"
        yield from (f"- {each}" for each in metric.alternatives)
        yield ""


def _facts(metric: Metric) -> Iterator[tuple[str, str]]:
    """What is declared of it; what is not, has no text."""
    yield "Ask for it as", ", ".join(f"`{name}`" for name in (metric.name, *metric.aliases))
    yield "Shown as", f"{_UNITS[metric.unit]}; drawn as {_PICTURES[metric.chart]}"
    yield "Target", _target(metric)
    yield "Levels", _levels(metric)
    yield "Takes", ", ".join(need.words for need in metric.needs)
    yield "Without a period", metric.default_period.words if metric.default_period != DEFAULT_PERIOD else ""
    yield "Each point of its line", f"the {metric.trailing_days} days that end there" if metric.trailing_days else ""
    yield "Customers count", f"once they are {metric.matures_after} days old" if metric.matures_after else ""
    yield "Broken down by", ", ".join(metric.dimensions) or "nothing: it is of the company as a whole"
    yield "Beside it", ", ".join(name for name, _ in metric.parts)
    yield "Comes from", ", ".join(f"`{source}`{_unless_missing(metric, source)}" for source in metric.sources)


def _unless_missing(metric: Metric, source: str) -> str:
    return " (without them the number is given, and says so)" if source in metric.marked_without else ""


def _formula(metric: Metric) -> str:
    """Nothing, where the name says it all."""
    formula = metric.expression.formula()
    return "" if formula.casefold() == metric.title.casefold() else formula


def _target(metric: Metric) -> str:
    if metric.target is None:
        return ""
    side = "below" if metric.direction is Direction.DOWN_IS_GOOD else "above"
    return f"{side} {_value(metric.target.value, metric.unit)}"


def _levels(metric: Metric) -> str:
    side = "above" if metric.direction is Direction.DOWN_IS_GOOD else "below"
    levels = (("warning", metric.levels.warning), ("critical", metric.levels.critical))
    return ", ".join(f"{name} {side} {_value(level, metric.unit)}" for name, level in levels if level is not None)


def _value(value: Decimal, unit: Unit) -> str:
    as_text = value_text if unit in {Unit.DAYS, Unit.MONTHS} else short_text
    return as_text(value, unit, _NO_CURRENCY).strip()
