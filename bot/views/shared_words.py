"""Words that views share."""

from datetime import datetime

from bot.views.blocks import capital
from metrics.answer import Answer, Period, Status
from metrics.answer.numbers import change_text
from metrics.answer.wording import day_text, movement_text, period_text, status_text

SIGNS = {
    Status.ON_TARGET: "✅",
    Status.OFF_TARGET: "🔶",
    Status.WARNING: "⚠️",
    Status.CRITICAL: "🚨",
}
_ARROWS = {"up": "▲ ", "down": "▼ "}


def standing_text(answer: Answer) -> str:
    """How the number stands, with a sign: "⚠️ Warning (target above 5:1)"; nothing where it is not judged."""
    status = status_text(answer)
    return f"{SIGNS[answer.status]} {capital(status)}" if status else ""


def moved_text(answer: Answer) -> str:
    """How it moved, with an arrow: "▲ Up 4% from $43,100 (…)"; nothing where it is not compared."""
    movement = movement_text(answer) or ""
    return f"{_ARROWS.get(movement.partition(' ')[0], '')}{capital(movement)}"


def changed_text(answer: Answer) -> str:
    """How far it moved, with an arrow: "▲ +4%"; nothing where it is not compared."""
    if answer.change is None:
        return ""
    arrow = "▲ " if answer.change.value > 0 else "▼ " if answer.change.value < 0 else ""
    return f"{arrow}{change_text(answer.change)}"


def covered_text(period: Period) -> str:
    """The name of the period and its days: "Last 30 days · Oct 23 – Nov 21, 2026"; the days once where they are all."""
    days, label = period_text(period), capital(period.label)
    return days if label in ("", days) else f"{label} · {days}"


def formula_text(answer: Answer) -> str:
    """What the number is made of: "CAC = ad spend ÷ new customers"; its name alone where it is a measure itself."""
    if answer.definition.casefold() in ("", answer.title.casefold()):
        return answer.title
    return f"{answer.title} = {answer.definition}"


def moment_text(at: datetime) -> str:
    """A moment as people write it on the day or soon after: "Nov 22, 09:00"."""
    return f"{day_text(at.date(), year=False)}, {at:%H:%M}"
