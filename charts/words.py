"""The few words on a picture, taken from the Answer's own sentences so that picture and message agree."""

from dataclasses import replace

from charts.incidents import incident_remark, incidents_of
from charts.series import cut_points, values_of
from metrics.answer import Answer, Change, Comparison, Dashboard, Direction, Status
from metrics.answer.numbers import change_text
from metrics.answer.wording import STATUS_WORDS, freshness_text, movement_text, period_text, target_text

_SIGNS = "+−"


def moved_texts(answer: Answer) -> list[str]:
    """How the number moved, the fullest first: "▲ up 12.4% from $43,100", "▲ up 12.4%"; none without a comparison.

    Several, because a number must not be cut short where the room is.
    """
    words = movement_text(answer)
    if words is None:
        return []
    if answer.previous_period is None:
        # A panel says "vs forecast" above it.
        briefest = [words.split(" the ")[0]] if answer.comparison is Comparison.FORECAST else []
        return _briefer(words, words.split(" of ")[0], *briefest)
    words = words.removesuffix(f" ({period_text(answer.previous_period)})")
    arrow, brief = _arrow(words), words.split(" from ")[0]
    bare = brief.removeprefix("up ").removeprefix("down ")
    texts = [text for text in _briefer(words, brief, bare) if not text.startswith("from ")]
    return [f"{arrow}{text}" for text in texts] or [words]


def is_good(change: Change | None, direction: Direction) -> bool | None:
    """Whether a change is good news; None where it is neither, or too small to be told in words."""
    if change is None or direction is Direction.NEUTRAL or change_text(change)[0] not in _SIGNS:
        return None
    return (change.value > 0) == (direction is Direction.UP_IS_GOOD)


def status_words(status: Status) -> str:
    """A status as a label: "Off target"."""
    return STATUS_WORDS[status].capitalize()


def aim_text(answer: Answer) -> str | None:
    """The target as a label: "target above 5:1"; None where the movement is told as one against the target."""
    is_told = answer.comparison is Comparison.TARGET and bool(moved_texts(answer))
    target = None if is_told else target_text(answer)
    return f"target {target}" if target else None


def footer_candidates(answer: Answer | Dashboard, remarks: tuple[str, ...]) -> list[str]:
    """What stands at the foot, the fullest first: how old the number is, then what the picture's marks mean."""
    freshness = answer.freshness
    through = freshness_text(replace(freshness, held_back_by=None)).removesuffix(".") if freshness else ""
    facts = [fact for fact in (through, *remarks) if fact]
    return [" · ".join(facts[:many]) for many in range(len(facts), 0, -1)]


def trailing_remark(answer: Answer) -> tuple[str, ...]:
    """What a point of the series stands for, where it is more than its own day."""
    is_told = answer.trailing_days is not None and bool(answer.series)
    return (f"each point: {answer.trailing_days} days",) if is_told else ()


def bar_remarks(answer: Answer) -> tuple[str, ...]:
    """What the marks, the pale bars and the grey slots of bars over time mean."""
    remarks = list(incident_remark(incidents_of(answer, [point.day for point in answer.series])))
    if cut_points(answer):
        remarks.append(f"pale: part of a {answer.grain.value}")
    if values_of(answer.series) and any(point.value is None for point in answer.series):
        remarks.append("grey: no value")
    return (*remarks, *trailing_remark(answer))


def snapshot_text(answer: Answer | Dashboard) -> str:
    """Where the number can be looked up again: "snapshot 118"."""
    return f"snapshot {answer.snapshot.id}" if answer.snapshot else ""


def _briefer(*texts: str) -> list[str]:
    """Texts from full to brief, each once, and the last one with its unit abbreviated."""
    short = texts[-1].replace(" points", " pts")
    return list(dict.fromkeys((*texts, short)))


def _arrow(words: str) -> str:
    return {"up": "▲ ", "down": "▼ "}.get(words.split(" ", 1)[0], "")
