"""Words that are no question: what was understood, what was not, and the nearest readings to press."""

from bot.language import NotUnderstood, read_question
from bot.shown import Face, Shown
from bot.views.action_ids import ASK
from bot.views.blocks import Element, actions, button, clipped, code, paragraph, rich, words
from bot.views.message import Block, Message, spoken
from metrics.catalogue import find_metric
from metrics.dashboard import Layout
from metrics.period_words import EXAMPLES
from metrics.question import Question

_MOST = 5
_SHOWN_OF_TEXT = 120


def not_understood(read: NotUnderstood, face: Face = Face.ANSWER) -> Message:
    """Says it to the asker, and guesses nothing."""
    near = _near(read)
    sentences = [_complaint(read), *_understood(read), _advice(read, has_near=bool(near))]
    blocks: list[Block] = [rich(paragraph(words(" ".join(sentences))))]
    if near:
        blocks.append(actions(*(_ask(index, question, face) for index, question in enumerate(near))))
    offered = f" {', '.join(_label(question) for question in near)}." if near else ""
    return Message(spoken(" ".join(sentences) + offered), tuple(blocks))


def explain_what() -> Message:
    """Explain was asked for without saying of what."""
    start, example = "Which number shall I explain? For example:", "/kpi explain ltvcac 90d"
    return Message(spoken(f"{start} {example}"), (rich(paragraph(words(f"{start} "), code(example))),))


def nothing_to_explain() -> Message:
    """Explain was asked for of a message or thread that holds no answer."""
    start, example = "I find no number of mine here to explain. Name one, for example:", "explain ltvcac 90d"
    return Message(spoken(f"{start} {example}"), (rich(paragraph(words(f"{start} "), code(example))),))


def no_such_period(layout: Layout, text: str) -> Message:
    """A page was asked for over days that are none."""
    shown = clipped(text, _SHOWN_OF_TEXT)
    sentence = f"I don't know the period “{shown}”. {layout.title} takes any of {', '.join(EXAMPLES)}, or none."
    button_to_page = button(layout.title, f"{ASK}0", layout.name, primary=True)
    return Message(spoken(sentence), (rich(paragraph(words(sentence))), actions(button_to_page)))


def _near(read: NotUnderstood) -> list[Question]:
    questions = [read_question(text) for text in read.suggestions[:_MOST]]
    return [question for question in questions if isinstance(question, Question)]


def _complaint(read: NotUnderstood) -> str:
    unknown = read.unknown.strip()
    if not unknown or unknown == read.understood:
        return "That names no metric."
    shown = unknown if len(unknown) <= _SHOWN_OF_TEXT else f"{unknown[:_SHOWN_OF_TEXT]}…"
    return f"I don't know “{shown}”."


def _understood(read: NotUnderstood) -> list[str]:
    return [f"I understood “{read.understood}”."] if read.understood else []


def _advice(read: NotUnderstood, *, has_near: bool) -> str:
    if has_near:
        return "Did you mean:"
    if read.understood:
        return f"Name a metric as well, for example “ltvcac {read.understood}”. /kpi help lists them all."
    return f"Ask for a metric and a period, for example “revenue {EXAMPLES[0]}”. /kpi help lists them all."


def _ask(index: int, question: Question, face: Face) -> Element:
    return button(_label(question), f"{ASK}{index}", Shown(question, face).words, primary=index == 0)


def _label(question: Question) -> str:
    metric = find_metric(question.metric)
    by = f" by {question.by}" if question.by else ""
    return f"{metric.title if metric else question.metric}, {question.period.words}{by}"
