"""Several numbers of one snapshot on one page: a row of tiles, and below it rows of panels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from charts import panel, tile
from charts.frame import draw_footer, draw_title
from charts.page import Box, Page
from charts.theme import Theme
from metrics.answer import Answer, Dashboard

_TOP, _FOOT, _GAP = 96, 64, 20
_MOST_TILES = 4

Draw = Callable[[Page, Box, Answer], None]


def draw_dashboard(dashboard: Dashboard, theme: Theme) -> Page:
    """The page, as high as its rows need, before it becomes pixels."""
    rows = list(_rows(dashboard))
    height = _TOP + sum(row_height + _GAP for row_height, _, _ in rows) + _FOOT
    page = Page(replace(theme, height=height))
    draw_title(page, dashboard)
    top = _TOP
    for row_height, draw, answers in rows:
        for box, answer in zip(_boxes(page, top, row_height, len(answers)), answers, strict=True):
            draw(page, box, answer)
        top += row_height + _GAP
    draw_footer(page, dashboard)
    return page


def _rows(dashboard: Dashboard) -> Iterator[tuple[int, Draw, Sequence[Answer]]]:
    """Each row's height, how one of it is drawn, and its answers."""
    for start in range(0, len(dashboard.headlines), _MOST_TILES):
        yield tile.HEIGHT, tile.draw_tile, dashboard.headlines[start : start + _MOST_TILES]
    for row in dashboard.rows:
        if row:
            yield panel.HEIGHT, panel.draw_panel, row


def _boxes(page: Page, top: float, height: float, count: int) -> Iterator[Box]:
    left, room = page.theme.margin, page.theme.width - 2 * page.theme.margin
    width = (room - (count - 1) * _GAP) / count
    for index in range(count):
        start = left + index * (width + _GAP)
        yield Box(start, top, start + width, top + height)
