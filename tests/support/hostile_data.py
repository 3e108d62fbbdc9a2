"""Which texts of a declaration are data, and declarations with other texts in their place."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from experiment_pages import experiment_page
from hostile import Poison, poisoned

from charts.examples import dashboards as made_dashboards
from charts.examples import examples as made_examples

# What of each declaration comes from rows, files, settings and people; the rest is of the catalogue and the engine.
DATA: Mapping[str, tuple[str, ...]] = {
    "Answer": (
        "title",
        "doc",
        "definition",
        "reason",
        "shortfall",
        "band",
        "zero",
        "alternatives",
        "notes",
        "dimension",
    ),
    "Annotation": ("text", "meaning"),
    "Arm": ("variant",),
    "Contribution": ("channel",),
    "Dashboard": ("title", "notes"),
    "Delivered": ("kind", "series"),
    "Design": ("key", "name", "hypothesis"),
    "Digest": ("remarks",),
    "Effect": ("variant",),
    "Entry": ("words",),
    "Episode": ("part",),
    "Event": ("reason",),
    "Finding": ("label", "advice", "detail"),
    "FoldedRows": ("examples",),
    "Freshness": ("held_back_by",),
    "HeldBack": ("reason", "advice"),
    "Input": ("label", "formula", "reason", "sources"),
    "Missing": ("kind", "subject", "detail"),
    "Part": ("name", "reason"),
    "Period": ("label",),
    "Reading": ("winner", "faults"),
    "RunRecord": ("error", "label", "holder"),
    "Said": ("shown",),
    "Sample": ("of",),
    "Split": ("variant",),
    "StatedNumber": ("title", "shown"),
    "Subscription": ("words", "paused_why"),
    "Watched": ("key", "runbook"),
    "Withheld": ("title",),
}
# What the bot itself names in these.
KNOWN = frozenset({"U9", "S9", "C9"})
DAY, ZONE = date(2026, 11, 21), ZoneInfo("America/Toronto")
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
examples, dashboards, won_experiment = cache(made_examples), cache(made_dashboards), cache(experiment_page)


def spoilt_by(value: Any, spoil: Poison) -> Any:
    """The same with other texts wherever it holds data."""
    return poisoned(value, DATA, spoil)
