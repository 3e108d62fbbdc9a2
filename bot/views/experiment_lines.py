"""What is said of experiments, line by line: the same in a message and in a file."""

from collections.abc import Iterator

from bot.views.blocks import capital
from metrics.answer import Dashboard
from metrics.experiments.model import Kind, Reading
from metrics.experiments.pages import FLAGS, LIST, SUCCESS
from metrics.experiments.sentences import (
    days_running,
    guard_texts,
    needed_text,
    signed_money,
    status_text,
    sureness_text,
    verdict_text,
)


def experiment_lines(content: Dashboard) -> Iterator[str]:
    """All that is said of one experiment; of several the verdict of each."""
    if is_of_one(content) and content.experiments:
        yield from lines_of(content.experiments[0], content)
        return
    for each in content.experiments:
        yield f"{each.design.title}, {status_text(each)}: {verdict_text(each, currency_of(content))}."


def lines_of(reading: Reading, content: Dashboard) -> Iterator[str]:
    """The verdict, what it was about, and what stands behind it."""
    verdict, design = verdict_text(reading, currency_of(content)), reading.design
    # Some begin with a variant's name, which is not ours to spell otherwise.
    is_named = any(verdict.startswith(arm.variant) for arm in reading.arms)
    yield f"{verdict if is_named else capital(verdict)}."
    days = days_running(reading)
    length = f", {days:,} days" if days and days > 1 else ""
    hypothesis = f" Hypothesis: {design.hypothesis}." if design.hypothesis else ""
    yield f"{capital(status_text(reading))}{length}.{hypothesis}"
    yield from _impact(content)
    yield from guard_texts(reading)
    yield from filter(None, (needed_text(reading), sureness_text(reading)))
    if design.kind is Kind.FEATURE_FLAG:
        yield "Observational: who has the flag was not drawn by lot, so the difference may have other causes."
    if len(reading.effects) > 1:
        yield f"{len(reading.effects)} variants: each is held to a higher bar, as one of many looks good by chance."


def _impact(content: Dashboard) -> Iterator[str]:
    """What the best variant would bring a month, with its interval."""
    for answer in content.headlines:
        for part in answer.breakdown:
            if answer.value is not None and part.interval is not None:
                middle, low, high = (
                    signed_money(each, answer.currency)
                    for each in (answer.value, part.interval.low, part.interval.high)
                )
                yield f"Revenue a month, if all users of the test saw {part.name}: {middle} ({low} to {high})."


def currency_of(content: Dashboard) -> str:
    """That of its numbers."""
    return content.headlines[0].currency if content.headlines else ""


def is_of_one(content: Dashboard) -> bool:
    """Whether the page is of one experiment."""
    return content.name not in {LIST, SUCCESS, FLAGS}
