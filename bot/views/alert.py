"""Episodes as messages: one by itself, or several that came together, and their story for the thread. Pure."""

from collections.abc import Iterator, Sequence
from itertools import chain

from alerts.rules import Severity
from bot.alerting.content import Told
from bot.views.alert_response import with_response
from bot.views.alert_words import (
    NAMES,
    headline,
    levels_text,
    moved_lines,
    sign_of,
    standing,
    title_of,
)
from bot.views.blocks import Element, bullets, context, header, mention, paragraph, rich, runs_text, strong, words
from bot.views.message import Block, Message, fitted, spoken
from bot.views.shared_words import formula_text
from metrics.answer.wording import freshness_text

_MOST_LINES = 12
_MOST_EPISODES = 25


def alert_message(told: Sequence[Told]) -> Message:
    """What is how bad, the worst first; once it is over, what it was. Below: who has taken it up."""
    message = _alone(told[0]) if len(told) == 1 else _together(told)
    explained = told[0].shown.words if len(told) == 1 else None
    return with_response(message, [each.episode for each in told], explained)


def story_message(sentences: Sequence[str], worsened: Sequence[Told]) -> Message:
    """What happened since, for the thread. An edit wakes nobody: who is to know of what `worsened` is named here."""
    lines = (paragraph(words(each)) for each in sentences)
    return Message(fitted(f"{_named(worsened)}{spoken(' '.join(sentences))}"), (rich(*_mentioned(worsened), *lines),))


def _alone(told: Told) -> Message:
    title = f"{sign_of(told.episode)} {headline(told)}"
    facts = [text for text in (f"{standing(told)}.", levels_text(told), _runbook(told)) if text]
    blocks = (
        header(title),
        rich(*_mentioned([told]), *(paragraph(words(fact)) for fact in facts)),
        *(_moved(told) if told.episode.is_open else ()),
        context(_origin(told)),
    )
    return Message(fitted(f"{_named([told])}{spoken(' '.join((f'{title}.', *facts)))}"), blocks)


def _together(told: Sequence[Told]) -> Message:
    ordered = _folded(told)
    title = _title(told)
    shown, rest = ordered[:_MOST_EPISODES], len(ordered) - _MOST_EPISODES
    lists = chain.from_iterable(_listed(each, is_child=is_child) for each, is_child in shown)
    more = [paragraph(words(f"and {rest} more"))] if rest > 0 else []
    sentences = (f"{headline(each)}. {standing(each)}." for each, _ in shown)
    blocks = (header(title), rich(*_mentioned(told), *lists, *more), context(_origin(told[0])))
    return Message(fitted(f"{_named(told)}{spoken(' '.join((f'{title}.', *sentences)))}"), blocks)


def _title(told: Sequence[Told]) -> str:
    standing_now = [each.episode for each in told if each.episode.is_open]
    if not standing_now:
        return f"✅ {len(told)} alerts, all over"
    counted = [(severity, sum(each.severity is severity for each in standing_now)) for severity in reversed(Severity)]
    over = len(told) - len(standing_now)
    texts = [f"{number} {NAMES[severity]}" for severity, number in counted if number]
    sign = sign_of(max(standing_now, key=lambda each: each.severity))
    return f"{sign} {len(told)} alerts: {', '.join((*texts, *([f'{over} over'] if over else [])))}"


def _folded(told: Sequence[Told]) -> list[tuple[Told, bool]]:
    """The worst first; the parts of a number below it."""
    whole = {each.episode.metric for each in told if not each.episode.part}
    heads = [each for each in told if not each.episode.part or each.episode.metric not in whole]
    found: list[tuple[Told, bool]] = []
    for head in sorted(heads, key=_urgency):
        found.append((head, False))
        if not head.episode.part:
            children = (each for each in told if each.episode.part and each.episode.metric == head.episode.metric)
            found += [(child, True) for child in sorted(children, key=_urgency) if (child, True) not in found]
    return found


def _urgency(told: Told) -> tuple[bool, int, str]:
    return not told.episode.is_open, -told.episode.severity, title_of(told)


def _listed(told: Told, *, is_child: bool) -> Iterator[Element]:
    line = (strong(f"{sign_of(told.episode)} {headline(told)}"), words(f"  {standing(told)}"))
    yield bullets([line], indent=int(is_child))
    if _runbook(told):
        yield bullets([(words(_runbook(told)),)], indent=int(is_child) + 1)


def _moved(told: Told) -> Iterator[Block]:
    title, lines = moved_lines(told)
    if lines:
        rows = [(words(f"{name}  "), strong(text)) for name, text in lines[:_MOST_LINES]]
        yield rich(paragraph(strong(title)), bullets(rows))


def _runbook(told: Told) -> str:
    return f"What to do: {told.watched.runbook}" if told.watched and told.watched.runbook else ""


def _people(told: Sequence[Told]) -> list[str]:
    """Who is named: only where it is critical."""
    critical = [each for each in told if each.episode.is_open and each.episode.severity is Severity.CRITICAL]
    return list(dict.fromkeys(chain.from_iterable(each.watched.mentions for each in critical if each.watched)))


def _named(told: Sequence[Told]) -> str:
    return "".join(f"{runs_text([mention(each)])} " for each in _people(told))


def _mentioned(told: Sequence[Told]) -> Iterator[Element]:
    elements = [mention(each) for each in _people(told)]
    if elements:
        yield paragraph(*chain.from_iterable((each, words(" ")) for each in elements))


def _origin(told: Told) -> str:
    facts = [formula_text(told.now)]
    if told.now.freshness:
        facts.append(freshness_text(told.now.freshness).removesuffix("."))
    if told.now.snapshot:
        facts.append(f"Snapshot {told.now.snapshot.id}")
    return "  ·  ".join(facts)
