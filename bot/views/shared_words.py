"""Words that an answer and its explanation share."""

from bot.views.blocks import capital
from metrics.answer import Answer, Period
from metrics.answer.wording import period_text


def covered_text(period: Period) -> str:
    """The name of the period and its days: "Last 30 days · Oct 23 – Nov 21, 2026"; the days once where they are all."""
    days, label = period_text(period), capital(period.label)
    return days if label in ("", days) else f"{label} · {days}"


def formula_text(answer: Answer) -> str:
    """What the number is made of: "CAC = ad spend ÷ new customers"; its name alone where it is a measure itself."""
    if answer.definition.casefold() in ("", answer.title.casefold()):
        return answer.title
    return f"{answer.title} = {answer.definition}"
