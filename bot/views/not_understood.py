"""Words that are no question: what was understood, what was not, and the nearest readings to press."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language import DIMENSIONS, NotUnderstood, Trouble, Why
from bot.shown import Face, Page, Shown
from bot.views.action_ids import ASK
from bot.views.blocks import Element, actions, button, clipped, code, paragraph, rich, words
from bot.views.message import Block, Message, spoken
from metrics.catalogue import find_metric
from metrics.catalogue.dashboards import find_dashboard
from metrics.dashboard import Layout
from metrics.period_words import EXAMPLES
from metrics.periods import DEFAULT_PERIOD
from metrics.question import Question

_MOST = 5
_MOST_COMPLAINTS = 4
_SHOWN_OF_TEXT = 120
_COMPLAINTS = {
    Why.UNKNOWN: "I don't know “{typed}”.",
    Why.NO_METRIC: "That names no metric.",
    Why.METRICS: "You named more than one metric, {named}; I answer one at a time.",
    Why.PERIODS: "You named more than one period, {named}; I answer one at a time.",
    Why.OPTIONS: "You asked for {named}; I can do only one of these at a time.",
    Why.COMPARISON: "I can't do “{typed}”: I compare with the previous period, last year or the target.",
    Why.DIMENSION: f"I can't do “{{typed}}”: I break down by {', '.join(DIMENSIONS)}, day, week or month.",
    Why.VIEW: "I can't do “{typed}”: I show a chart, a line, bars or a table.",
    Why.CHANNEL: "I can't show “{typed}” alone, only all channels beside each other.",
    Why.TOO_LONG: "That is longer than I can read.",
}
# Both are understood; only one can be had.
_CHOICES = frozenset({Why.METRICS, Why.PERIODS, Why.OPTIONS})


def not_understood(read: NotUnderstood, face: Face = Face.ANSWER) -> Message:
    """Says it to the asker, and guesses nothing."""
    near = [replace(shown, face=face) for shown in read.suggestions[:_MOST]]
    sentences = [complaint(read), *_understood(read), _advice(read, has_near=bool(near))]
    blocks: list[Block] = [rich(paragraph(words(" ".join(sentences))))]
    if near:
        blocks.append(actions(*(_ask(index, shown) for index, shown in enumerate(near))))
    offered = f" {'; '.join(_label(shown) for shown in near)}." if near else ""
    return Message(spoken(" ".join(sentences) + offered), tuple(blocks))


def complaint(read: NotUnderstood) -> str:
    """What stands in the way, in sentences."""
    return " ".join(_complaint(trouble) for trouble in read.troubles[:_MOST_COMPLAINTS])


def command_meant(text: str, name: str) -> Message:
    """The first word is nearly a command's; the rest is kept."""
    first, _, rest = text.strip().partition(" ")
    meant = clipped(f"{name} {rest}".strip(), _SHOWN_OF_TEXT)
    sentence = f"I don't know “{clipped(first, _SHOWN_OF_TEXT)}”. Did you mean:"
    shown = actions(button(meant, f"{ASK}0", f"{name} {rest}".strip(), primary=True))
    return Message(spoken(f"{sentence} {meant}"), (rich(paragraph(words(sentence))), shown))


def explain_what() -> Message:
    """Explain was asked for without saying of what."""
    start, example = "Which number shall I explain? For example:", "/kpi explain ltvcac 90d"
    return Message(spoken(f"{start} {example}"), (rich(paragraph(words(f"{start} "), code(example))),))


def outlook_what() -> Message:
    """An outlook was asked for without saying of what."""
    start, example = "An outlook of which number? For example:", "/kpi outlook revenue 90d"
    return Message(spoken(f"{start} {example}"), (rich(paragraph(words(f"{start} "), code(example))),))


def why_what() -> Message:
    """Why was asked without saying of what."""
    start, example = "Why did which number move? For example:", "/kpi why cac last week"
    return Message(spoken(f"{start} {example}"), (rich(paragraph(words(f"{start} "), code(example))),))


def explain_one_of(page: Page) -> Message:
    """Explain was asked for of a page, which has no formula of its own."""
    layout = find_dashboard(page.name)
    metrics = dict.fromkeys(panel.metric for panel in layout.panels) if layout else {}
    shown = [Shown(Question(name, page.period or DEFAULT_PERIOD), Face.EXPLANATION) for name in metrics]
    sentence = f"{page.title} has no formula of its own. Which of its numbers shall I explain?"
    buttons = actions(*(button(each.title, f"{ASK}{index}", each.words) for index, each in enumerate(shown)))
    return Message(spoken(sentence), (rich(paragraph(words(sentence))), buttons))


def nothing_to_explain() -> Message:
    """Explain was asked for of a message or thread that holds no answer."""
    start, example = "I find no number of mine here to explain. Name one, for example:", "explain ltvcac 90d"
    return Message(spoken(f"{start} {example}"), (rich(paragraph(words(f"{start} "), code(example))),))


def no_such_period(layout: Layout, text: str) -> Message:
    """A page was asked for over days that are none."""
    shown = clipped(text, _SHOWN_OF_TEXT)
    sentence = f"I don't know “{shown}” as a period. {layout.title} takes any of {', '.join(EXAMPLES)}, or none."
    button_to_page = button(layout.title, f"{ASK}0", layout.name, primary=True)
    return Message(spoken(sentence), (rich(paragraph(words(sentence))), actions(button_to_page)))


def _complaint(trouble: Trouble) -> str:
    words = tuple(clipped(word, _SHOWN_OF_TEXT) for word in trouble.words)
    return _COMPLAINTS[trouble.why].format(typed=clipped(" ".join(words), _SHOWN_OF_TEXT), named=_listed(words))


def _listed(words: Sequence[str]) -> str:
    named = [*words[:_MOST], *(["others"] if len(words) > _MOST else [])]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)


def _understood(read: NotUnderstood) -> list[str]:
    return [f"I understood “{read.understood}”."] if read.understood else []


def _advice(read: NotUnderstood, *, has_near: bool) -> str:
    if has_near:
        is_choice = {trouble.why for trouble in read.troubles} <= _CHOICES
        return "Which one do you mean?" if is_choice else "Did you mean:"
    if read.understood:
        return f"Name a metric as well, for example “ltvcac {read.understood}”. /kpi help lists them all."
    return f"Ask for a metric and a period, for example “revenue {EXAMPLES[0]}”. /kpi help lists them all."


def _ask(index: int, shown: Shown) -> Element:
    return button(_label(shown), f"{ASK}{index}", shown.words, primary=index == 0)


def _label(shown: Shown) -> str:
    metric = find_metric(shown.question.metric)
    rest = replace(shown, face=Face.ANSWER).words.removeprefix(shown.question.metric).strip()
    return f"{metric.title if metric else shown.question.metric}, {rest}"
