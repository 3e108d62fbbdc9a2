"""What in a message would do something in Slack beyond being read: calls, links, broken letters, hidden ones."""

import re
from collections.abc import Iterator
from typing import Any

# The only tokens of ours: a person, a conversation, a user group, by an id that Slack gave.
_TOKEN = re.compile(r"<(?:@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+|!subteam\^S[A-Z0-9]+)>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_LOUD = re.compile(r"[*_~`]|^>|@(?:channel|here|everyone)|:[a-z_]+:", re.MULTILINE)
# What no font shows and what turns the rest of a line around.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_RUNS = frozenset({"text", "user", "channel", "usergroup", "date"})
_PROSE = frozenset({"text", "alt_text", "title", "caption", "name", "label", "fallback", "accessibility_label"})


def controls_in(message: Any, known: frozenset[str] = frozenset()) -> list[str]:
    """All that a message's data managed to do. `known`: ids that the bot itself names."""
    return [
        *_of_markup(message.text, known),
        *_unseen("text", message.text),
        *controls_in_blocks(message.blocks, known),
    ]


def controls_in_blocks(blocks: Any, known: frozenset[str] = frozenset()) -> list[str]:
    """The same of blocks, or of a view."""
    return list(_of_value(blocks, known))


def _of_value(value: Any, known: frozenset[str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _of_object(value, known)
        for name, each in value.items():
            if isinstance(each, str) and name in _PROSE:
                yield from _unseen(name, each)
            yield from _of_value(each, known)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _of_value(each, known)


def _of_object(value: dict[str, Any], known: frozenset[str]) -> Iterator[str]:
    kind = str(value.get("type"))
    if kind == "mrkdwn":
        yield from _of_markup(value["text"], known)
        if value.get("verbatim") is not True:
            yield f"mrkdwn that Slack may read names in: {value['text'][:80]!r}"
        yield from (f"styled by data: {each!r}" for each in _styled(value["text"]))
    if kind in {"link", "broadcast", "emoji"} or "url" in value or "image_url" in value:
        yield f"a {kind} that nobody declared: {value}"
    for name in ("user_id", "channel_id", "usergroup_id"):
        if kind in _RUNS and name in value and value[name] not in known:
            yield f"{name} that nobody declared: {value[name]!r}"
    if kind == "plain_text" and value.get("emoji") is not False:
        yield f"plain text that may become a picture: {value['text'][:80]!r}"


def _styled(text: str) -> list[str]:
    """What styles beside the bold of whole lines, which is ours."""
    lines = [re.sub(r"^\*([^*]*)\*$", r"\1", line) for line in text.split("\n")]
    return _LOUD.findall("\n".join(lines))


def _of_markup(text: str, known: frozenset[str]) -> Iterator[str]:
    without = _TOKEN.sub(lambda found: "" if re.sub(r"\W|subteam", "", found[0]) in known else found[0], text)
    for at in re.finditer(r"[<>]", without):
        yield f"a control: {without[at.start() : at.start() + 40]!r}"
    for at in re.finditer("&", _ENTITY.sub("", without)):
        yield f"an escape in pieces: {without[max(at.start() - 20, 0) : at.start() + 20]!r}"


def _unseen(name: str, text: str) -> Iterator[str]:
    yield from (f"unseen in {name}: {each!r}" for each in _UNSEEN.findall(text))
