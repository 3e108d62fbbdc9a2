"""The names of a breakdown's parts at the ends of what stands for them."""

from decimal import Decimal

from charts.end_labels import EndLabel
from charts.page import Page, Words
from charts.series import values_of
from metrics.answer import Part

_SILENT = ": no value"
_SHARE = 0.27


def part_label(page: Page, width: float, part: Part, value: Decimal | None, color: str) -> EndLabel:
    """The part's name at the height of a value; of a part without values, that it has none. `width` is the chart's."""
    if values_of(part.series):
        return EndLabel(page.fitted(part.name, width * _SHARE, page.theme.small, bold=True), value, color)
    # What the label says must stand, however long the part's name is.
    room = width * _SHARE - page.width(Words(_SILENT, page.theme.small))
    name = page.fitted(part.name, room, page.theme.small)
    return EndLabel(Words(f"{name.text}{_SILENT}", name.size), None, page.theme.muted)


def more_label(page: Page, count: int) -> tuple[EndLabel, ...]:
    """How many parts found no room."""
    return (EndLabel(Words(f"and {count} more", page.theme.small), None, page.theme.muted),) if count > 0 else ()
