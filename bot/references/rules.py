"""docs/rules.md: what is watched from the start."""

from alerts.grammar import rule_words
from alerts.watching import default_rules
from bot.references.table import table
from metrics.catalogue import METRICS, find_metric

_INTRODUCTION = """\
These are watched from the start wherever `KPIBOT_ALERTS` names a channel: the levels that the catalogue declares (or
that your assumptions set, `examples/assumptions.json`), and the days of a few numbers that are not as days usually are
([usual.md](usual.md)). `/kpi alert edit` changes one, `/kpi alert remove` ends it, `/kpi alert add` makes your own
([alerts.md](alerts.md)).
"""


def reference(notice: str) -> str:
    """The whole file."""
    rules = sorted(default_rules(METRICS, None), key=lambda each: each.key)
    rows = ((f"`{each.key}`", _title(each.metric), f"`{rule_words(each)}`") for each in rules)
    return f"# Rules\n\n{notice}\n\n{_INTRODUCTION}\n{table(('name', 'number', 'rule'), rows)}"


def _title(name: str) -> str:
    metric = find_metric(name)
    return f"[{metric.title}](metrics.md#{name})" if metric else name
