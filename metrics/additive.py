"""Which formulas add up: their value over all days and channels is the sum of those over each."""

from metrics.expression import Expression
from metrics.formula import Difference, Sum, Total


def adds_up(expression: Expression) -> bool:
    """Whether it is made of sums alone. A stock is read on one day, and a share of sums is no sum of shares."""
    if isinstance(expression, Total):
        return not expression.measure.is_stock
    return isinstance(expression, Sum | Difference) and adds_up(expression.left) and adds_up(expression.right)
