"""What a picture is made of."""

from enum import StrEnum


class PictureForm(StrEnum):
    """Pixels for a screen, or lines and words for paper."""

    PNG = "png"
    SVG = "svg"
