"""The words of a digest that its blocks and its top-level text share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.digest.content import Digest, Mover, Number, Withheld
from bot.digest.editions import DAILY, MONTHLY
from bot.views.blocks import capital
from bot.views.shared_words import covered_text
from metrics.answer import Answer, Period, Unit
from metrics.answer.numbers import change_text, value_text
from metrics.answer.why_words import named_text
from metrics.answer.wording import day_text, freshness_text
from metrics.periods import CalendarUnit, unit_bounds, unit_label

# What comes so much later than it may is marked; a wait for a source is no lateness.
_LATE_AFTER = timedelta(hours=1)
_MOST_CHANNELS = 4


@dataclass(frozen=True)
class Times:
    """When a digest was due, when at the latest, and when it was written; all local to the company."""

    due_at: datetime
    deadline: datetime
    written_at: datetime

    @property
    def is_late(self) -> bool:
        return self.written_at > self.deadline + _LATE_AFTER


@dataclass(frozen=True)
class Group:
    """The numbers of the same days, and the days that they are held against."""

    period: Period
    before: Period | None
    numbers: tuple[Number, ...]

    @property
    def heading(self) -> str:
        """The days, as short as a phone wants them: "Yesterday, Nov 21", "Last 30 days"."""
        day = f", {_day(self.period.end)}" if self.period.days == 1 else ""
        return f"{capital(self.period.label)}{day}"

    @property
    def comparison(self) -> str:
        """What all changes are against."""
        return f"vs {_before(self.before)}" if self.before else ""

    @property
    def spoken(self) -> str:
        """The days in full."""
        # "last week (week of Nov 16, 2026)": its days follow.
        named = replace(self.period, label=self.period.label.partition(" (")[0])
        days = covered_text(named)
        return ", ".join(filter(None, (f"{days[:1].lower()}{days[1:]}", self.comparison)))


def title_of(digest: Digest) -> str:
    """Its headline: "Executive digest, Sun Nov 22", "Board digest, week of Nov 16, 2026"."""
    return f"{digest.audience.title}, {_named(digest, f'{digest.local_date:%a} {_day(digest.local_date)}')}"


def short_title_of(digest: Digest) -> str:
    """The same as a notification has room for it."""
    return f"{digest.audience.title}, {_named(digest, _day(digest.local_date))}"


def _named(digest: Digest, day: str) -> str:
    if digest.edition == DAILY:
        return day
    unit = CalendarUnit.MONTH if digest.edition == MONTHLY else CalendarUnit.WEEK
    return unit_label(unit, digest.edition.days(digest.local_date).start)


def groups_of(numbers: Sequence[Number]) -> list[Group]:
    """The numbers under the days that they are of: what comes first stays first."""
    by_days: dict[Period, list[Number]] = {}
    for number in numbers:
        by_days.setdefault(number.answer.period, []).append(number)
    return [Group(period, _held_against(group), tuple(group)) for period, group in by_days.items()]


def _held_against(group: Sequence[Number]) -> Period | None:
    return next((each.answer.previous_period for each in group if each.answer.previous_period), None)


def _before(before: Period) -> str:
    if before.days == 1:
        return "the day before"
    for unit in (CalendarUnit.WEEK, CalendarUnit.MONTH):
        if unit_bounds(unit, before.start) == (before.start, before.end):
            return f"the {unit} before"
    return f"the {before.days} days before"


def withheld_lines(withheld: Iterable[Withheld]) -> list[tuple[str, str]]:
    """What is withheld, and why with what to look at; numbers with the same reason stand together."""
    titles: dict[str, list[str]] = {}
    for each in withheld:
        sentences = [f"{capital(each.why.reason)}.", *(f"{capital(advice)}." for advice in each.why.advice)]
        titles.setdefault(" ".join(sentences), []).append(each.title)
    return [(", ".join(names), why) for why, names in titles.items()]


def moved_by(answer: Answer) -> str:
    """How far it moved: "+$1,203 (+32.1%)", "+0.4 points"."""
    change = change_text(answer.change) if answer.change else ""
    if answer.unit in {Unit.FRACTION, Unit.RATIO} or answer.value is None or answer.previous is None:
        return change
    return f"{_signed(answer, answer.value - answer.previous)} ({change})"


def reasons_text(mover: Mover) -> str:
    """What moved it: "meta +$900, tiktok +$303", "meta's ad spend rose by $8,200 (+17.0 points)"; the largest alone."""
    return named_text(mover.why) if mover.why else ""


def _signed(answer: Answer, value: Decimal, places: int | None = None) -> str:
    return f"{'+' if value > 0 else ''}{value_text(value, answer.unit, answer.currency, places)}"


def movers_title(digest: Digest) -> str:
    """Whether any of it is out of the ordinary."""
    return "What moved most" if any(each.is_unusual for each in digest.movers) else "What moved most, none unusually"


def origin_text(digest: Digest) -> str:
    """How fresh it is, and of which snapshot."""
    known = [each.answer.freshness for each in digest.numbers if each.answer.freshness]
    stalest = min(known, key=lambda freshness: freshness.through, default=None)
    facts = [freshness_text(stalest).removesuffix(".")] if stalest else []
    if digest.snapshot:
        facts.append(f"Snapshot {digest.snapshot.id}")
    return "  ·  ".join(facts)


def late_text(times: Times) -> str:
    """That it is late, and by how much, in hours of the day."""
    due, written = times.due_at, times.written_at
    day = "" if due.date() == written.date() else f" on {_day(written.date())}"
    return f"⏰ Late: due at {due:%H:%M}, written at {written:%H:%M}{day}."


def _day(day: date) -> str:
    return day_text(day, year=False)
