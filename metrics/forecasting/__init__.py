"""Actual numbers against what finance expected. Pure: values by day and a plan in, variances out."""

from metrics.forecasting.against import Actuals, against_forecast
from metrics.forecasting.nature import Nature, nature_of
from metrics.forecasting.plan import Plan, plan_of
from metrics.forecasting.weekdays import EVEN, Weekdays, weekdays_of

__all__ = [
    "EVEN",
    "Actuals",
    "Nature",
    "Plan",
    "Weekdays",
    "against_forecast",
    "nature_of",
    "plan_of",
    "weekdays_of",
]
