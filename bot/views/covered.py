"""The days that a number covers, as a message says them."""

from bot.views.blocks import capital
from metrics.answer import Period
from metrics.answer.wording import period_text


def covered_text(period: Period) -> str:
    """The name of the period and its days: "Last 30 days · Oct 23 – Nov 21, 2026"; the days once where they are all."""
    days, label = period_text(period), capital(period.label)
    return days if label in ("", days) else f"{label} · {days}"
