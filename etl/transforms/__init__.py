"""The SQL that turns source rows into aggregates: each file is one SELECT, portable over the engines that hold them.

They read the sources' relations and `channel_spellings`, the later ones the `dated_*` relations
that were built before them, and take as parameters what `Company.parameters` gives. None of them asks what time it is.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

# Each dated relation with what it is made from, in the order of building: one may read those before it.
DATED = {
    "dated_orders": "orders",
    "dated_refunds": "refunds",
    "dated_spans": "dated_orders",
    "dated_spend": "spend",
    "dated_expenses": "expenses",
    "dated_cash_balances": "cash_balances",
    "dated_touchpoints": "touchpoints",
    "dated_forecasts": "forecasts",
    "dated_experiments": "experiments",
    "dated_experiment_results": "experiment_results",
}

# Those that rank and add up over many rows, and those of touched customers, are computed once and kept; the others are
# read in place.
KEPT = ("dated_orders", "dated_refunds", "dated_spans", "dated_touchpoints")

_FOLDER = Path(__file__).parent


@cache
def read_transform(name: str) -> str:
    """The SELECT of one transform, as written."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip()


@cache
def fingerprint() -> str:
    """What changes when any transform does, so that tables built by other SQL are built again."""
    files = sorted(_FOLDER.glob("*.sql"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
