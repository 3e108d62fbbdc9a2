"""Experiments as a snapshot has them: designs from their text, and days from their rows."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.experiments.checks import Days
from metrics.experiments.model import Arm, Design, Kind, Measure, Status
from metrics.reader import Reader, VariantDay

_SHARE = re.compile(r"([^\s:,;]+):([\d.]+)")


def read_designs(reader: Reader) -> tuple[Design, ...]:
    """All experiments, those that began last first, and drafts before them."""
    designs = (design_of(json.loads(text, parse_float=Decimal)) for text in reader.experiments())
    return tuple(sorted(designs, key=_newest_first))


def days_by_key(reader: Reader, until: date | None = None, key: str | None = None) -> Mapping[str, Days]:
    """What the variants of each experiment had done by each day, up to `until`."""
    rows = (row for row in reader.experiment_days(key) if until is None or row.day <= until)
    return _by_key(rows)


def design_of(columns: Mapping[str, Any]) -> Design:
    """A row of `experiments`, as the JSON of its columns."""
    return Design(
        key=columns["key"],
        name=columns["name"],
        kind=Kind(columns["kind"]),
        status=Status(columns["status"]),
        measure=Measure(columns["primary_metric"]),
        hypothesis=columns["hypothesis"],
        started_on=_day(columns["started_on"]),
        ended_on=_day(columns["ended_on"]),
        success_threshold=None if columns["success_threshold"] is None else Decimal(columns["success_threshold"]),
        alpha=float(columns["alpha"]),
        power=float(columns["power"]),
        planned_users=columns["planned_users"],
        allocation=tuple((variant, float(share)) for variant, share in _SHARE.findall(columns["allocation"])),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _by_key(rows: Iterable[VariantDay]) -> Mapping[str, Days]:
    found: defaultdict[str, defaultdict[date, list[Arm]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        arm = Arm(row.variant, row.is_control, row.users, row.conversions, row.revenue, row.revenue_squared)
        found[row.experiment_key][row.day].append(arm)
    return {key: {day: tuple(arms) for day, arms in days.items()} for key, days in found.items()}


def _newest_first(design: Design) -> tuple[bool, int, str]:
    began = design.started_on
    return began is not None, -began.toordinal() if began else 0, design.key
