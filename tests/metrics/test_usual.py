"""What a day usually is: what is planted is found, and what merely repeats is not."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.holiday_calendar import UnknownCountryError, holidays_of
from metrics.usual import usual_days, usual_of

DAY = date(2026, 11, 16)
WEEKDAYS = (1.0, 0.9, 0.95, 1.0, 1.2, 1.6, 1.4)
Values = Mapping[date, Decimal | None]


def shop(level: float = 1000, *, noise: float = 0.05, growth: float = 0.0, seed: int = 1) -> dict[date, Decimal | None]:
    """A hundred days of a shop with busy weekends."""
    dice = Random(seed)  # noqa: S311  # dice that fall the same each time
    days = [DAY - timedelta(days=back) for back in range(100, -1, -1)]
    return {
        day: Decimal(round(level * WEEKDAYS[day.weekday()] * (1 + growth) ** at * (1 + dice.gauss(0, noise))))
        for at, day in enumerate(days)
    }


def is_unusual(values: Values, day: date = DAY, **how: bool) -> bool:
    usual, value = usual_of(values, day, **how), values[day]
    assert usual is not None
    assert value is not None
    return not usual.low <= value <= usual.high


def test_a_weekend_is_no_news() -> None:
    """Every Saturday would be an alarm, and every Monday another one."""
    values = shop()

    found = usual_days(values, [DAY - timedelta(days=back) for back in range(28)])
    assert len(found) == 28
    assert not any(is_unusual(values, each.day) for each in found)
    saturday = next(each for each in found if each.day.weekday() == 5)
    assert Decimal(1450) < saturday.expected < Decimal(1750)


@pytest.mark.parametrize("factor", ["0.4", "1.8", "0"])
def test_a_shock_is_found_and_moves_nothing(factor: str) -> None:
    """Half a day without a checkout would pass; or the days after it would be measured by it."""
    values = shop()
    expected = usual_of(values, DAY)
    values[DAY] = (values[DAY] or Decimal(0)) * Decimal(factor)
    assert is_unusual(values)

    values = shop()
    shocked = DAY - timedelta(days=7)
    values[shocked] = (values[shocked] or Decimal(0)) * Decimal(factor)
    after = usual_of(values, DAY)
    assert expected is not None
    assert after is not None
    assert abs(after.expected / expected.expected - 1) < Decimal("0.04")
    assert not is_unusual(values)


def test_growth_is_no_news() -> None:
    """A company that grows by a half in a month would be woken every day."""
    values = shop(growth=0.005)

    assert not any(is_unusual(values, DAY - timedelta(days=back)) for back in range(28))


def test_a_missing_day_is_no_zero() -> None:
    """Days that the ETL has not seen would pull the band down to nothing."""
    values = shop()
    complete = usual_of(values, DAY)
    for back in range(1, 56, 5):
        values[DAY - timedelta(days=back)] = None

    usual = usual_of(values, DAY)
    assert usual is not None
    assert complete is not None
    assert abs(usual.expected / complete.expected - 1) < Decimal("0.05")


def test_too_little_is_known_at_first() -> None:
    """In its second week a shop has no usual Tuesday."""
    values = {day: value for day, value in shop().items() if day > DAY - timedelta(days=21)}

    assert usual_of(values, DAY) is None
    assert usual_of({day: Decimal(0) for day in shop()}, DAY) is None


def test_small_counts_stray_more() -> None:
    """Four orders on a day that has nine as a rule are chance, and no reason to call anybody."""
    values: dict[date, Decimal | None] = dict.fromkeys(shop(), Decimal(9))
    values[DAY] = Decimal(4)

    assert is_unusual(values)
    assert not is_unusual(values, is_count=True)


def test_a_holiday_is_no_usual_day() -> None:
    """Christmas would be an alarm each year, and the weeks after it measured by it."""
    is_holiday = holidays_of("CA-ON")
    christmas = date(2026, 12, 25)
    assert is_holiday(christmas)
    assert not is_holiday(date(2026, 12, 23))
    values: dict[date, Decimal | None] = {christmas - timedelta(days=back): Decimal(100) for back in range(-10, 80)}
    values[christmas] = Decimal(5)

    assert usual_of(values, christmas, is_holiday) is None
    assert usual_of(values, christmas + timedelta(days=7), holidays_of("")) is not None
    with pytest.raises(UnknownCountryError, match="write CA-ON"):
        holidays_of("XX")


@given(scale=st.integers(2, 1000), weeks=st.integers(1, 50))
def test_it_is_the_same_in_cents_and_next_year(scale: int, weeks: int) -> None:
    """A company with larger numbers, or a later date, would be judged by another measure."""
    values = shop()
    later = timedelta(weeks=weeks)
    moved = {day + later: None if value is None else value * scale for day, value in values.items()}

    usual, same = usual_of(values, DAY), usual_of(moved, DAY + later)
    assert usual is not None
    assert same is not None
    for one, other in ((usual.expected, same.expected), (usual.low, same.low), (usual.high, same.high)):
        assert abs(one * scale - other) <= abs(other) * Decimal("1e-5")
