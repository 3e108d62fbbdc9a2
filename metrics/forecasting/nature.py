"""How a metric is held against a month's forecast, by what its formula is made of."""

from enum import StrEnum

from metrics.additive import adds_up
from metrics.cash import CashBalance, Expenses
from metrics.expression import Expression
from metrics.formula import Total
from metrics.recurring import Mrr, Times


class Nature(StrEnum):
    """SUM: it adds up over days, so a part of a month is held against a part of its forecast. STOCK: it is of a day,
    and the forecast of the month's last. AS_IT_IS: a share or a mean, which the days of a month share.
    """

    SUM = "sum"
    STOCK = "stock"
    AS_IT_IS = "as it is"


def nature_of(expression: Expression) -> Nature:
    """What the value of this formula over some days is of them."""
    if adds_up(expression) or isinstance(expression, Expenses):
        return Nature.SUM
    if isinstance(expression, Times):
        return nature_of(expression.expression)
    is_stock = isinstance(expression, Total) and expression.measure.is_stock
    return Nature.STOCK if is_stock or isinstance(expression, Mrr | CashBalance) else Nature.AS_IT_IS
