"""docs/pictures/packages.svg: the packages in their layers, as the import contracts in pyproject.toml have them."""

import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

_PYPROJECT = Path("pyproject.toml")
_DOES = {
    "bot": "Slack's side: words into questions, answers into messages; the command line",
    "alerts": "rules, episodes, who acknowledges",
    "charts": "an answer as a picture",
    "metrics": "what numbers mean: question → answer",
    "etl": "source rows → published aggregates",
    "store": "tables, migrations, the connection, the embedded server",
    "sandbox": "a strict local Slack workspace: imports none of them, and only the demo and the tests import it",
}
_WIDTH, _HEIGHT, _GAP, _MARGIN = 760, 56, 26, 16
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#14213d}.name{font-weight:700}.does{font-size:12px;fill:#44506a}"
    "rect{fill:#eef3f1;stroke:#14332c;rx:8}.apart{fill:#fff;stroke-dasharray:5 4}"
    "path{stroke:#14332c;fill:none;marker-end:url(#a)}"
)


def layers() -> tuple[tuple[str, ...], ...]:
    """From the top: a layer may import those below it, and the packages of one layer don't know each other."""
    contracts = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    declared = next(each["layers"] for each in contracts if each["type"] == "layers")
    return tuple(tuple(part.strip() for part in layer.split("|")) for layer in declared)


def picture() -> str:
    """The file."""
    rows = (*layers(), ("sandbox",))
    height = len(rows) * (_HEIGHT + _GAP) - _GAP + 2 * _MARGIN
    shapes = [shape for number, row in enumerate(rows) for shape in _row(number, row, is_last=number >= len(rows) - 2)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 2 * _MARGIN} {height}" role="img" '
        f'aria-label="{escape(_alt(rows))}"><defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        f'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" style="fill:#14332c;marker-end:none"/></marker></defs>'
        f"<style>{_STYLE}</style>\n" + "\n".join(shapes) + "\n</svg>\n"
    )


def _row(number: int, names: tuple[str, ...], *, is_last: bool) -> Iterator[str]:
    width = (_WIDTH - _GAP * (len(names) - 1)) / len(names)
    top = _MARGIN + number * (_HEIGHT + _GAP)
    for index, name in enumerate(names):
        left = _MARGIN + index * (width + _GAP)
        apart = ' class="apart"' if name == "sandbox" else ""
        yield f'<rect{apart} x="{left:g}" y="{top}" width="{width:g}" height="{_HEIGHT}"/>'
        yield f'<text class="name" x="{left + 14:g}" y="{top + 23}">{name}</text>'
        yield f'<text class="does" x="{left + 14:g}" y="{top + 43}">{escape(_DOES[name])}</text>'
    if not is_last:
        middle, bottom = _MARGIN + _WIDTH / 2, top + _HEIGHT
        yield f'<path d="M{middle:g} {bottom}V{bottom + _GAP - 2}"/>'


def _alt(rows: tuple[tuple[str, ...], ...]) -> str:
    return "Who may import whom, from the top: " + " → ".join(" | ".join(row) for row in rows[:-1])
