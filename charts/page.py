"""The sheet that a chart is drawn on: 1200 x 675 pixels counted from the top left, and words that fit their place."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from charts.bare_axes import BareAxes
from charts.fonts import DPI, drawable, font, text_width
from charts.theme import Theme

_EDGE = 20
Side = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def touches(self, other: "Box", apart: float = 0) -> bool:
        """Whether less than `apart` lies between the two, from side to side."""
        beside = self.right + apart < other.left or other.right + apart < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


@dataclass(frozen=True)
class Words:
    """Words that were made to fit, and the size at which they do."""

    text: str
    size: int
    bold: bool = False


class Page:
    """One picture being drawn."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        size = (theme.width / DPI, theme.height / DPI)
        self.figure = Figure(figsize=size, dpi=DPI, facecolor=theme.paper)
        self.canvas = FigureCanvasAgg(self.figure)
        self.bounds = Box(_EDGE, 0, theme.width - _EDGE, theme.height)
        # Words and pills lie above every plot.
        self.surface = self._sheet(10)

    @cached_property
    def ground(self) -> Axes:
        """Where cards lie, below every plot. Most pictures have none, and axes are a tenth of a picture's time."""
        return self._sheet(-10)

    def bounded(self, box: Box) -> "Page":
        """The same page for what must not reach beyond a box."""
        part = copy(self)
        part.bounds = box
        return part

    def axes(self, box: Box) -> Axes:
        """Bare axes on a part of the page, without ticks, spines or ground."""
        width, height = self.theme.width, self.theme.height
        place = (box.left / width, 1 - box.bottom / height, box.width / width, box.height / height)
        axes = self.figure.add_axes(place, axes_class=BareAxes)
        axes.set_axis_off()
        return axes

    def _sheet(self, order: int) -> Axes:
        """Axes over the whole page, in its pixels."""
        sheet = self.axes(Box(0, 0, self.theme.width, self.theme.height))
        sheet.set_xlim(0, self.theme.width)
        sheet.set_ylim(self.theme.height, 0)
        sheet.set_zorder(order)
        return sheet

    def write(self, x: float, y: float, words: Words, color: str, *, side: Side = "left", middle: bool = False) -> Text:
        """Put words on the page: `y` is their baseline, or the middle of their capitals."""
        # Two dollar signs in a string are money here, never mathematics.
        return self.surface.text(
            x,
            y + 0.365 * words.size if middle else y,
            words.text,
            color=color,
            fontproperties=font(words.size, bold=words.bold),
            ha=side,
            va="baseline",
            parse_math=False,
        )

    def width(self, words: Words) -> float:
        """How many pixels wide the words are."""
        return text_width(words.text, words.size, bold=words.bold)

    def fitted(self, text: str, width: float, size: int, *, floor: int | None = None, bold: bool = False) -> Words:
        """The text at `size`, made smaller down to `floor` where it is too wide, and shortened with "…" beyond that."""
        text = drawable(text)
        least = self.theme.small if floor is None else floor
        for smaller in range(size, least - 1, -2):
            words = Words(text, smaller, bold)
            if self.width(words) <= width:
                return words
        return self._shortened(Words(text, min(size, least), bold), width)

    def first_that_fits(self, candidates: Sequence[str], width: float, size: int, *, bold: bool = False) -> Words:
        """The first of several texts that fits without being shortened, else the last one made to fit."""
        made = [self.fitted(text, width, size, bold=bold) for text in candidates] or [Words("", size)]
        whole = (words for words, text in zip(made, candidates, strict=False) if words.text == drawable(text))
        return next(whole, made[-1])

    def wrapped(self, text: str, width: float, size: int, most: int) -> list[Words]:
        """The text on at most `most` lines; the last one is shortened where there is more."""
        lines: list[Words] = []
        rest = drawable(text).split(" ")
        while rest and len(lines) < most - 1:
            many = self._that_fit(rest, width, size)
            lines.append(self.fitted(" ".join(rest[:many]), width, size, floor=size))
            rest = rest[many:]
        return [*lines, self.fitted(" ".join(rest), width, size, floor=size)] if rest else lines

    def _that_fit(self, words: Sequence[str], width: float, size: int) -> int:
        many = 1
        while many < len(words) and self.width(Words(" ".join(words[: many + 1]), size)) <= width:
            many += 1
        return many

    def _shortened(self, words: Words, width: float) -> Words:
        if self.width(words) <= width:
            return words
        kept, lost = 0, len(words.text)
        while lost - kept > 1:
            middle = (kept + lost) // 2
            fits = self.width(self._with_dots(words, middle)) <= width
            kept, lost = (middle, lost) if fits else (kept, middle)
        return self._with_dots(words, kept)

    def _with_dots(self, words: Words, many: int) -> Words:
        return Words(f"{words.text[:many].rstrip()}…", words.size, words.bold)
