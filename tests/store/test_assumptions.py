"""The assumptions: defaults where nothing is said, and every fault named at once."""

from decimal import Decimal

import pytest

from store.assumptions import Assumptions, AssumptionsError, LtvMethod, RetentionBasis, read_assumptions


def faults_of(content: str) -> tuple[str, ...]:
    with pytest.raises(AssumptionsError) as error:
        read_assumptions(content)
    return error.value.faults


def test_what_is_not_named_keeps_its_default() -> None:
    """A company that assumes nothing of its own gets the definitions of the reference."""
    assert read_assumptions("{}") == Assumptions()
    assert (Assumptions().ltv_method, Assumptions().ltv_horizon_days) == (LtvMethod.OBSERVED, 360)
    assert (Assumptions().grace_days, Assumptions().lifetime_months) == (3, None)


def test_what_is_named_is_taken_exactly() -> None:
    """A target of 0.07 is 0.07, and not the nearest binary fraction."""
    found = read_assumptions(
        '{"ltv_method": "assumed", "lifetime_months": 18.5, "ltv_horizon_days": 180, "grace_days": 0, '
        '"retention_basis": "on_or_after", "targets": {"refundrate": 0.07, "ltvcac": 4}, '
        '"levels": {"runway": {"warning": 9.5}}}'
    )

    assert (found.ltv_method, found.lifetime_months, found.ltv_horizon_days) == (
        LtvMethod.ASSUMED,
        Decimal("18.5"),
        180,
    )
    assert (found.grace_days, found.retention_basis) == (0, RetentionBasis.ON_OR_AFTER)
    assert found.targets == {"refundrate": Decimal("0.07"), "ltvcac": Decimal(4)}
    assert (found.levels["runway"].warning, found.levels["runway"].critical) == (Decimal("9.5"), None)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            '{"ltv_methd": "observed"}',
            "ltv_methd is not known; there are ltv_method, ltv_horizon_days, lifetime_months, ",
        ),
        ('{"ltv_method": "best"}', 'ltv_method is "best" and must be observed, formula or assumed'),
        ('{"ltv_horizon_days": 45}', "ltv_horizon_days is 45 and must be a multiple of 30 from 30 to 360"),
        ('{"ltv_horizon_days": 390}', "ltv_horizon_days is 390 and must be a multiple of 30 from 30 to 360"),
        ('{"ltv_horizon_days": 0}', "ltv_horizon_days is 0 and must be"),
        ('{"lifetime_months": 0}', "lifetime_months is 0 and must be a number above 0 and up to 1200"),
        ('{"lifetime_months": "24"}', 'lifetime_months is "24" and must be a number'),
        ('{"grace_days": 32}', "grace_days is 32 and must be a whole number from 0 to 31"),
        ('{"grace_days": -1}', "grace_days is -1 and must be"),
        ('{"grace_days": true}', "grace_days is true and must be"),
        ('{"grace_days": 2.5}', 'grace_days is "2.5" and must be'),
        ('{"grace_days": null}', "grace_days is null and must be"),
        ('{"refund_rate_basis": "order day"}', 'refund_rate_basis is "order day" and must be refund_day or order_day'),
        ('{"retention_basis": 3}', "retention_basis is 3 and must be within or on_or_after"),
        ('{"targets": [1]}', "targets is [1] and must be a number for each metric's name"),
        ('{"targets": {"cac": "5"}}', 'targets.cac is "5" and must be a number'),
        ('{"targets": {"cac": NaN}}', 'targets.cac is "NaN" and must be a number'),
        ('{"levels": {"cac": 3}}', 'levels.cac is 3 and must be {"warning": number, "critical": number}'),
        ('{"levels": {"cac": {"warn": 3}}}', "levels.cac.warn is not known; there are warning, critical"),
        ('{"levels": {"cac": {"warning": "3"}}}', 'levels.cac.warning is "3" and must be a number'),
        ('{"ltv_method": "assumed"}', "lifetime_months is missing, and ltv_method assumed needs it: a number above 0"),
        ('{"grace_days": 1, "grace_days": 2}', "grace_days stands there twice: keep one of them"),
        ('{"grace_days": 1', "it is not JSON ("),
        ("[]", 'it must hold one JSON object, such as {"grace_days": 3}'),
    ],
)
def test_a_fault_names_the_key_and_what_is_allowed(content: str, fault: str) -> None:
    """Finance mends the file without reading the code."""
    [found] = faults_of(content)

    assert found.startswith(fault)


def test_all_faults_are_named_at_once() -> None:
    """Nobody mends one fault to meet the next."""
    found = faults_of('{"grace": 3, "grace_days": "3", "ltv_method": "assumed", "targets": {"cac": "5"}}')

    assert len(found) == 4


def test_a_name_that_means_nothing_is_a_fault_beside_the_others() -> None:
    """A target for a metric that does not exist would never be looked at."""
    with pytest.raises(AssumptionsError) as error:
        read_assumptions(
            '{"grace_days": 99, "targets": {"cak": 5, "cac": 5}}', lambda n: None if n == "cac" else "is odd"
        )

    assert error.value.faults == ("grace_days is 99 and must be a whole number from 0 to 31", "targets.cak is odd")
