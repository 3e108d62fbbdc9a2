"""Reads the company's assumptions and holds the names in them against the catalogue: only bot knows both."""

from collections.abc import Iterator
from pathlib import Path

from bot.metric_names import name_fault
from metrics.answer import Direction
from metrics.catalogue import METRICS
from store.assumptions import Assumptions, AssumptionsError, read_assumptions

_BY_NAME = {metric.name: metric for metric in METRICS}


def load_assumptions(file: Path) -> Assumptions:
    """The assumptions in a file. Raises AssumptionsError, a ValueError, that names the file and every fault in it."""
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise AssumptionsError((f"{file} can't be read: {reason}",)) from error
    try:
        assumptions = read_assumptions(content, _judging_fault)
        faults = tuple(_misordered_levels(assumptions))
    except AssumptionsError as error:
        faults = error.faults
    if faults:
        raise AssumptionsError((f"in {file} {faults[0]}", *faults[1:]))
    return assumptions


def _judging_fault(name: str) -> str | None:
    """Why nothing can be assumed of a metric of this name."""
    fault = name_fault(name)
    if fault:
        return fault
    if _BY_NAME[name].direction is Direction.NEUTRAL:
        return "can't be judged: neither more nor less of it is better"
    return None


def _misordered_levels(assumptions: Assumptions) -> Iterator[str]:
    for name, levels in assumptions.levels.items():
        if levels.warning is None or levels.critical is None:
            continue
        falls = _BY_NAME[name].direction is Direction.UP_IS_GOOD
        if (levels.critical >= levels.warning) if falls else (levels.critical <= levels.warning):
            side = "below" if falls else "above"
            yield f"levels.{name} has critical {levels.critical}, which must lie {side} its warning {levels.warning}"
