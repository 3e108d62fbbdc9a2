"""What tables are made of."""

from dataclasses import dataclass
from decimal import Decimal

from bot.views.blocks import clipped
from metrics.answer import Answer, Unit
from metrics.answer.numbers import value_text

# Older copies of Slack's documentation say 101 rows with the header, newer ones 201: the smaller number is safe.
MOST_ROWS = 100
# A hundred of each are fewer characters than the 20,000 that the cells of a message may have.
VALUE_LIMIT = 80


@dataclass(frozen=True)
class Cell:
    """A value as text, and as a number to sort by; no number where there is no value."""

    text: str
    value: Decimal | None = None


@dataclass(frozen=True)
class Row:
    """What it is of, and its values."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows under their headings. `left_out`: how many more rows there would be."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0

    @property
    def remark(self) -> str | None:
        """What was cut, and how to see it."""
        if not self.left_out:
            return None
        left_out = "1 more row is" if self.left_out == 1 else f"{self.left_out} more rows are"
        return f"{left_out} left out; a shorter period, or weekly or monthly points, would show all."


def valued(answer: Answer, value: Decimal | None, places: int, nothing: str = "no value") -> Cell:
    """A value of the answer's unit; to sort by, a share is in percent."""
    if value is None:
        return Cell(nothing)
    scale = 100 if answer.unit is Unit.FRACTION else 1
    return Cell(clipped(value_text(value, answer.unit, answer.currency, places), VALUE_LIMIT), value * scale)
