"""The points of a series as rows, in as many columns as the page has room for."""

from decimal import Decimal

from charts.labels import day_labels, near_text
from charts.page import Box, Page, Words
from charts.rows import draw_rules, row_height
from metrics.answer import Answer

_GAP, _BETWEEN = 28, 56


def draw_point_table(page: Page, box: Box, answer: Answer) -> int:
    """Draw a row for each point, the latest ones where there are too many; returns how many found no room."""
    days = day_labels([point.day for point in answer.series], answer.grain)
    texts = [_text(point.value, answer) for point in answer.series]
    pairs = list(zip(days, texts, strict=True))
    width = _width(page, pairs)
    most = max(1, int((box.width + _BETWEEN) / (width + _BETWEEN)))
    rows = int(box.height / page.theme.row)
    shown = pairs[-rows * most :]
    columns = -(-len(shown) // rows)
    rows = -(-len(shown) // columns)
    height = row_height(page, box, rows)
    # A table of one column would otherwise set each number a page away from its day.
    width = min((box.width + _BETWEEN) / columns - _BETWEEN, 2 * width)
    for column in range(columns):
        left = box.left + column * (width + _BETWEEN)
        part = shown[column * rows : (column + 1) * rows]
        _draw_column(page, Box(left, box.top, left + width, box.bottom), part, height)
    return len(pairs) - len(shown)


def _text(value: Decimal | None, answer: Answer) -> str:
    return "no value" if value is None else near_text(value, answer.unit, answer.currency)


def _width(page: Page, pairs: list[tuple[str, str]]) -> float:
    """How wide a column must be."""
    small = page.theme.small
    days = max(page.width(Words(day, small)) for day, _ in pairs)
    return days + _GAP + max(page.width(Words(text, small, bold=True)) for _, text in pairs)


def _draw_column(page: Page, box: Box, pairs: list[tuple[str, str]], height: float) -> None:
    small, muted = page.theme.small, page.theme.muted
    draw_rules(page, box, len(pairs), height)
    for index, (day, text) in enumerate(pairs):
        middle = box.top + height * (index + 0.5)
        is_known = text != "no value"
        page.write(box.left, middle, Words(day, small), muted, middle=True)
        words, color = Words(text, small, bold=is_known), page.theme.ink if is_known else muted
        page.write(box.right, middle, words, color, side="right", middle=True).set_gid("value")
