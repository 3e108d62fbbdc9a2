"""What is said of an experiment, and when nothing is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from metrics.experiments import fixed
from metrics.experiments.model import Arm, Design, Kind, Measure, Reading, Status, Verdict
from metrics.experiments.reading import read, readings
from metrics.experiments.sample_size import users_needed
from metrics.experiments.success import counted, successes

DAY = date(2026, 11, 21)
DESIGN = Design(
    "checkout",
    "Checkout",
    Kind.AB_TEST,
    Status.RUNNING,
    Measure.CONVERSION,
    planned_users=20_000,
    success_threshold=Decimal("0.05"),
)


def arm(variant: str, users: int, conversions: int, revenue: str = "0", squared: str = "0") -> Arm:
    return Arm(variant, variant == "control", users, conversions, Decimal(revenue), Decimal(squared))


def reading(*arms: Arm, design: Design = DESIGN) -> Reading:
    return read(design, {DAY: arms})


def test_the_fixed_test_speaks_at_the_planned_size_only() -> None:
    """Who looks every day and stops at the first p below 5 % finds something in a third of the tests of nothing."""
    early = reading(arm("control", 9_000, 900), arm("new", 9_000, 980))
    late = reading(arm("control", 10_000, 1_000), arm("new", 10_000, 1_090))

    assert [(e.is_always_valid, e.p is None) for e in (*early.effects, *late.effects)] == [(True, True), (False, False)]
    assert (early.verdict, late.verdict) == (Verdict.UNDECIDED, Verdict.WINNER)
    assert (late.winner, late.is_success) == ("new", True)
    assert (early.needed, late.needed) == (2_000, 0)


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.STOPPED])
def test_a_test_that_ended_sooner_keeps_the_always_valid_interval(status: Status) -> None:
    """It was stopped because of what was seen, which the fixed interval knows nothing of."""
    ended = reading(arm("control", 9_000, 900), arm("new", 9_000, 980), design=replace(DESIGN, status=status))

    assert ended.effects[0].is_always_valid
    assert ended.verdict is Verdict.UNDECIDED


def test_a_large_difference_is_found_before_the_planned_size() -> None:
    """A test that is clearly won, or harmful, need not run on."""
    won = reading(arm("control", 5_000, 400), arm("new", 5_000, 600))
    lost = reading(arm("control", 5_000, 600), arm("new", 5_000, 400))

    assert (won.verdict, won.winner, lost.verdict) == (Verdict.WINNER, "new", Verdict.LOSER)


def test_users_who_were_split_wrongly_block_the_verdict() -> None:
    """The variant that loses its unhappy users before they are counted wins every time."""
    found = reading(arm("control", 10_000, 1_000), arm("new", 9_000, 1_100))

    assert found.verdict is Verdict.SAMPLE_RATIO
    assert (found.winner, found.is_success) == (None, False)


def test_the_split_is_held_against_the_allocation() -> None:
    """A test on a tenth of the users is no fault."""
    arms = (arm("control", 18_000, 1_800), arm("new", 2_000, 200))

    assert reading(*arms).verdict is Verdict.SAMPLE_RATIO
    asked = replace(DESIGN, allocation=(("control", 0.9), ("new", 0.1)))
    assert reading(*arms, design=asked).verdict is Verdict.NO_DIFFERENCE
    assert reading(*arms, arm("third", 300, 30), design=asked).verdict is Verdict.SAMPLE_RATIO


def test_too_few_users_say_nothing() -> None:
    """Three of ten against one of ten is not three times as good."""
    few = reading(arm("control", 10, 1), arm("new", 10, 3))

    assert (few.verdict, few.effects) == (Verdict.TOO_SMALL, ())
    assert reading(arm("control", 0, 0), arm("new", 0, 0)).verdict is Verdict.NO_DATA
    assert read(DESIGN, {}).verdict is Verdict.NO_DATA


def test_several_variants_are_held_to_a_higher_bar() -> None:
    """With five variants that do nothing, one in four tests would have a winner."""
    arms = [arm("control", 10_000, 1_000), arm("a", 10_000, 1_085), arm("b", 10_000, 1_000), arm("c", 10_000, 1_000)]
    alone, among = reading(*arms[:2]), reading(*arms)

    assert alone.verdict is Verdict.WINNER
    assert among.verdict is Verdict.NO_DIFFERENCE
    assert among.effects[0].p == pytest.approx(alone.effects[0].p)
    assert among.effects[0].p_holm == pytest.approx(3 * (alone.effects[0].p or 0))


def test_revenue_is_tested_as_by_each_users_own() -> None:
    """The sums must say what the users' own amounts say."""
    spent = {"control": [0.0, 10.0, 25.5, 0.0, 31.0] * 40, "new": [5.0, 12.0, 0.0, 44.0, 20.0] * 50}
    arms = [
        arm(name, len(of), sum(each > 0 for each in of), str(sum(of)), str(sum(each**2 for each in of)))
        for name, of in spent.items()
    ]
    design = replace(DESIGN, measure=Measure.REVENUE, planned_users=450, allocation=(("control", 4.0), ("new", 5.0)))
    (effect,) = reading(*arms, design=design).effects
    theirs = ttest_ind(spent["new"], spent["control"], equal_var=False)

    assert effect.p == pytest.approx(theirs.pvalue)
    interval = theirs.confidence_interval(0.95)
    assert (effect.absolute_interval.low, effect.absolute_interval.high) == pytest.approx((interval.low, interval.high))


