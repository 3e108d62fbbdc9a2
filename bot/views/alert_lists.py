"""What is open, what was, which rules there are, and what one would have done: lists, for the asker alone. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import mean

from alerts.episodes import Episode
from alerts.grammar import rule_words
from alerts.trials import Trial
from alerts.watching import Watched
from bot.alerting.content import Told
from bot.views.alert_words import NAMES, headline, lasted, number, sign_of, standing, title_of
from bot.views.blocks import Element, bullets, code, context, header, paragraph, people, rich, runs_text, strong, words
from bot.views.durations import duration_text
from bot.views.message import Message, fitted, spoken
from metrics.answer.wording import day_text

Line = tuple[str, tuple[Element, ...]]
_MOST = 25
_DAY_SECONDS = 86_400
_NOWHERE = "KPIBOT_ALERTS names no channel, so the default rules are judged and logged, and told to nobody."


def open_message(told: Sequence[Told], rules: Iterable[Watched]) -> Message:
    """What is open now, how bad and for how long."""
    title = f"{len(told)} open alert{'' if len(told) == 1 else 's'}" if told else "No open alerts"
    lines = [(f"{sign_of(each.episode)} {headline(each)}", _standing(each)) for each in told]
    nowhere = [_NOWHERE] if any(each.place is None for each in rules) else []
    return _listed(title, lines, nowhere)


def history_message(told: Sequence[Told], days: int) -> Message:
    """What was open in the last days, the newest first, and how long it took to be over."""
    title = f"{len(told)} alert{'' if len(told) == 1 else 's'} in the last {days} days"
    lines = [(f"{sign_of(each.episode)} {title_of(each)}", (words(_told_of(each)),)) for each in reversed(told)]
    episodes = [each.episode for each in told]
    acknowledged = _since_opened((each.opened_at, each.first_held_at) for each in episodes)
    resolved = _since_opened((each.opened_at, each.ended_at) for each in episodes)
    means = [
        *([f"Mean time to acknowledge: {_length(acknowledged)}, over {len(acknowledged)}."] if acknowledged else []),
        *([f"Mean time to resolve: {_length(resolved)}, over {len(resolved)} that ended."] if resolved else []),
    ]
    return _listed(title, lines, means)


def rules_message(rules: Sequence[Watched]) -> Message:
    """Each rule by its name, as it can be typed."""
    title = f"{len(rules)} alert rules"
    rows = [(strong(f"{each.key}  "), code(rule_words(each)), words(_muted(each) or " ")) for each in rules[:_MOST]]
    text = "; ".join(f"{each.key}: {rule_words(each)}{_muted(each)}" for each in rules)
    return Message(spoken(f"{title}. {text}."), (header(title), rich(bullets(rows))))


def trial_message(watched: Watched, trial: Trial, told: Sequence[Told]) -> Message:
    """How often a rule would have fired, how long, and how often again within a week."""
    times = {0: "would not have fired", 1: "would have fired once"}
    fired = times.get(len(told), f"would have fired {len(told)} times")
    days = f"from {day_text(trial.first)} to {day_text(trial.last)}"
    lines = [(f"{sign_of(each.episode)} {title_of(each)}", (words(_told_of(each)),)) for each in told]
    flaps = f"{trial.flaps} of them within a week of the one before." if trial.flaps else "None soon after another."
    return _listed(f"It {fired} {days}", lines, [rule_words(watched), *([flaps] if told else [])])


def said(sentence: str) -> Message:
    """A sentence."""
    return Message(spoken(sentence), (rich(paragraph(words(sentence))),))


def _listed(title: str, lines: Sequence[Line], remarks: Sequence[str]) -> Message:
    shown = [(strong(f"{head}  "), *rest) for head, rest in lines[:_MOST]]
    more = [(words(f"and {len(lines) - _MOST} more"),)] if len(lines) > _MOST else []
    body = [rich(bullets([*shown, *more]))] if shown else []
    notes = [context(*remarks)] if remarks else []
    sentences = [spoken(f"{title}."), *(f"{spoken(head)}, {runs_text(rest)}." for head, rest in lines)]
    return Message(fitted(" ".join((*sentences, *map(spoken, remarks)))), (header(title), *body, *notes))


def _standing(told: Told) -> tuple[Element, ...]:
    """How bad, for how long, and who has taken it up."""
    return (words(f"{standing(told)}, for {_age(told)}"), *_held(told.episode))


def _held(episode: Episode) -> tuple[Element, ...]:
    if episode.hold is None:
        return (words("; nobody has acknowledged it"),)
    verb = "put off" if episode.hold.is_snooze else "acknowledged"
    return (words(f"; {verb} by "), *people(episode.hold.people))


def _since_opened(times: Iterable[tuple[datetime | None, datetime | None]]) -> list[timedelta]:
    return [end - begin for begin, end in times if begin and end]


def _told_of(told: Told) -> str:
    """ "critical, Sep 14 – Oct 9, 2026 (25 days), $75.91 at worst"."""
    episode = told.episode
    since = day_text(episode.since, year=episode.ended_on is None or episode.since.year != episode.ended_on.year)
    until = f" – {day_text(episode.ended_on)} ({lasted(episode)})" if episode.ended_on else ", still open"
    ending = "" if episode.is_open else f", {episode.ending}"
    return f"{NAMES[episode.worst_severity]}, {since}{until}, {number(told, episode.worst)} at worst{ending}"


def _age(told: Told) -> str:
    through = told.now.freshness.through if told.now.freshness else told.now.period.end
    days = (through - told.episode.since).days + 1
    return "1 day" if days == 1 else f"{days} days"


def _length(took: Sequence[timedelta]) -> str:
    seconds = mean(each.total_seconds() for each in took)
    days = seconds / _DAY_SECONDS
    return f"{days:.1f} days" if days >= 1 else duration_text(seconds)


def _muted(watched: Watched) -> str:
    return " (muted)" if watched.is_muted else ""
