"""Which digests a company wants, where and when: the setting KPIBOT_DIGESTS, read and checked at the border."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from bot.digest.audiences import AUDIENCES, MOST_METRICS, Audience, find_audience
from bot.digest.editions import find_edition
from etl.schedule.owed import DAILY_AT
from metrics.catalogue import find_metric, nearest_metrics

USUAL_AT = time(7, 30)
USUAL_DEADLINE = time(9, 0)
EXAMPLE = "executive -> C012AB3CD; finance -> C045EF6GH at 08:00; board: revenue, runway -> C078IJ9KL when ready"
_CONVERSATION = re.compile(r"[CGDUW][A-Z0-9]{2,}")
_NAME = re.compile(r"[a-z][a-z0-9 _-]{0,30}")
_ENTRY = re.compile(
    r"(?:(?P<name>[^:>]*?)(?::(?P<metrics>[^>]*?))?\s*(?:->|→))?\s*(?P<channel>\S+)(?P<when>.*)", re.DOTALL
)
_WHEN = re.compile(r"(?:when (?P<ready>ready)|at (?P<at>\d{1,2}:\d\d))?\s*(?:by (?P<by>\d{1,2}:\d\d))?")


@dataclass(frozen=True)
class ConfiguredDigest:
    """An audience's digest in a conversation (its id, or a person's for a direct message).

    `at`, `deadline`: local to the company's zone. At `at` it is posted, if all is in; else as soon as it is, and at the
    deadline without what is not.
    """

    audience: Audience
    channel: str
    at: time = USUAL_AT
    deadline: time = USUAL_DEADLINE


class _WrongError(Exception):
    """What is wrong with a part, as the end of a sentence that begins with it."""


def read_digests(text: str) -> tuple[ConfiguredDigest, ...]:
    """The digests that the setting names, parted by semicolons or lines. Raises ValueError naming every wrong part."""
    read: list[ConfiguredDigest] = []
    faults: list[str] = []
    for entry in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        try:
            read.append(_read_entry(entry))
        except _WrongError as wrong:
            faults.append(f"{entry!r} {wrong}")
    faults += _clashes(read)
    if faults:
        raise ValueError(f"{'; '.join(faults)}. It is written so: {EXAMPLE}")
    return tuple(read)


def audiences_of(digests: Sequence[ConfiguredDigest]) -> Mapping[str, Audience]:
    """Every audience by its name: the declared ones, and the company's own."""
    return {audience.name: audience for audience in (*AUDIENCES, *(each.audience for each in digests))}


def _read_entry(entry: str) -> ConfiguredDigest:
    parts = _ENTRY.fullmatch(entry)
    if parts is None or not _CONVERSATION.fullmatch(parts["channel"]):
        raise _WrongError("names no conversation: write its id, such as C012AB3CD (conversation details, at the end)")
    digest = ConfiguredDigest(_audience(parts["name"], parts["metrics"]), parts["channel"])
    return _timed(digest, " ".join(parts["when"].split()))


def _audience(name: str | None, metrics: str | None) -> Audience:
    name = " ".join((name or "executive").lower().split())
    declared = find_audience(name)
    if metrics is None:
        if declared is None:
            known = ", ".join(each.name for each in AUDIENCES)
            raise _WrongError(f"is for nobody known: there are {known}; or name its metrics, as in board: revenue, cac")
        return declared
    if declared or find_edition(name) or not _NAME.fullmatch(name):
        raise _WrongError("needs a name of its own, of letters and digits, such as board")
    return Audience(name, f"{name.capitalize()} digest", _metrics(metrics))


def _metrics(text: str) -> tuple[str, ...]:
    typed = [each.strip() for each in text.split(",") if each.strip()]
    unknown = [each for each in typed if find_metric(each) is None]
    if unknown:
        raise _WrongError(f"names {' and '.join(map(_unknown, unknown))}")
    names = tuple(dict.fromkeys(metric.name for metric in map(find_metric, typed) if metric))
    if not 1 <= len(names) <= MOST_METRICS:
        raise _WrongError(f"names {len(names)} metrics: a digest that is read has 1 to {MOST_METRICS}")
    return names


def _unknown(typed: str) -> str:
    near = nearest_metrics(typed, 1)
    return f"{typed!r}, which is no metric{f' (did you mean {near[0].name}?)' if near else ''}"


def _timed(digest: ConfiguredDigest, when: str) -> ConfiguredDigest:
    match = _WHEN.fullmatch(when)
    if match is None:
        raise _WrongError("must end with the conversation, or with a time: at 08:00, when ready, by 10:00")
    at = DAILY_AT if match["ready"] else _time(match["at"]) or digest.at
    deadline = _time(match["by"])
    if deadline and deadline < at:
        raise _WrongError(f"has its deadline before its hour, {at:%H:%M}")
    return replace(digest, at=at, deadline=deadline or max(at, digest.deadline))


def _time(text: str | None) -> time | None:
    if text is None:
        return None
    hour, minute = map(int, text.split(":"))
    try:
        return time(hour, minute)
    except ValueError as error:
        raise _WrongError(f"has {text}, which is no time of the day") from error


def _clashes(digests: Sequence[ConfiguredDigest]) -> Iterator[str]:
    """One conversation gets an audience's digest once, and one name means one set of metrics."""
    for (name, channel), number in Counter((each.audience.name, each.channel) for each in digests).items():
        if number > 1:
            yield f"{name} goes to {channel} {number} times"
    for name, number in Counter(each.name for each in {each.audience for each in digests}).items():
        if number > 1:
            yield f"{name} stands for {number} sets of metrics"
