"""Texts as somebody with bad intentions, or a broken export, would write them into the data; and data full of them."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

_Any = TypeVar("_Any")
Poison = Callable[[str], str]

# What calls people, leads elsewhere, styles, turns the line around, breaks it, hides, or breaks a parser.
PIECES = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^S1>",
    "<@U123>",
    "<#C123|general>",
    "<https://evil.example|click here>",
    "<mailto:a@b.c>",
    "<!date^1392734382^{date}|x>",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "&",
    "<",
    ">",
    "&g",
    "@channel",
    "@here",
    "#general",
    "https://evil.example/a?b=<c>",
    "`code`",
    "```\nblock\n```",
    "*bold* _italic_ ~struck~",
    "> quoted",
    ":rotating_light:",
    "\u202eletter-order\u202c",
    "\u2066isolated",
    "\u200b\u200d\ufeff",
    "line\nbreak\r\nand\tmore",
    "\x00",
    "\x1b[31m",
    "\x85\u2028\u2029",
    "\ud800",
    "\udfff\ud83d",
    "🚀👩‍👩‍👧",
    "İßﷺ",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "'; DROP TABLE orders; --",
    "${jndi:ldap://x}",
    "{0} {name} %s %(x)s",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "[red]markup[/red]",
    "$x_1$ and $y^2$",
    "",
    " ",
)
_LONGEST = 10_000


def texts(chance: random.Random) -> Iterator[str]:
    """Hostile pieces, alone, beside ordinary words, one after another, and 10,000 characters of them."""
    while True:
        pieces = chance.choices(PIECES, k=chance.choice((1, 1, 1, 2, 5)))
        text = chance.choice(("", "Meta ", "a" * 70, "b" * 1990)) + chance.choice(("", " ", "x")).join(pieces)
        yield (text * _LONGEST)[:_LONGEST] if chance.random() < 0.1 and text else text


def poison(chance: random.Random) -> Poison:
    """The same hostile text for the same text: what names one thing twice goes on to do so."""
    source, known = texts(chance), dict[str, str]()
    return lambda text: known.setdefault(text, next(source))


def poisoned(value: _Any, fields_of: Mapping[str, tuple[str, ...]], spoil: Poison) -> _Any:
    """The same declaration, tuple or mapping with other texts in the fields that hold data, by their class's name."""
    if isinstance(value, Enum) or not _has_parts(value):
        return value
    if isinstance(value, tuple):
        return tuple(poisoned(each, fields_of, spoil) for each in value)  # type: ignore[return-value]
    spoilt = fields_of.get(type(value).__name__, ())
    changes = {
        each.name: _spoilt(getattr(value, each.name), spoil)
        if each.name in spoilt
        else poisoned(getattr(value, each.name), fields_of, spoil)
        for each in fields(value)  # type: ignore[arg-type]
        if each.init
    }
    return replace(value, **changes)  # type: ignore[type-var]


def _has_parts(value: object) -> bool:
    return isinstance(value, tuple) or (is_dataclass(value) and not isinstance(value, type))


def _spoilt(value: Any, spoil: Poison) -> Any:
    if isinstance(value, str):
        return spoil(value)
    if isinstance(value, tuple):
        return tuple(_spoilt(each, spoil) for each in value)
    return value
