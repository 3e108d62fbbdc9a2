"""Pictures that somebody looked at and found good stay as they are.

After a wanted change: `python tests/charts/test_pinned.py`, look at what changed in `baseline/`, commit it with the
change.
"""

import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from charts import render_png
from charts.examples import examples

_BASELINE = Path(__file__).parent / "baseline"
_SIZE = (600, 338)
_PINNED = ("ltvcac", "refundrate", "gauge-no-value", "revenue", "cac", "spend-by-channel", "orders", "cac-by-channel")

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


def half_size(png: bytes) -> Image.Image:
    """The picture at half its size: a quarter of the bytes in the repository, and every word still legible."""
    with Image.open(BytesIO(png)) as picture:
        return picture.convert("RGB").resize(_SIZE, Image.Resampling.BOX)


def pixels(picture: Image.Image) -> Pixels:
    """The picture as numbers that can be subtracted."""
    return np.asarray(picture.convert("RGB"), dtype=np.int16)


@pytest.mark.parametrize("name", _PINNED)
def test_the_picture_is_the_one_that_was_approved(name: str) -> None:
    """A change of a library or of the theme shows in review, and not first in somebody's channel."""
    with Image.open(_BASELINE / f"{name}.png") as approved:
        difference = np.abs(pixels(half_size(render_png(examples()[name]))) - pixels(approved)).max(axis=2)

    # Colours are rounded twice on the way here, which changes many pixels a little. One other digit in the smallest
    # text changes at least 15 of them a lot.
    assert (difference > 64).sum() < 10
    assert difference.mean() < 1.0


def write_baseline() -> None:
    """Draw the pinned pictures anew."""
    _BASELINE.mkdir(exist_ok=True)
    for name in _PINNED:
        small = half_size(render_png(examples()[name]))
        small.quantize(256, dither=Image.Dither.NONE).save(_BASELINE / f"{name}.png", optimize=True)
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    write_baseline()
