"""The fixed-size tests against those of scipy.stats and statsmodels, over arms of every size."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare, norm, t, ttest_ind_from_stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from metrics.experiments.fixed import holm, p_value, quantile
from metrics.experiments.model import Arm, Measure
from metrics.experiments.moments import moments_of
from metrics.experiments.ratio import sample_ratio

USERS = st.integers(2, 10**6)


@st.composite
def arms(draw: st.DrawFn) -> Arm:
    """Users of whom some converted, each for some amount of some spread."""
    users = draw(USERS)
    conversions = draw(st.integers(0, users))
    revenue = Decimal(draw(st.integers(0, 10**8))) / 100
    spread = Decimal(draw(st.integers(1, 10**9))) / 100
    return Arm(
        "new",
        is_control=False,
        users=users,
        conversions=conversions,
        revenue=revenue,
        revenue_squared=revenue**2 / users + spread,
    )


@given(one=arms(), other=arms())
def test_a_test_of_proportions_is_the_pooled_z_test(one: Arm, other: Arm) -> None:
    """A team would ship by another p value than the textbook's."""
    if {one.conversions / one.users, other.conversions / other.users} in ({0.0}, {1.0}):
        return
    _, expected = proportions_ztest((one.conversions, other.conversions), (one.users, other.users))
    assert p_value(one, other, Measure.CONVERSION) == pytest.approx(float(expected), rel=1e-9, abs=1e-300)


@given(one=arms(), other=arms(), alpha=st.floats(0.0001, 0.5))
def test_a_test_of_revenue_is_welchs(one: Arm, other: Arm, alpha: float) -> None:
    """A team would ship by another p value, or another interval, than Welch's."""
    first, second = moments_of(one, Measure.REVENUE), moments_of(other, Measure.REVENUE)
    found = ttest_ind_from_stats(
        *(first.mean, sqrt(first.variance), first.users),
        *(second.mean, sqrt(second.variance), second.users),
        equal_var=False,
    )
    assert p_value(one, other, Measure.REVENUE) == pytest.approx(float(found.pvalue), rel=1e-7, abs=1e-300)
    both = first.of_mean + second.of_mean
    freedom = both**2 / (first.of_mean**2 / (first.users - 1) + second.of_mean**2 / (second.users - 1))
    assert quantile(first, second, Measure.REVENUE, alpha) == pytest.approx(float(t.isf(alpha / 2, freedom)), rel=1e-7)
    assert quantile(first, second, Measure.CONVERSION, alpha) == pytest.approx(float(norm.isf(alpha / 2)), rel=1e-9)


@given(p_values=st.lists(st.floats(0, 1), max_size=8))
def test_many_tests_are_adjusted_as_holm_has_it(p_values: list[float]) -> None:
    """Of many variants one would win by luck."""
    expected = list(multipletests(p_values, method="holm")[1]) if p_values else []
    assert holm(p_values) == pytest.approx(expected)


@given(observed=st.lists(st.integers(1, 10**6), min_size=2, max_size=5))
def test_a_wrong_split_is_found_as_pearson_finds_it(observed: list[int]) -> None:
    """A broken experiment would be believed, or a sound one not."""
    split = [
        Arm(str(number), is_control=number == 0, users=users, conversions=0) for number, users in enumerate(observed)
    ]
    found = sample_ratio(split, {})
    assert found
    assert found.p == pytest.approx(float(chisquare(observed).pvalue), rel=1e-9, abs=1e-300)
