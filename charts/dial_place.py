"""Where a dial lies and how large it is."""

from dataclasses import dataclass
from math import cos, pi, sin

from charts.page import Box

# Radii of the scale and of the track in it, and how far labels reach on each side, for a dial of size 1.
OUTER, TRACK = (190.0, 210.0), (138.0, 184.0)
_ASIDE, _ABOVE, _BELOW = 291.0, 282.0, 54.0


@dataclass(frozen=True)
class Place:
    """The middle of a dial's base line, and its size."""

    x: float
    y: float
    size: float = 1.0

    @property
    def space(self) -> Box:
        """Where the labels of its marks may lie."""
        aside, above = self.size * _ASIDE, self.size * _ABOVE
        return Box(self.x - aside, self.y - above, self.x + aside, self.y + 4)

    def at(self, radius: float, share: float) -> tuple[float, float]:
        """A point of the half circle."""
        angle = pi * (1 - share)
        return self.x + self.size * radius * cos(angle), self.y - self.size * radius * sin(angle)


def place_in(box: Box) -> Place:
    """The largest dial that a box has room for."""
    size = min(box.width / 2 / _ASIDE, box.height / (_ABOVE + _BELOW))
    return Place((box.left + box.right) / 2, box.bottom - size * _BELOW, size)
