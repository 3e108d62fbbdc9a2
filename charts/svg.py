"""A drawn page -> SVG: the same picture as the PNG, sharp at every size, with its words as words."""

from io import BytesIO

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure


def encode_svg(figure: Figure) -> bytes:
    """The figure as an SVG in UTF-8, without a date in it. It names DejaVu Sans, which `font_folder` holds."""
    file = BytesIO()
    # Words stay words, which a reader can select; the ids of shapes are the same each time.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kpibot"}):
        FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None})  # type: ignore[no-untyped-call]  # matplotlib types its canvases in part only
    return file.getvalue()
