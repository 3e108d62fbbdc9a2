"""The sheets that offices print on."""

from enum import StrEnum


class Paper(StrEnum):
    """What a PDF is made for."""

    A4 = "a4"
    LETTER = "letter"
