"""Which file of docs is written from what. A test says when one of them is stale."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.references import commands, metering, metrics, packages, rules, scopes, settings

NOTICE = "<!-- Written by `make docs`; what is changed here by hand is lost. -->"


@dataclass(frozen=True)
class Part:
    """A part of a file that people write, between the marks `<!-- name -->` and `<!-- /name -->`."""

    name: str
    text: Callable[[], str]

    def put_into(self, text: str) -> str:
        """The file with this part as it is by now. Raises ValueError where it has no such marks."""
        begin, end = f"<!-- {self.name} -->\n", f"<!-- /{self.name} -->"
        found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not found.search(text):
            raise ValueError(f"there is no {begin.strip()} in it")
        return found.sub(lambda _: f"{begin}{self.text()}{end}", text)


WHOLE: Mapping[str, Callable[[], str]] = {
    "metrics.md": metrics.reference,
    "commands.md": lambda: commands.reference(NOTICE),
    "settings.md": lambda: settings.reference(NOTICE),
    "rules.md": lambda: rules.reference(NOTICE),
    "pictures/packages.svg": packages.picture,
    "scopes.md": lambda: scopes.reference(NOTICE),
}
PARTS: Mapping[str, Part] = {"monitoring.md": Part("metrics", metering.metering_table)}


def wanted(folder: Path) -> Mapping[str, str]:
    """Every such file as it should be."""
    parts = {name: part.put_into((folder / name).read_text(encoding="utf-8")) for name, part in PARTS.items()}
    return {**{name: text() for name, text in WHOLE.items()}, **parts}


def write_all(folder: Path) -> None:
    """Write them."""
    for name, text in wanted(folder).items():
        (folder / name).write_text(text, encoding="utf-8")
