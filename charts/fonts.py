"""The two fonts of every picture: the ones that matplotlib carries, so a picture is the same on every machine."""

from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

# At 72 dots an inch one point is one pixel, so every size in the theme is in pixels.
DPI = 72
# Drawn in place of a character that the font lacks, such as an emoji in a channel's name.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@cache
def font(size: int, *, bold: bool = False) -> FontProperties:
    """The font of a size in pixels."""
    # The weight is what an SVG says of it; pixels are drawn from the file.
    return FontProperties(fname=_file(bold=bold), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=8192)
def text_width(words: str, size: int, *, bold: bool = False) -> float:
    """How many pixels wide the words are. Kept: measured, setting words costs 1.5 ms, and most come many times."""
    properties = font(size, bold=bold)
    # matplotlib types its renderers in part only.
    size_of = _measure().get_text_width_height_descent(words, properties, ismath=False)  # type: ignore[no-untyped-call]
    return float(size_of[0])


@cache
def _measure() -> RendererAgg:
    return RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]  # as above


def drawable(words: str) -> str:
    """The words on one line, with a mark in the place of what the fonts can't draw."""
    one_line = " ".join(words.split())
    return "".join(char if ord(char) in _known() else _UNKNOWN for char in one_line if char.isprintable())


def _file(*, bold: bool) -> Path:
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def _known() -> frozenset[int]:
    return frozenset(FT2Font(str(_file(bold=False))).get_charmap()) & frozenset(
        FT2Font(str(_file(bold=True))).get_charmap()
    )
