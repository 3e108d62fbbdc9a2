"""What an Answer says of a forecast: each month's actual value against it, and where the year lands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Variance:
    """How far an actual value lies from what was expected.

    `share` is of the expected value, None where that is zero or less; of a share of one there is none, because `value`
    is in points. `is_good` is None where neither way is better, or nothing differs.
    """

    value: Decimal
    share: Decimal | None
    is_good: bool | None


@dataclass(frozen=True)
class PlannedMonth:
    """One month. `forecast`, `low` and `high` are of the whole of it.

    `expected`: the forecast of the days that `actual` is of, up to `through`. A month to come has neither; one without
    a forecast has no `expected`.
    """

    month: date
    forecast: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    actual: Decimal | None = None
    expected: Decimal | None = None
    variance: Variance | None = None
    through: date | None = None
    is_running: bool = False


@dataclass(frozen=True)
class Landing:
    """Where the year comes to: actual to date, and the forecast of what remains of it.

    `value` is None exactly where `reason` says why. `low` and `high` take those cases for what remains; `forecast` is
    of the whole year, where each of its months has one.
    """

    year: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    forecast: Decimal | None = None
    variance: Variance | None = None
    reason: str | None = None


@dataclass(frozen=True)
class AgainstForecast:
    """A metric against its forecast, month by month. `landing` is there for what adds up over days alone.

    `variance`: how far the number over the asked days lies from what was expected of them.
    """

    months: tuple[PlannedMonth, ...]
    landing: Landing | None = None
    variance: Variance | None = None
