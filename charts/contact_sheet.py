"""`python -m charts.contact_sheet OUT_DIR`: every example as a picture, and all of them as a phone shows them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from charts.examples import examples
from charts.picture import render_png

_PHONE = (360, 203)
_GROUNDS = {"dark": "#1A1D21", "light": "#FFFFFF"}
_COLUMNS, _GAP = 4, 24


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures and one sheet on each of Slack's two grounds."""
    folder: Path = _parser().parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, answer in examples().items():
        file = folder / f"{name}.png"
        file.write_bytes(render_png(answer))
        files.append(file)
    for ground, color in _GROUNDS.items():
        _write_sheet(files, folder / f"sheet-{ground}.png", color)


def _write_sheet(files: Sequence[Path], out: Path, color: str) -> None:
    # Pillow comes with matplotlib, and like it is needed only where pictures are made.
    from PIL import Image  # noqa: PLC0415

    rows = -(-len(files) // _COLUMNS)
    size = (_COLUMNS * (_PHONE[0] + _GAP) + _GAP, rows * (_PHONE[1] + _GAP) + _GAP)
    sheet = Image.new("RGB", size, color)
    for number, file in enumerate(files):
        row, column = divmod(number, _COLUMNS)
        place = (_GAP + column * (_PHONE[0] + _GAP), _GAP + row * (_PHONE[1] + _GAP))
        with Image.open(file) as picture:
            sheet.paste(picture.convert("RGB").resize(_PHONE, Image.Resampling.LANCZOS), place)
    sheet.save(out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m charts.contact_sheet", description="Draw every example.")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR", help="where the pictures go")
    return parser


if __name__ == "__main__":
    main()
