"""Who is told, and when, while nobody holds what is critical. Pure: what is
due next is kept as a row, so it survives restarts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

REMIND, ROTA = "remind", "rota"
DEFAULT_CHAIN = "15m remind"
EXAMPLE = "15m remind, 30m rota, 1h U012AB3CD, 2h S045EF6GH, 3h C078IJ9KL, every 4h"
QUIET_EXAMPLE = "22:00-07:00"
ROTA_EXAMPLE = "mon-fri U012AB3CD, sat-sun U045EF6GH"
_EVERY = re.compile(r"every (\d{1,3}) ?(m|h|d)", re.IGNORECASE)
_STEP = re.compile(r"(\d{1,3}) ?(m|h|d) (\S+)", re.IGNORECASE)
_QUIET = re.compile(r"(\d{1,2}:\d{2}) ?[-–] ?(\d{1,2}:\d{2})")
_ROTA = re.compile(r"([a-z]{3})(?: ?[-–] ?([a-z]{3}))? (\S+)", re.IGNORECASE)
_TARGET = re.compile(r"[UWSCG][A-Z0-9]{2,}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """So long after an alert was posted and nobody took it up, `target` is told: REMIND (its own thread), ROTA (who is
    on duty), a person (U…, W…), a user group (S…) or a channel (C…, G…).
    """

    after: timedelta
    target: str


@dataclass(frozen=True)
class QuietHours:
    """No one is reminded from `begin` to `end`, local time; over midnight where `end` is earlier."""

    begin: time
    end: time

    def covers(self, at: time) -> bool:
        """Whether it is quiet at a time of day."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


@dataclass(frozen=True)
class Escalation:
    """The steps, in the order of their times; when they rest; who is on duty on each weekday (0 is Monday).

    `every`: how long after the last step its target is told again, and again; None: once is enough.
    """

    zone: ZoneInfo
    steps: tuple[Step, ...]
    quiet: QuietHours | None = None
    rota: Mapping[int, tuple[str, ...]] | None = None
    every: timedelta | None = None

    def target(self, step: int) -> str:
        """Whom a step tells: behind the last one, whom that one tells."""
        return self.steps[min(step, len(self.steps) - 1)].target

    def due(self, step: int, began_at: datetime, told_at: datetime | None = None) -> datetime | None:
        """When a step is due; None behind the last, where that is not repeated.

        `told_at`: when the step before it was taken.
        After an outage no step follows the one before it sooner than the chain says: who was just told has their time.
        """
        if step >= len(self.steps):
            return self._awake(told_at + self.every) if told_at and self.every and self.steps else None
        due = began_at + self.steps[step].after
        if told_at is not None and step:
            due = max(due, told_at + self.steps[step].after - self.steps[step - 1].after)
        return self._awake(due)

    def on_duty(self, at: datetime) -> tuple[str, ...]:
        """Who is on duty at a moment, by the weekday in the company's zone."""
        return (self.rota or {}).get(at.astimezone(self.zone).weekday(), ())

    def _awake(self, due: datetime) -> datetime:
        local = due.astimezone(self.zone)
        if self.quiet is None or not self.quiet.covers(local.time()):
            return due
        day = local.date() + (_DAY if local.time() >= self.quiet.end else timedelta())
        return _moment(day, self.quiet.end, self.zone)


def read_steps(written: str) -> tuple[Step, ...]:
    """Such as EXAMPLE; nothing is no step. Raises ValueError with a sentence naming what is wrong."""
    parts = [each.strip() for each in written.split(",") if each.strip()]
    steps = tuple(_step(each) for each in (parts[:-1] if read_every(written) else parts))
    if list(steps) != sorted(steps, key=lambda each: each.after):
        raise ValueError(f"the steps must be in the order of their times, as in {EXAMPLE}")
    return steps


def read_every(written: str) -> timedelta | None:
    """How often the last step is repeated: "every 4h" at the end of the steps; None where it is not."""
    found = _EVERY.fullmatch(written.rpartition(",")[2].strip())
    return int(found[1]) * _UNITS[found[2].lower()] if found else None


def read_quiet(written: str) -> QuietHours | None:
    """Such as QUIET_EXAMPLE, local time; nothing is none. Raises ValueError with a sentence."""
    if not written.strip():
        return None
    found = _QUIET.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} must be two times of day, as in {QUIET_EXAMPLE}")
    begin, end = time.fromisoformat(found[1].zfill(5)), time.fromisoformat(found[2].zfill(5))
    if begin == end:
        raise ValueError(f"{written!r} would be quiet all day or never: write two different times")
    return QuietHours(begin, end)


def read_rota(written: str) -> Mapping[int, tuple[str, ...]]:
    """Such as ROTA_EXAMPLE: who is on duty on which days. Raises ValueError with a sentence."""
    duty: dict[int, tuple[str, ...]] = {}
    for each in (part.strip() for part in written.split(",") if part.strip()):
        found = _ROTA.fullmatch(each)
        days = _weekdays(found[1].lower(), (found[2] or found[1]).lower()) if found else ()
        if found is None or not days or not _PERSON.fullmatch(found[3]):
            raise ValueError(f"{each!r} must be days and a Slack user id, as in {ROTA_EXAMPLE}")
        for day in days:
            duty[day] = (*duty.get(day, ()), found[3])
    return duty


def escalation(zone: str, chain: str, quiet: str, rota: str) -> Escalation:
    """From what is written in the settings. Raises ValueError with a sentence."""
    return Escalation(ZoneInfo(zone), read_steps(chain), read_quiet(quiet), read_rota(rota), read_every(chain))


def _step(written: str) -> Step:
    found = _STEP.fullmatch(written)
    if found is None or not (found[3] in {REMIND, ROTA} or _TARGET.fullmatch(found[3])):
        raise ValueError(f"{written!r} must be a time and whom to tell, as in {EXAMPLE}")
    return Step(int(found[1]) * _UNITS[found[2].lower()], found[3])


def _weekdays(first: str, last: str) -> Sequence[int]:
    if first not in _DAYS or last not in _DAYS:
        return ()
    begin, end = _DAYS.index(first), _DAYS.index(last)
    return [day % 7 for day in range(begin, (end if end >= begin else end + 7) + 1)]


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)
