"""The `.env` file: some of its lines are put in, and all others stay as they are. Pure but for `write`."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+=,-]*")


def named_in(text: str) -> frozenset[str]:
    """The settings that the text has a line for; one that is commented out is none."""
    return frozenset(match[1] for line in text.splitlines() if (match := _LINE.match(line)))


def with_settings(text: str, values: Mapping[str, str]) -> str:
    """The text with a line for each of these, in the place of the one that it had. Raises ValueError for a value that
    no line can hold.
    """
    left = dict(values)
    lines = []
    for line in text.splitlines():
        match = _LINE.match(line)
        name = match[1] if match else ""
        lines.append(_written(name, left.pop(name)) if name in left else line)
    lines += [_written(name, value) for name, value in left.items()]
    return "".join(f"{line}\n" for line in lines)


def write(path: Path, text: str) -> None:
    """Replace the file at once, readable by its owner alone: it holds secrets."""
    beside = path.with_name(f"{path.name}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    # Where it was there already, with other rights.
    beside.chmod(0o600)
    beside.replace(path)


def _written(name: str, value: str) -> str:
    if any(ord(character) < ord(" ") for character in value):
        raise ValueError(f"{name} has a line break or another sign that can't be written")
    if _PLAIN.fullmatch(value):
        return f"{name}={value}"
    if "'" in value:
        raise ValueError(f"{name} has a quotation mark; write it into the file by hand")
    return f"{name}='{value}'"
