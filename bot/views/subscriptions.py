"""Subscriptions as people see them: what was made, what there is, and what can be done with each."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.subscriptions.due import Due
from bot.subscriptions.reading import EXAMPLE
from bot.subscriptions.subscription import Change, Subscription
from bot.views.action_ids import SUBSCRIPTION
from bot.views.blocks import (
    Element,
    actions,
    bullets,
    button,
    capital,
    channel,
    code,
    context,
    header,
    paragraph,
    person,
    rich,
    runs_text,
    strong,
    words,
)
from bot.views.message import Block, Message, fitted
from bot.views.subscription_posts import schedule_text, when_text

# With their controls; the others are named, and can be changed by typing.
MOST_WITH_CONTROLS = 15
PREVIEW = "preview"
_LABELS = {Change.PAUSE: "Pause", Change.RESUME: "Resume", Change.REMOVE: "Remove", Change.RESTORE: "Undo"}
_HINT = f"/kpi subscribe {EXAMPLE} makes one."
Runs = list[Element]


def made_message(subscription: Subscription, title: str, first: Due) -> Message:
    """How it was read, for who made it: they see at once whether it was meant so."""
    made = [strong(f"Subscribed: {title}"), words("  "), code(subscription.words)]
    return _message((made, _when_and_where(subscription, first)), actions(*_controls(subscription, title, "one")))


def made_note(subscription: Subscription, title: str, first: Due) -> Message:
    """That it was made, for the channel that it is posted in from now on."""
    day = _day_text(first, subscription)
    what = [words(" subscribed this channel to "), strong(title), words("  "), code(subscription.words)]
    when = f": {schedule_text(subscription)}, beginning {day}."
    return _message(
        ([person(subscription.made_by), *what, words(when)],), context("/kpi subscriptions lists and changes them.")
    )


def made_from_elsewhere(subscription: Subscription, title: str, first: Due) -> Message:
    """The same for its maker alone, in a channel in which nothing was typed."""
    return _message(
        ([words("You subscribed this channel to "), strong(title), words(". ")], _when_and_where(subscription, first))
    )


def standing_message(subscription: Subscription, title: str, now: datetime) -> Message:
    """It is there already."""
    return _one("This is subscribed already.", subscription, title, now)


def altered_message(subscription: Subscription, title: str, now: datetime, *, is_as_wished: bool) -> Message:
    """How it stands after a change, or after none."""
    sentence = "" if is_as_wished else "It has been changed since. This is how it stands."
    return _one(sentence, subscription, title, now)


def list_message(listed: Sequence[tuple[Subscription, str]], now: datetime, remark: str = "") -> Message:
    """All of them, with their titles; the first ones with their controls."""
    if not listed:
        return _message(([words("Nothing is subscribed here, and nothing by you.")],), context(_HINT))
    first, rest = listed[:MOST_WITH_CONTROLS], listed[MOST_WITH_CONTROLS:]
    rows = [(_row(*each, now), _controls(*each, "list")) for each in first]
    blocks = [block for row, controls in rows for block in (rich(*map(_line, row)), actions(*controls))]
    more = [_joined(_row(*each, now)) for each in rest]
    text = " ".join(runs_text(_joined(row)) for row, _ in rows)
    left = f" And {len(rest)} more." if rest else ""
    return Message(
        fitted(f"Subscriptions: {text}{left}"),
        (
            header("Subscriptions"),
            *((context(remark),) if remark else ()),
            *blocks,
            *((rich(bullets(more)),) if more else ()),
            context(
                _HINT, *(("/kpi subscriptions pause 3 (resume, remove, send) changes any of them.",) if rest else ())
            ),
        ),
    )


def _one(sentence: str, subscription: Subscription, title: str, now: datetime) -> Message:
    said: tuple[Runs, ...] = ([words(sentence)],) if sentence else ()
    return _message((*said, *_row(subscription, title, now)), actions(*_controls(subscription, title, "one")))


def _message(lines: Sequence[Runs], *below: Block) -> Message:
    return Message(fitted(" ".join(map(runs_text, lines))), (rich(*map(_line, lines)), *below))


def _line(runs: Runs) -> Element:
    return paragraph(*runs)


def _joined(lines: Sequence[Runs]) -> Runs:
    return [run for number, line in enumerate(lines) for run in ([words(" "), *line] if number else line)]


def _row(subscription: Subscription, title: str, now: datetime) -> tuple[Runs, Runs]:
    """What it asks; when, where, how it stands, and whose it is."""
    asked = [strong(f"{subscription.id}  {title}"), words("  "), code(subscription.words)]
    told = [
        *_schedule(subscription),
        words(". "),
        *_standing(subscription, now),
        words(" By "),
        person(subscription.made_by),
        words("."),
    ]
    return asked, told


def _standing(subscription: Subscription, now: datetime) -> Runs:
    if subscription.is_removed:
        return [strong("Removed.")]
    if subscription.is_paused:
        because = f": {subscription.paused_why}" if subscription.paused_why else ""
        return [strong(f"Paused{because}.")]
    return [words(f"Next {when_text(subscription.next_due(now).at, subscription)}.")]


def _when_and_where(subscription: Subscription, first: Due) -> Runs:
    return [*_schedule(subscription), words(f", beginning {_day_text(first, subscription)}.")]


def _schedule(subscription: Subscription) -> Runs:
    when = capital(schedule_text(subscription))
    if subscription.is_direct:
        return [words(f"{when}, by direct message")]
    return [words(f"{when}, in "), channel(subscription.channel)]


def _controls(subscription: Subscription, title: str, scope: str) -> Iterator[Element]:
    if subscription.is_removed:
        yield _button(subscription, title, scope, Change.RESTORE, _LABELS[Change.RESTORE])
        return
    change = Change.RESUME if subscription.is_paused else Change.PAUSE
    yield _button(subscription, title, scope, PREVIEW, "Preview")
    yield _button(subscription, title, scope, change, _LABELS[change])
    yield _button(subscription, title, scope, Change.REMOVE, _LABELS[Change.REMOVE])


def _button(subscription: Subscription, title: str, scope: str, does: str, label: str) -> Element:
    value, said = f"{subscription.id}:{subscription.version}", f"{label}: subscription {subscription.id}, {title}"
    return button(label, f"{SUBSCRIPTION}{scope}:{does}", value, spoken=said)


def _day_text(due: Due, subscription: Subscription) -> str:
    return when_text(due.at, subscription).partition(",")[0]
