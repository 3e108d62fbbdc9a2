"""Payloads that are not what they should be: made of real ones, in one to three places."""

import copy
import random
from collections.abc import Iterator
from typing import Any

from hostile import PIECES

Path = tuple[Any, ...]
# What stands in place of what was there, whatever that was.
JUNK: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    10**30,
    1e308,
    float("nan"),
    True,
    [],
    {},
    [[]],
    [None],
    {"id": None},
    {"": {}},
    "x" * 10_000,
    "9" * 400,
    "99999999999.000001",
    "https://evil.example/collect",
    "file:///etc/passwd",
    "{}",
    "[1",
    '{"channel": "C1", "admin": true}',
    '{"channel": 7}',
    "explain " * 500,
    "subscriptions remove 1",
    "1:1",
    "none:none",
    *(
        f"{each}x"
        for each in ("show:", "ask:", "open:", "home:tab:", "home:open:", "sub:one:", "sub:list:pause", "alert:")
    ),
    *("pick", "home:star", "home:unstar", "sub:one:remove", "sub:list:restore", "alert:take", "alert:snooze"),
    *PIECES,
)


def mutant(payload: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Another payload than this one."""
    changed = copy.deepcopy(payload)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _change(changed, chance.choice(list(_paths(changed)) or [("x",)]), chance)
    return changed


def nested(depth: int) -> dict[str, Any]:
    """Objects in objects."""
    found: dict[str, Any] = {}
    for _ in range(depth):
        found = {"blocks": [found]}
    return found


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:
    parts: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*above, name)
        yield from _paths(part, (*above, name))


def _change(payload: Any, path: Path, chance: random.Random) -> None:
    parent = payload
    for name in path[:-1]:
        parent = parent[name]
    name, does = path[-1], chance.choice(("replace", "replace", "replace", "remove", "wrap", "double", "add"))
    if name not in (parent if isinstance(parent, dict) else range(len(parent))):
        parent[name] = chance.choice(JUNK)
        return
    match does:
        case "remove":
            del parent[name]
        case "wrap":
            parent[name] = chance.choice(([parent[name]], {"value": parent[name]}))
        case "double":
            parent[name] = parent[name] * 2 if isinstance(parent[name], str | list) else nested(chance.choice((3, 200)))
        case "add" if isinstance(parent, dict):
            parent[chance.choice(("view", "command", "type", "channel", "event", "thread_ts", "team"))] = _junk(chance)
        case _:
            parent[name] = _junk(chance)


def _junk(chance: random.Random) -> Any:
    return copy.deepcopy(chance.choice(JUNK))
