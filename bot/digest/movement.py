"""How unusual a movement is: a change held against the changes of the editions of its kind before it. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import mean, median

# Fewer say nothing of what is usual.
FEWEST = 4
# Beyond it a value is called an outlier (Iglewicz and Hoaglin).
UNUSUAL = Decimal("3.5")
_MAD_TO_SD = Decimal("1.4826")
_MEAN_AD_TO_SD = Decimal("1.2533")
_ENDLESS = Decimal("Infinity")


def unusualness(change: Decimal, before: Sequence[Decimal]) -> Decimal | None:
    """How many of its usual deviations a change lies from the usual change; None where too few are known.

    The modified z-score of B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers (1993): the distance from the
    median over 1.4826 times the median absolute deviation, which one odd week does not spoil. Where more than half of
    the changes are alike, the mean absolute deviation takes its place (times 1.2533, as for normal values), and where
    all of them are, any other change is endlessly unusual.
    """
    if len(before) < FEWEST:
        return None
    usual = median(before)
    deviations = [abs(each - usual) for each in before]
    spread = _MAD_TO_SD * median(deviations) or _MEAN_AD_TO_SD * mean(deviations)
    distance = abs(change - usual)
    if not spread:
        return _ENDLESS if distance else Decimal(0)
    return distance / spread
