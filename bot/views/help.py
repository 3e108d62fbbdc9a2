"""What can be asked, derived from the commands, the catalogue and the periods."""

from collections.abc import Sequence
from itertools import chain

from bot.language import words_of
from bot.views.action_ids import ASK, PICK
from bot.views.blocks import Element, actions, bullets, button, code, header, menu, paragraph, rich, strong, words
from bot.views.message import Message, spoken
from metrics.catalogue import METRICS
from metrics.metric import Metric
from metrics.period_words import EXAMPLES
from metrics.question import Question

# A menu of Slack's holds no more.
_MOST_OPTIONS = 100
_PICK_TEXT = "Pick a number …"
_EXAMPLES = (
    "/kpi ltvcac",
    "/kpi cac 90d by channel",
    "/kpi revenue mtd vs last year",
    "/kpi refundrate 365d monthly as table",
)


def help_message(usages: Sequence[tuple[str, str]]) -> Message:
    """The help, from each command's usage and help."""
    names = ", ".join(metric.name for metric in METRICS)
    text = (
        f"Ask me for a number. {' '.join(f'{usage}: {what}' for usage, what in usages)} "
        f"Metrics: {names}. Periods: {', '.join(EXAMPLES)}. For example: {', '.join(_EXAMPLES)}."
    )
    return Message(
        spoken(text),
        (
            header("Ask me for a number"),
            rich(bullets((code(usage), words(f"  {what}")) for usage, what in usages)),
            rich(paragraph(strong("Metrics  "), *_codes([metric.name for metric in METRICS]))),
            rich(paragraph(strong("Periods  "), *_codes(EXAMPLES))),
            rich(paragraph(strong("Try  "), *_codes(_EXAMPLES))),
            actions(
                button(_PICK_TEXT, PICK, PICK, primary=True),
                menu("Or pick a metric …", f"{ASK}metric", [_option(metric) for metric in METRICS[:_MOST_OPTIONS]]),
            ),
        ),
    )


def invitation() -> Message:
    """The bot was called by its name, and nothing was asked."""
    start, example = "Which number would you like? Write it behind my name, for example", "cac 90d by channel"
    text = f"{start} “{example}”, or pick one."
    line = paragraph(words(f"{start} "), code(example), words(", or pick one."))
    return Message(spoken(text), (rich(line), actions(button(_PICK_TEXT, PICK, PICK, primary=True))))


def _codes(texts: Sequence[str]) -> list[Element]:
    return list(chain.from_iterable((words("  "), code(text)) if n else (code(text),) for n, text in enumerate(texts)))


def _option(metric: Metric) -> tuple[str, str]:
    return metric.title, words_of(Question(metric.name))
