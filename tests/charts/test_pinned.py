"""Pictures that somebody looked at and found good stay as they are.

After a wanted change: `python tests/charts/test_pinned.py`, look at what changed in `baseline/`, commit it with the
change.
"""

import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from charts import render_dashboard, render_png
from charts.contact_sheet import kind_sheet
from charts.examples import dashboards, examples
from metrics.answer import ChartKind

_BASELINE = Path(__file__).parent / "baseline"
# A kind over all that may become of its data is a sheet of thumbnails.
_THUMBNAIL = (240, 135)
_PINNED = (
    *("ltvcac", "refundrate", "gauge-no-value", "revenue", "cac", "spend-by-channel", "orders", "cac-by-channel"),
    *("line-before", "line-incidents", "new-and-returning", "revenue-by-channel"),
    *("cash", "cohort-curves", "heat-map", "table", "forecast", "outlook", "intervals", "why-cac"),
)

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


def half_size(png: bytes) -> Image.Image:
    """The picture at half its size: a quarter of the bytes in the repository, and every word still legible."""
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGB").resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)


def sheet_name(chart: ChartKind) -> str:
    """The file of a kind's sheet."""
    return f"sheet-{chart.value.replace(' ', '-')}"


def drawn() -> dict[str, Callable[[], Image.Image]]:
    """How each pinned picture is drawn, by the name of its file."""
    answers = {name: partial(_answer, name) for name in _PINNED}
    pages = {name: partial(_page, name) for name in dashboards()}
    return {**answers, **pages, **{sheet_name(chart): partial(kind_sheet, chart, _THUMBNAIL) for chart in ChartKind}}


def _answer(name: str) -> Image.Image:
    return half_size(render_png(examples()[name]))


def _page(name: str) -> Image.Image:
    return half_size(render_dashboard(dashboards()[name]))


def pixels(picture: Image.Image) -> Pixels:
    """The picture as numbers that can be subtracted."""
    return np.asarray(picture.convert("RGB"), dtype=np.int16)


@pytest.mark.parametrize("name", drawn())
def test_the_picture_is_the_one_that_was_approved(name: str) -> None:
    """A change of a library or of the theme shows in review, and not first in somebody's channel."""
    with Image.open(_BASELINE / f"{name}.png") as approved:
        difference = np.abs(pixels(drawn()[name]()) - pixels(approved)).max(axis=2)

    # Colours are rounded twice on the way here, which changes many pixels a little. One other digit in the smallest
    # text of a picture changes at least 15 of them a lot.
    assert (difference > 64).sum() < 10
    assert difference.mean() < 1.5


def write_baseline() -> None:
    """Draw the pinned pictures anew."""
    _BASELINE.mkdir(exist_ok=True)
    for name, draw in drawn().items():
        # Of the two ways to a palette the one that lets no rare colour go, however few pixels have it.
        small = draw().quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        small.save(_BASELINE / f"{name}.png", optimize=True)
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    write_baseline()
