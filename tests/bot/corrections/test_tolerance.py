"""How far a number may move before a posted message is put right."""

from decimal import Decimal

import pytest

from bot.corrections.tolerance import Verdict, judged
from metrics.answer import Unit

ONE_PERCENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("unit", "said", "now", "verdict"),
    [
        (Unit.MONEY, "10000", "10100", Verdict.WITHIN),
        (Unit.MONEY, "10000", "10100.50", Verdict.MOVED),
        (Unit.MONEY, "10000", "9899", Verdict.MOVED),
        (Unit.MONEY, "-10000", "-10100", Verdict.WITHIN),
        (Unit.MONEY, "-10000", "-10102", Verdict.MOVED),
        (Unit.MONEY, "0", "0.004", Verdict.SAME),
        (Unit.MONEY, "0", "0.01", Verdict.MOVED),
        (Unit.MONEY, "50", "0", Verdict.MOVED),
        (Unit.COUNT, "3", "4", Verdict.MOVED),
        (Unit.COUNT, "300", "303", Verdict.WITHIN),
        (Unit.RATIO, "3.610", "3.614", Verdict.SAME),
        (Unit.RATIO, "0.100", "0.104", Verdict.SAME),
        (Unit.RATIO, "3.61", "3.70", Verdict.MOVED),
        (Unit.FRACTION, "0.650", "0.656", Verdict.WITHIN),
        (Unit.FRACTION, "0.650", "0.657", Verdict.MOVED),
        (Unit.FRACTION, "0.042", "0.043", Verdict.WITHIN),
        (Unit.FRACTION, "0.042", "0.0431", Verdict.MOVED),
        (Unit.FRACTION, "0.001", "0.002", Verdict.WITHIN),
        (Unit.FRACTION, "-0.001", "0.0011", Verdict.MOVED),
    ],
)
def test_a_number_moves_by_more_than_its_tolerance(unit: Unit, said: str, now: str, verdict: Verdict) -> None:
    """People would be called for rounding, or not be told of what they would have decided otherwise."""
    assert judged(Decimal(said), Decimal(now), unit, ONE_PERCENT) is verdict


@pytest.mark.parametrize(
    ("said", "now", "verdict"),
    [(None, None, Verdict.SAME), (Decimal(1), None, Verdict.GONE), (None, Decimal(1), Verdict.CAME)],
)
def test_no_value_is_not_a_value(said: Decimal | None, now: Decimal | None, verdict: Verdict) -> None:
    """A number that nobody can stand by any more would stay in its message as if it held."""
    assert judged(said, now, Unit.MONEY, ONE_PERCENT) is verdict


def test_no_tolerance_means_all_that_can_be_read() -> None:
    """Who asks for every cent gets every cent, and no correction from $10.00 to $10.00."""
    judgements = [judged(Decimal(10), Decimal(now), Unit.MONEY, Decimal(0)) for now in ("10.004", "10.01")]

    assert judgements == [Verdict.SAME, Verdict.MOVED]
