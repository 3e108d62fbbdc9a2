"""Small Block Kit pieces. Data goes into plain_text and rich_text alone: there it can neither call people nor style."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.legible import legible
from bot.views.message import Block, escaped, fitted

_HEADER_LIMIT = 150
_BUTTON_LIMIT = 75
_VALUE_LIMIT = 2000
_OPTION_LIMIT = 75
_OPTION_VALUE_LIMIT = 150
_CONTEXT_LIMIT = 3000
_PLACEHOLDER_LIMIT = 150
_LABEL_LIMIT = 2000
_MOST_IN_CONTEXT = 10
_FIELD_LIMIT = 2000
_MOST_FIELDS = 10
_RUN_LIMIT = 3000
_DEEPEST = 8

# What Slack reads in mrkdwn as anything but itself.
_MARKUP = re.compile(r"[*_~`<>&\n]|@|#|:\S+:|://")

Element = dict[str, Any]


def clipped(text: str, limit: int) -> str:
    """The text, at most so many characters long."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"


def plain(text: str, limit: int) -> Element:
    """A plain_text object."""
    return {"type": "plain_text", "text": clipped(legible(text), limit) or " ", "emoji": False}


def header(text: str) -> Block:
    """A headline."""
    return {"type": "header", "text": plain(text, _HEADER_LIMIT)}


def words(text: str) -> Element:
    """A run of ordinary text."""
    return {"type": "text", "text": clipped(legible(text), _RUN_LIMIT) or " "}


def strong(text: str) -> Element:
    """A run of bold text."""
    return {**words(text), "style": {"bold": True}}


def conversation(id_: str) -> Element:
    """A channel, or a person's direct messages, by the name that Slack shows it under."""
    if id_[:1] in {"U", "W"}:
        return {"type": "user", "user_id": id_}
    return {"type": "channel", "channel_id": id_}


def code(text: str) -> Element:
    """A run that can be typed."""
    return {**words(text), "style": {"code": True}}


def mention(id_: str) -> Element:
    """Whoever is to be named so that they notice: a person, or a user group (S…)."""
    return {"type": "usergroup", "usergroup_id": id_} if id_.startswith("S") else person(id_)


def person(user: str) -> Element:
    """A person's name, by their id."""
    return {"type": "user", "user_id": user}


def people(users: Sequence[str]) -> list[Element]:
    """Names with commas between them."""
    named = [person(each) for each in users]
    return [run for each in named[:-1] for run in (each, words(", "))] + named[-1:]


def channel(channel_id: str) -> Element:
    """A channel's name, by its id."""
    return {"type": "channel", "channel_id": channel_id}


def runs_text(runs: Sequence[Element]) -> str:
    """Runs as the text of a message says them."""
    return fitted("".join(_run_text(run) for run in runs))


def paragraph(*runs: Element) -> Element:
    """Runs on one line of a rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def bullets(rows: Iterable[Sequence[Element]], indent: int = 0) -> Element:
    """A list, each row of it made of runs."""
    items = [paragraph(*row) for row in rows]
    return {"type": "rich_text_list", "style": "bullet", "indent": min(indent, _DEEPEST), "elements": items}


def rich(*parts: Element) -> Block:
    """Paragraphs and lists in one block."""
    return {"type": "rich_text", "elements": list(parts)}


def titled_field(title: str, *lines: str) -> Element:
    """A bold title over some lines, to stand beside others."""
    return _with_bold(0, title, *filter(None, lines))


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [plain(text, _CONTEXT_LIMIT) for text in texts[:_MOST_IN_CONTEXT]]}


def fields(*texts: Element) -> Block:
    """Short texts beside each other; below each other on a phone."""
    return {"type": "section", "fields": list(texts[:_MOST_FIELDS])}


def field(text: str) -> Element:
    """Any text, for a field."""
    return plain(text, _FIELD_LIMIT)


def number_field(name: str, number: str) -> Element:
    """A name above a bold number."""
    return _with_bold(1, name, number)


def button(text: str, action_id: str, value: str, *, primary: bool = False, spoken: str = "") -> Element:
    """A button that carries a value. `spoken`: what screen readers say in place of its text."""
    style = {"style": "primary"} if primary else {}
    label = {"accessibility_label": clipped(legible(spoken), _BUTTON_LIMIT)} if spoken else {}
    shown = {"type": "button", "text": plain(text, _BUTTON_LIMIT), "action_id": action_id}
    # No words that can be read are so long.
    return {**shown, "value": value[:_VALUE_LIMIT], **style, **label}


def menu(placeholder: str, action_id: str, options: Sequence[tuple[str, str]], chosen: str | None = None) -> Element:
    """A menu of (text, value), with the option of one value already chosen; without those that Slack can't carry."""
    fitting = [(text, value) for text, value in options if len(value) <= _OPTION_VALUE_LIMIT]
    shown = [{"text": plain(text, _OPTION_LIMIT), "value": value} for text, value in fitting]
    initial = next(({"initial_option": option} for option in shown if option["value"] == chosen), {})
    hint = plain(placeholder, _OPTION_LIMIT)
    return {"type": "static_select", "action_id": action_id, "placeholder": hint, "options": shown, **initial}


def typeahead(placeholder: str, action_id: str) -> Element:
    """A menu whose options the bot is asked for, letter by letter, from none on."""
    hint = plain(placeholder, _OPTION_LIMIT)
    return {"type": "external_select", "action_id": action_id, "placeholder": hint, "min_query_length": 0}


def option(text: str, value: str, description: str) -> Element:
    """An option of a menu, with small print."""
    return {
        "text": plain(text, _OPTION_LIMIT),
        "value": value,
        "description": plain(description, _OPTION_LIMIT),
    }


def text_field(placeholder: str, action_id: str, longest: int) -> Element:
    """A line to type in."""
    hint = plain(placeholder, _PLACEHOLDER_LIMIT)
    return {"type": "plain_text_input", "action_id": action_id, "placeholder": hint, "max_length": longest}


def question(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = True) -> Block:
    """A field of a modal; faults are shown below it by its `block_id`."""
    note = {"hint": plain(hint, _PLACEHOLDER_LIMIT)} if hint else {}
    field = {"type": "input", "block_id": block_id, "label": plain(label, _LABEL_LIMIT), "element": element}
    return {**field, "optional": optional, **note}


def actions(*elements: Element) -> Block:
    """Controls beside each other."""
    return {"type": "actions", "elements": list(elements)}


def picture(file_id: str, alt_text: str) -> Block:
    """An uploaded picture."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": legible(alt_text)}


def _with_bold(bold: int, *lines: str) -> Element:
    """Lines of which one is bold; none is, where Slack would read more than words in any of them."""
    if any(_MARKUP.search(line) for line in lines) or not lines[bold].strip():
        return field("\n".join(lines))
    shown = [f"*{line.strip()}*" if at == bold else line for at, line in enumerate(map(legible, lines))]
    text = "\n".join(shown)
    # Where it had to be cut, the end of the bold could be missing.
    return field("\n".join(lines)) if len(text) > _FIELD_LIMIT else {"type": "mrkdwn", "text": text, "verbatim": True}


def _run_text(run: Element) -> str:
    if run["type"] == "user":
        return f"<@{run['user_id']}>"
    if run["type"] == "usergroup":
        return f"<!subteam^{run['usergroup_id']}>"
    return f"<#{run['channel_id']}>" if run["type"] == "channel" else escaped(run["text"])
