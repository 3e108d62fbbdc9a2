"""The few words on a picture, taken from the Answer's own sentences so that picture and message agree."""

from dataclasses import replace

from charts.incidents import incident_remark, incidents_of
from charts.series import cut_points, values_of
from metrics.answer import Answer, Change, Dashboard, Direction, Status
from metrics.answer.numbers import change_text
from metrics.answer.wording import STATUS_WORDS, freshness_text, movement_text, period_text, target_text


def moved_texts(answer: Answer) -> list[str]:
    """How the number moved, the fullest first: "▲ up 12.4% from $43,100", "▲ up 12.4%"; none without a comparison.

    Several, because a number must not be cut short where the room is.
    """
    words = movement_text(answer)
    if words is None:
        return []
    if answer.previous_period is None:
        return [words, words.split(" of ")[0]]
    words = words.removesuffix(f" ({period_text(answer.previous_period)})")
    drafts = (words, words.split(" from ")[0], _briefest(words))
    return [f"{_arrow(words)}{text}" for text in dict.fromkeys(drafts) if not text.startswith("from ")] or [words]


def _briefest(words: str) -> str:
    """The change alone, where its arrow says the rest: "0.28 pts"."""
    return words.split(" from ", maxsplit=1)[0].removeprefix("up ").removeprefix("down ").replace(" points", " pts")


def is_good(change: Change | None, direction: Direction) -> bool | None:
    """Whether a change is good news; None where it is neither."""
    # What reads as no change is coloured as none.
    if change is None or change_text(change)[0] not in "+−" or direction is Direction.NEUTRAL:
        return None
    return (change.value > 0) == (direction is Direction.UP_IS_GOOD)


def status_words(status: Status) -> str:
    """A status as a label: "Off target"."""
    return STATUS_WORDS[status].capitalize()


def aim_text(answer: Answer) -> str | None:
    """The target as a label: "target above 5:1"."""
    target = target_text(answer)
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


def _arrow(words: str) -> str:
    return {"up": "▲ ", "down": "▼ "}.get(words.split(" ", 1)[0], "")
