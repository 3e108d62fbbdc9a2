"""How many tests came to what was hoped of them, and which go wrong."""

from collections.abc import Sequence

from metrics.experiments.model import Kind, Reading, Status, Verdict


def is_running_with_wrong_split(reading: Reading) -> bool:
    """Whether somebody should look at it now: each day that it goes on is lost."""
    return reading.design.status is Status.RUNNING and reading.verdict is Verdict.SAMPLE_RATIO


def counted(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The completed tests whose users were split as they should have been."""
    return tuple(
        each
        for each in readings
        if each.design.kind is Kind.AB_TEST
        and each.design.status is Status.COMPLETED
        and each.day is not None
        and each.verdict is not Verdict.SAMPLE_RATIO
    )


def successes(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Those of them with a significant lift of at least their threshold."""
    return tuple(each for each in counted(readings) if each.is_success)
