"""The setting KPIBOT_ACCESS, read and checked at the border."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from bot.access.policy import COMMAND_LINE, OPEN, Group, Policy
from metrics.attribution.base import NAME as ATTRIBUTION
from metrics.catalogue import find_metric, nearest_metrics
from metrics.experiments.pages import LIST as EXPERIMENTS

EXAMPLE = "finance -> U012AB3CD, S034EF5GH, C056IJ7KL; board: mrr, churn -> S078MN9OP; open -> C090QR1ST"
# What a group of this name keeps to itself unless it says otherwise.
FINANCE_TOPICS = frozenset({"cash", "runway", "burn", "ebitda"})
PAGES = frozenset({ATTRIBUTION, EXPERIMENTS})
_ENTRY = re.compile(
    r"(?P<name>[a-z][a-z0-9 _-]{0,30}?)\s*(?::(?P<topics>[^>]*?))?\s*(?:->|→)\s*(?P<members>.*)", re.DOTALL
)
_MEMBER = re.compile(rf"[CGUWS][A-Z0-9]{{2,}}|{COMMAND_LINE}")


def read_access(text: str) -> Policy:
    """The groups that the setting names, parted by semicolons or lines. Raises ValueError naming every wrong part."""
    groups: list[Group] = []
    faults: list[str] = []
    for entry in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        match = _ENTRY.fullmatch(entry)
        if match is None:
            faults.append(f"{entry!r} is no group: it has a name, perhaps metrics, an arrow, and who sees them")
            continue
        topics, members = _listed(match["topics"]), _listed(match["members"])
        faults += (f"{entry!r} {fault}" for fault in _faults(match["name"], topics, members))
        groups.append(Group(match["name"], _topics(match["name"], topics), frozenset(members)))
    names = [group.name for group in groups]
    faults += (f"{name} is named twice" for name in dict.fromkeys(names) if names.count(name) > 1)
    if faults:
        raise ValueError(f"{'; '.join(faults)}. It is written so: {EXAMPLE}")
    return Policy(tuple(groups))


def _listed(text: str | None) -> list[str]:
    return [each.strip() for each in (text or "").split(",") if each.strip()]


def _topics(name: str, topics: list[str]) -> frozenset[str]:
    if not topics:
        return FINANCE_TOPICS if name == "finance" else frozenset()
    return frozenset(metric.name if (metric := find_metric(each)) else each.lower() for each in topics)


def _faults(name: str, topics: list[str], members: list[str]) -> Iterator[str]:
    yield from (_unknown(each) for each in topics if find_metric(each) is None and each.lower() not in PAGES)
    yield from (
        f"has {each!r}, which is no id of a person, user group or channel" for each in members if not _is_id(each)
    )
    if not members:
        yield "names nobody who sees them"
    if name == OPEN and topics:
        yield "names metrics: open is what no other group keeps to itself"
    if name not in {OPEN, "finance"} and not topics:
        yield "names no metrics: write them after a colon, as in board: mrr, churn"


def _is_id(member: str) -> bool:
    return _MEMBER.fullmatch(member) is not None


def _unknown(typed: str) -> str:
    near = [metric.name for metric in nearest_metrics(typed, 1)] or get_close_matches(typed.lower(), PAGES, 1)
    return f"has {typed!r}, which is no metric{f' (did you mean {near[0]}?)' if near else ''}"
