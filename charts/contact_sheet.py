"""`python -m charts.contact_sheet OUT_DIR`: every example as a picture, all of them as a phone shows them, and a sheet
for each kind of chart with what it must stand: nothing, one point, what is negative, huge, tiny, or has a long name."""

import argparse
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from charts.examples import dashboards, examples, usual_of, variants
from charts.picture import render_dashboard, render_png
from metrics.answer import ChartKind

if TYPE_CHECKING:
    from PIL.Image import Image

PHONE = (360, 203)
_GROUNDS = {"dark": "#1A1D21", "light": "#FFFFFF"}
_COLUMNS, _GAP = 4, 24


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures, a sheet of them on each of Slack's two grounds, and a sheet for each kind."""
    folder: Path = _parser().parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {name: render_png(answer) for name, answer in examples().items()}
    pages = {name: render_dashboard(dashboard) for name, dashboard in dashboards().items()}
    for name, picture in {**pictures, **pages}.items():
        (folder / f"{name}.png").write_bytes(picture)
    for ground, color in _GROUNDS.items():
        sheet(list(pictures.values()), PHONE, color).save(folder / f"sheet-{ground}.png")
    for chart in ChartKind:
        kind_sheet(chart, PHONE).save(folder / f"sheet-{chart.value.replace(' ', '-')}.png")


def kind_sheet(chart: ChartKind, size: tuple[int, int]) -> "Image":
    """One kind of chart over everything that may become of its data, each picture made this small."""
    return sheet([render_png(answer) for answer in variants(usual_of(chart)).values()], size, _GROUNDS["dark"])


def sheet(pictures: Sequence[bytes], size: tuple[int, int], ground: str) -> "Image":
    """Pictures in rows of four on a ground."""
    # Pillow comes with matplotlib, and like it is needed only where pictures are made.
    from PIL import Image  # noqa: PLC0415

    rows = -(-len(pictures) // _COLUMNS)
    out = Image.new("RGB", (_COLUMNS * (size[0] + _GAP) + _GAP, rows * (size[1] + _GAP) + _GAP), ground)
    for number, png in enumerate(pictures):
        row, column = divmod(number, _COLUMNS)
        place = (_GAP + column * (size[0] + _GAP), _GAP + row * (size[1] + _GAP))
        with Image.open(BytesIO(png)) as picture:
            out.paste(picture.convert("RGB").resize(size, Image.Resampling.BOX), place)
    return out


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m charts.contact_sheet", description="Draw every example.")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR", help="where the pictures go")
    return parser


if __name__ == "__main__":
    main()
