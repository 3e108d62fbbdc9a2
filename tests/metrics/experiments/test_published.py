"""Tests whose results others have published: ours must be theirs."""

import csv
from pathlib import Path

import pytest

from metrics.experiments import always_valid, fixed
from metrics.experiments.model import Arm, Measure
from metrics.experiments.ratio import sample_ratio

pytestmark = pytest.mark.real_data
CONVERSION = Measure.CONVERSION


@pytest.fixture
def arms(published_data: Path) -> dict[tuple[str, str], Arm]:
    """By test and variant."""
    with (published_data / "experiments_public.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        (row["experiment"], row["variant"]): Arm(
            row["variant"], row["variant"] == "gate_30", int(row["users"]), int(row["conversions"])
        )
        for row in rows
    }


@pytest.fixture
def cookie_cats(arms: dict[tuple[str, str], Arm]) -> dict[int, tuple[Arm, Arm]]:
    """Gate 40 and its control, gate 30, by the day of retention."""
    tests = {day: f"cookie_cats_retention_{day}" for day in (1, 7)}
    return {day: (arms[test, "gate_40"], arms[test, "gate_30"]) for day, test in tests.items()}


def test_the_fixed_test_of_cookie_cats(cookie_cats: dict[int, tuple[Arm, Arm]]) -> None:
    """Published: day 7 is 0.82 points lower, 95 % interval -1.33 to -0.31, p .0016; day 1 p .074."""
    interval = fixed.absolute_interval(*cookie_cats[7], CONVERSION, 0.05)

    assert (round(100 * interval.low, 2), round(100 * interval.high, 2)) == (-1.33, -0.31)
    assert round(50 * (interval.low + interval.high), 2) == -0.82
    assert round(fixed.p_value(*cookie_cats[7], CONVERSION), 4) == 0.0016
    assert round(fixed.p_value(*cookie_cats[1], CONVERSION), 3) == 0.074


def test_the_always_valid_interval_of_cookie_cats(cookie_cats: dict[int, tuple[Arm, Arm]]) -> None:
    """Published at alpha .05, tuned to 5,000 users: -1.68 to +0.04 points, which says less than the fixed one."""
    interval = always_valid.absolute_interval(*cookie_cats[7], CONVERSION, 0.05, 5_000)

    assert (round(100 * interval.low, 2), round(100 * interval.high, 2)) == (-1.68, 0.04)


def test_the_sample_ratio_of_cookie_cats(cookie_cats: dict[int, tuple[Arm, Arm]]) -> None:
    """Published: p .0086, which would stop a test at 0.01, and passes at our 0.001."""
    found = sample_ratio(cookie_cats[7], {})

    assert found is not None
    assert round(found.p, 4) == 0.0086
    assert not found.is_off


def test_fifty_percent_more_callbacks(arms: dict[tuple[str, str], Arm]) -> None:
    """Published: white names got 50 % more callbacks than black ones."""
    white, black = arms["resume_callback", "white"], arms["resume_callback", "black"]
    interval = fixed.lift_interval(white, black, CONVERSION, 0.05)

    assert interval is not None
    assert round(white.conversions / black.conversions - 1, 2) == 0.50
    assert 0.2 < interval.low < 0.5 < interval.high < 0.9
    assert fixed.p_value(white, black, CONVERSION) < 0.0001
