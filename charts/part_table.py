"""The parts of a breakdown as rows: the name, the value, its share of a whole, or why there is no value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from charts.adding_up import are_shares
from charts.labels import near_text
from charts.page import Box, Page, Words
from charts.rows import draw_rules, row_height
from charts.slices import percent
from metrics.answer import Answer, Part

_GAP = 36
_NAME_SHARE = 0.5


@dataclass(frozen=True)
class _Row:
    """One part's words; a part without a value has a reason in the place of both numbers."""

    name: str
    value: str = ""
    share: str = ""
    reason: str = ""


def draw_part_table(page: Page, box: Box, answer: Answer) -> None:
    """Draw a row for each part, in the Answer's order; what finds no room is counted."""
    rows = _rows(answer)
    room = int(box.height / page.theme.row)
    shown = rows if len(rows) <= room else rows[: room - 1]
    count = len(shown) + (len(shown) < len(rows))
    height = row_height(page, box, count)
    share = max(page.width(Words(row.share, page.theme.small)) for row in rows)
    columns = replace(box, right=box.right - share - (_GAP if share else 0))
    draw_rules(page, box, count, height)
    for index, row in enumerate(shown):
        _draw_row(page, box, columns, row, box.top + height * (index + 0.5))
    if count > len(shown):
        words = page.fitted(f"and {len(rows) - len(shown)} more", box.width, page.theme.small)
        page.write(box.left, box.top + height * (count - 0.5), words, page.theme.muted, middle=True)


def _rows(answer: Answer) -> Sequence[_Row]:
    has_shares = are_shares(answer)
    total = sum(part.value for part in answer.breakdown if part.value is not None)
    return [_row(part, answer, part.value / total if has_shares and part.value else None) for part in answer.breakdown]


def _row(part: Part, answer: Answer, share: Decimal | None) -> _Row:
    if part.value is None:
        return _Row(part.name, reason=f"no value: {part.reason}" if part.reason else "no value")
    value = near_text(part.value, answer.unit, answer.currency)
    return _Row(part.name, value, percent(share) if share is not None else "")


def _draw_row(page: Page, box: Box, columns: Box, row: _Row, middle: float) -> None:
    small = page.theme.small
    name = page.fitted(row.name, box.width * _NAME_SHARE, small)
    page.write(box.left, middle, name, page.theme.ink, middle=True)
    if row.reason:
        reason = page.fitted(row.reason, box.width - page.width(name) - _GAP, small)
        page.write(box.right, middle, reason, page.theme.muted, side="right", middle=True)
        return
    value = page.fitted(row.value, columns.right - box.left - page.width(name) - _GAP, small, bold=True)
    page.write(columns.right, middle, value, page.theme.ink, side="right", middle=True).set_gid("value")
    page.write(box.right, middle, Words(row.share, small), page.theme.muted, side="right", middle=True)
