"""Each measure as an expression, under its own name, for the declarations to be written in."""

from metrics.formula import Total
from metrics.recurring import Mrr
from store.measures import MEASURES

_TOTALS = {measure.name: Total(measure) for measure in MEASURES}

ORDERS = _TOTALS["orders"]
GROSS_REVENUE = _TOTALS["gross_revenue"]
COGS = _TOTALS["cogs"]
REFUNDS = _TOTALS["refunds"]
REFUNDS_BY_ORDER_DAY = _TOTALS["refunds_by_order_day"]
NEW_CUSTOMERS = _TOTALS["new_customers"]
SPEND = _TOTALS["spend"]
IMPRESSIONS = _TOTALS["impressions"]
CLICKS = _TOTALS["clicks"]
OPEX = _TOTALS["opex"]
FINANCING = _TOTALS["financing"]
CONVERSIONS = _TOTALS["conversions"]
MRR = Mrr(next(measure for measure in MEASURES if measure.name == "mrr"))
