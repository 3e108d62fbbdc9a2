"""Stacked bars over days, weeks or months, each part named beside the last one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex, to_rgb

from charts.end_labels import EndLabel, draw_end_labels
from charts.incidents import draw_incidents, incidents_of, incidents_room
from charts.page import Box, Page
from charts.part_labels import part_label
from charts.parts import folded
from charts.plot import Plot, days_room, draw_day_ticks, draw_value_ticks, ticks_for
from charts.scale import bar_scale
from charts.series import cut_points
from charts.slots import bar_corners, draw_missing, open_slots
from charts.stack import Stack, stacked
from charts.trend import draw_nothing
from metrics.answer import Answer, Part

_MOST = 6
_PALE = 0.55


def draw_stacked_bars(page: Page, box: Box, answer: Answer) -> None:
    """Draw the parts that have a series on one another; the smallest are folded where there are more than six."""
    parts = folded([part for part in answer.breakdown if part.series], _MOST)
    stack = stacked(parts)
    if not stack.ends:
        draw_nothing(page, box)
        return
    labels = _labels(page, box, parts, stack)
    incidents = incidents_of(answer, stack.days)
    inner = replace(box, top=box.top + incidents_room(page, incidents))
    scale = bar_scale(stack.ends, answer.unit, most=ticks_for(page, inner.height - days_room(page)))
    plot = open_slots(page, inner, answer, scale, labels=labels, count=len(stack.days))
    draw_missing(page, plot, stack.missing)
    cut = cut_points(answer)
    for index in range(len(parts)):
        _draw_part(page, plot, stack, index, cut)
    places = [float(index) for index in range(len(stack.days))]
    draw_value_ticks(page, plot, answer)
    draw_day_ticks(page, plot, stack.days, places, answer)
    draw_incidents(page, plot, incidents, places)
    draw_end_labels(page, plot, labels)


def _draw_part(page: Page, plot: Plot, stack: Stack, index: int, cut: frozenset[date]) -> None:
    pieces, color = stack.segments[index], page.theme.line(index)
    bars = [bar_corners(piece.bucket, float(piece.start), float(piece.end)) for piece in pieces]
    colors = [_pale(color, page) if stack.days[piece.bucket] in cut else color for piece in pieces]
    # The thin line between two parts tells them apart where their colours don't.
    edge = 2 if len(stack.days) <= 60 else 0
    plot.axes.add_collection(
        PolyCollection(
            bars, facecolors=colors, edgecolors=page.theme.background, linewidths=edge, zorder=2, gid=f"part {index}"
        )
    )


def _labels(page: Page, box: Box, parts: Sequence[Part], stack: Stack) -> tuple[EndLabel, ...]:
    """The parts' names, at the height of each one's last piece."""
    labels = []
    for index, (part, pieces) in enumerate(zip(parts, stack.segments, strict=True)):
        middle = (pieces[-1].start + pieces[-1].end) / 2 if pieces else None
        labels.append(part_label(page, box.width, part, middle, page.theme.line(index)))
    return tuple(labels)


def _pale(color: str, page: Page) -> str:
    own, ground = to_rgb(color), to_rgb(page.theme.background)
    red, green, blue = (_PALE * under + (1 - _PALE) * over for over, under in zip(own, ground, strict=True))
    return to_hex((red, green, blue))
