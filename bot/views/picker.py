"""The picker: a form for a question. What is chosen in it becomes words, as if they had been typed after /kpi."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.language import DIMENSIONS, NotUnderstood, read_question
from bot.picked import UNSAID, Field
from bot.views.blocks import Element, menu, option, plain, question, text_field, typeahead
from bot.views.controls import PERIODS
from bot.views.message import Block
from metrics.catalogue import METRICS, SECTIONS, normalized
from metrics.metric import Metric
from metrics.period_words import EXAMPLES

CALLBACK = "picker"
METRIC_MENU = "picker:metric"
# Slack shows no more options of one menu.
_MOST_OPTIONS = 100
_LONGEST_WORDS = 60
_TITLE_LIMIT = 24
# Slack lets nobody empty a menu again: what it stands at untouched can be chosen, too.
_USUAL_TIME, _IN_TOTAL, _AS_USUAL = "The number's usual time", "In total", "With what it usually is"
_COMPARISONS = (
    ("The period before", "vs previous period"),
    ("The same days a year before", "vs last year"),
    ("The target", "vs target"),
)


def picker_view(metadata: str, comparisons: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The modal; `metadata` comes back with what is chosen."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": metadata,
        "title": plain("Ask for a number", _TITLE_LIMIT),
        "submit": plain("Ask", _TITLE_LIMIT),
        "close": plain("Cancel", _TITLE_LIMIT),
        "blocks": list(_fields(comparisons)),
    }


def known_comparisons() -> tuple[tuple[str, str], ...]:
    """The comparisons that the language has words for."""
    return tuple(each for each in _COMPARISONS if _is_understood(f"{METRICS[0].name} {each[1]}"))


def metric_options(typed: str) -> list[Element]:
    """The metrics whose title, name or aliases hold what was typed so far, by section."""
    left, groups = _MOST_OPTIONS, []
    for section, metrics in SECTIONS:
        found = [_option(metric) for metric in metrics if _fits(metric, normalized(typed))][:left]
        left -= len(found)
        if found:
            groups.append({"label": plain(section, _TITLE_LIMIT), "options": found})
    return groups


def _fields(comparisons: Sequence[tuple[str, str]]) -> Iterator[Block]:
    names = typeahead("Type a name: CAC, revenue, …", METRIC_MENU)
    yield question(Field.METRIC, "Which number?", names, optional=False)
    periods = menu(_USUAL_TIME, "picker:period", ((_USUAL_TIME, UNSAID), *PERIODS))
    yield question(Field.PERIOD, "Over which time?", periods)
    typed = text_field(", ".join(EXAMPLES[-4:]), "picker:words", _LONGEST_WORDS)
    yield question(Field.WORDS, "Or another time, in words", typed, hint="It counts instead of the menu above.")
    parts = [(_IN_TOTAL, UNSAID)] + [(f"By {dimension}", f"by {dimension}") for dimension in DIMENSIONS]
    yield question(Field.BY, "Broken down?", menu(_IN_TOTAL, "picker:by", parts))
    if comparisons:
        others = menu(_AS_USUAL, "picker:versus", ((_AS_USUAL, UNSAID), *comparisons))
        yield question(Field.VERSUS, "Compared with what?", others)


def _option(metric: Metric) -> Element:
    return option(metric.title, metric.name, f"/kpi {metric.name}")


def _fits(metric: Metric, typed: str) -> bool:
    return any(typed in normalized(name) for name in (metric.title, metric.name, *metric.aliases))


def _is_understood(text: str) -> bool:
    return not isinstance(read_question(text), NotUnderstood)
