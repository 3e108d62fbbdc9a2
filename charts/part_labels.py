"""The names of a breakdown's parts at the ends of what stands for them."""

from decimal import Decimal

from charts.end_labels import EndLabel
from charts.page import Page, Words
from charts.series import values_of
from metrics.answer import Part

_SILENT = ": no value"
_SHARE, _MOST = 0.27, 0.4
# A name cut shorter than this tells nobody which part it is.
_FEWEST = "8" * 9


def part_label(page: Page, width: float, part: Part, value: Decimal | None, color: str) -> EndLabel:
    """The part's name at the height of a value; of a part without values, that it has none. `width` is the chart's."""
    if values_of(part.series):
        return EndLabel(page.fitted(part.name, _room(page, width), page.theme.small, bold=True), value, color)
    # What the label says must stand, however long the part's name is.
    room = _room(page, width) - page.width(Words(_SILENT, page.theme.small))
    name = page.fitted(part.name, room, page.theme.small)
    return EndLabel(Words(f"{name.text}{_SILENT}", name.size), None, page.theme.muted)


def _room(page: Page, width: float) -> float:
    """How wide a name may be: its share of the chart, and in a narrow one what it takes to be read."""
    return max(width * _SHARE, min(page.width(Words(_FEWEST, page.theme.small, bold=True)), width * _MOST))


def more_label(page: Page, count: int) -> tuple[EndLabel, ...]:
    """How many parts found no room."""
    return (EndLabel(Words(f"and {count} more", page.theme.small), None, page.theme.muted),) if count > 0 else ()
