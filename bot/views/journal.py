"""The journal as a message: the newest lines, each with when, who, where, what, and what came of it."""

from zoneinfo import ZoneInfo

from bot.journal.book import Found, Wanted
from bot.journal.entry import Kind, Written
from bot.views.blocks import Element, bullets, clipped, code, context, conversation, header, person, rich, words
from bot.views.message import Message, spoken

_MOST_SHOWN = 120
_PLAIN = frozenset({Kind.QUESTION, Kind.OTHER})


def journal_message(wanted: Wanted, found: Found, zone: ZoneInfo) -> Message:
    """For an owner alone."""
    title = f"Who asked for what: {_days(wanted.days)}"
    if not found.lines:
        return Message(spoken(f"{title}: nothing."), (header(title), rich(_paragraph("Nothing that fits."))))
    shown = f"{len(found.lines)} of {found.total:,}" if found.total > len(found.lines) else f"all {found.total:,}"
    more = "To see others: /kpi audit 30d, a person's id, or letters such as refused. All of it: kpibot audit --csv."
    rows = bullets([_row(line, zone) for line in found.lines])
    return Message(
        spoken(f"{title}: {shown}."), (header(title), rich(rows), context(f"The newest first, {shown}. {more}"))
    )


def _row(line: Written, zone: ZoneInfo) -> list[Element]:
    at, entry = line.at.astimezone(zone), line.entry
    who = [words("somebody (erased)")] if entry.user is None else [_who(entry.user)]
    where = [words(" in "), conversation(entry.channel)] if entry.channel and entry.channel[0] in "CG" else []
    what = [] if entry.kind in _PLAIN else [words(f" {entry.kind}:")]
    asked = clipped(entry.words, _MOST_SHOWN) or "(nothing)"
    return [
        words(f"{at:%b} {at.day} {at:%H:%M}  "),
        *who,
        *where,
        *what,
        words(" "),
        code(asked),
        words(f" → {entry.outcome}"),
    ]


def _who(user: str) -> Element:
    return person(user) if user[0] in "UW" else words(user)


def _days(days: int) -> str:
    return "today and yesterday" if days == 1 else f"last {days:,} days"


def _paragraph(text: str) -> Element:
    return {"type": "rich_text_section", "elements": [words(text)]}