def test_how_many_users_a_test_takes_is_what_the_textbook_says() -> None:
    """A test that is too small finds nothing, and one that is too large costs weeks."""
    design = replace(DESIGN, planned_users=None, success_threshold=Decimal("0.1"))
    ours = users_needed(design, [arm("control", 10_000, 1_000), arm("new", 0, 0)])
    size = proportion_effectsize(0.11, 0.10)
    theirs = 2 * NormalIndPower().solve_power(size, alpha=0.05, power=0.8, ratio=1)

    assert ours == pytest.approx(theirs, rel=0.01)
    assert users_needed(replace(design, success_threshold=None), [arm("control", 10_000, 1_000)]) is None


def test_figures_that_cannot_be_are_told() -> None:
    """A verdict on figures that fall, or have two controls, is a verdict on nothing."""
    days = {
        date(2026, 11, 19): (arm("control", 500, 50), arm("new", 500, 60)),
        date(2026, 11, 20): (arm("control", 480, 50), arm("new", 600, 70)),
        DAY: (arm("control", 700, 70), replace(arm("new", 700, 90), is_control=True)),
    }
    faults = read(DESIGN, days).faults

    assert faults[0] == "A test has one control; here there is 2 (control, new)."
    assert faults[1] == "The figures of control fall on Nov 20, 2026, but they are cumulative."


def test_each_day_is_read_as_it_could_have_been_then() -> None:
    """The line of the lift over time would otherwise know how the test ended."""
    design = replace(DESIGN, status=Status.COMPLETED, ended_on=DAY)
    days = {
        date(2026, 11, 20): (arm("control", 5_000, 500), arm("new", 5_000, 520)),
        DAY: (arm("control", 10_000, 1_000), arm("new", 10_000, 1_090)),
    }

    assert [(each.day, each.effects[0].is_always_valid, each.faults) for each in readings(design, days)] == [
        (date(2026, 11, 20), True, ()),
        (DAY, False, ()),
    ]


def test_the_success_rate_counts_completed_tests_that_were_split_well() -> None:
    """A test that was stopped, or split wrongly, neither won nor lost."""
    won = (arm("control", 10_000, 1_000), arm("new", 10_000, 1_200))
    nothing = (arm("control", 10_000, 1_000), arm("new", 10_000, 1_001))
    split = (arm("control", 10_000, 1_000), arm("new", 8_000, 1_200))
    small = (arm("control", 90_000, 9_000), arm("new", 90_000, 9_300))
    completed = replace(DESIGN, status=Status.COMPLETED)
    read_all = [reading(*arms, design=completed) for arms in (won, nothing, split, small)]
    read_all.append(reading(*won, design=replace(completed, status=Status.STOPPED)))
    read_all.append(reading(*won, design=replace(completed, kind=Kind.FEATURE_FLAG)))

    assert len(counted(read_all)) == 3
    # The last is significant, and below the lift that counts.
    assert read_all[3].verdict is Verdict.WINNER
    assert [each.winner for each in successes(read_all)] == ["new"]


COUNTS = st.integers(60, 5_000).flatmap(lambda users: st.tuples(st.just(users), st.integers(20, users - 20)))


@given(COUNTS, COUNTS, st.integers(50, 20_000))
def test_swapping_the_arms_turns_the_difference_round(
    one: tuple[int, int], other: tuple[int, int], planned: int
) -> None:
    """Which variant is called control must not change how far they lie apart."""
    design = replace(DESIGN, planned_users=planned, allocation=(("control", float(one[0])), ("new", float(other[0]))))
    back = replace(design, allocation=(("control", float(other[0])), ("new", float(one[0]))))
    (forth,) = reading(arm("control", *one), arm("new", *other), design=design).effects
    (turned,) = reading(arm("control", *other), arm("new", *one), design=back).effects

    assert forth.absolute == -turned.absolute
    assert forth.absolute_interval.low == pytest.approx(-turned.absolute_interval.high)
    assert forth.absolute in forth.absolute_interval
    assert forth.lift is not None
    assert forth.lift_interval is not None
    assert forth.lift in forth.lift_interval


@given(st.lists(st.floats(0, 1), max_size=6))
def test_holm_never_makes_a_p_value_smaller(p_values: list[float]) -> None:
    """A correction for several variants must not make any of them surer."""
    assert all(after >= before for before, after in zip(p_values, fixed.holm(p_values), strict=True))
