"""The look of every chart: made for Slack, where 1200 pixels are shown at 360 on a phone, on white and near-black."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from metrics.answer import Status


@dataclass(frozen=True)
class Tone:
    """How a status looks: the pill and the filled arc, the band of a scale, the faint band behind a trend, a shape.

    The shape is there because colour alone says nothing to one reader in twelve.
    """

    fill: str
    band: str
    tint: str
    icon: str


# Okabe and Ito's colours, which stay apart under every common kind of colour blindness. The fills are darkened until
# white text on them has a contrast of at least 4.5:1.
_TONES: Mapping[Status, Tone] = MappingProxyType(
    {
        Status.ON_TARGET: Tone(fill="#00704F", band="#009E73", tint="#E3F2ED", icon="✔"),
        Status.OFF_TARGET: Tone(fill="#4B5768", band="#AEB6C2", tint="#EEF0F3", icon="○"),
        Status.WARNING: Tone(fill="#8A5A00", band="#E69F00", tint="#FBF0D9", icon="▲"),
        Status.CRITICAL: Tone(fill="#AE3F00", band="#D55E00", tint="#F9E3D6", icon="✖"),
        Status.NONE: Tone(fill="#0067A3", band="#C3CAD5", tint="#F6F7F9", icon=""),
    }
)


@dataclass(frozen=True)
class Theme:
    """Colours, and sizes in pixels of the full picture. No text is smaller than `small`: 9 pixels on a phone.

    The card is light and opaque, a shade off white: on Slack's dark mode it reads like paper, on white it still shows
    its edge. Slack rounds the corners of pictures itself, so rounding them here would leave dark notches. `paper` lies
    around the cards of a page of several charts; with a single chart it is its background.
    """

    width: int = 1200
    height: int = 675
    margin: int = 42
    paper: str = "#F6F7F9"
    background: str = "#F6F7F9"
    ink: str = "#1B2330"
    muted: str = "#525D6D"
    grid: str = "#DCE1E8"
    void: str = "#E9ECF1"
    accent: str = "#0067A3"
    accent_pale: str = "#9CC4DE"
    accent_wash: str = "#DFEBF3"
    ghost: str = "#99A3B2"
    good: str = "#00704F"
    bad: str = "#AE3F00"
    lines: tuple[str, ...] = ("#0067A3", "#B84900", "#00805C", "#A03F7A", "#7A5C00", "#4B5768")
    tones: Mapping[Status, Tone] = field(default_factory=lambda: _TONES)
    title: int = 40
    headline: int = 92
    body: int = 33
    small: int = 30
    stroke: float = 6
    dot: float = 14

    @property
    def row(self) -> int:
        """The height of a line of small text with its air."""
        return self.small + 8

    def line(self, index: int) -> str:
        """The colour of the line at `index`; the last one serves all that follow."""
        return self.lines[min(index, len(self.lines) - 1)]


SLACK = Theme()
# A page of many charts, on which a phone zooms in.
SLACK_PAGE = Theme(paper="#E6EAF0", background="#FFFFFF", title=36, headline=46, body=26, small=22, stroke=4, dot=9)
