"""Axes that nobody sees. Matplotlib makes ticks only to say that they have no grid and where they are clipped: a fifth
of a picture's time, and the same pixels without.
"""

from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis


class _Untouched:
    """An axis whose ticks are made when somebody looks at them."""

    def set_clip_path(self, path: Any, transform: Any = None) -> None:  # noqa: ANN401  # as matplotlib has it
        """Its own alone."""
        Artist.set_clip_path(self, path, transform)  # type: ignore[arg-type]  # it is mixed into one


class _BareXAxis(_Untouched, XAxis):
    pass


class _BareYAxis(_Untouched, YAxis):
    pass


class BareAxes(Axes):
    """Without ticks, as long as nobody asks for them."""

    def _init_axis(self) -> None:
        # As the documentation's own projections do: https://matplotlib.org/stable/gallery/misc/custom_projection.html
        self.xaxis, self.yaxis = _BareXAxis(self, clear=False), _BareYAxis(self, clear=False)
        for spine, axis in (("bottom", self.xaxis), ("top", self.xaxis), ("left", self.yaxis), ("right", self.yaxis)):
            self.spines[spine].register_axis(axis)

    def grid(self, visible: Any = None, which: Any = "major", axis: Any = "both", **style: Any) -> None:  # noqa: ANN401  # as matplotlib has it
        """Only where there is to be one."""
        if visible is not False:
            super().grid(visible, which, axis, **style)

    def tick_params(self, axis: Any = "both", **style: Any) -> None:  # noqa: ANN401  # as matplotlib has it
        """Of what is not there: nothing to do."""
