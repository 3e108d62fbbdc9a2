"""A picture for paper is the picture of the screen, with its words as words."""

import re
from xml.etree import ElementTree as ET

import pytest

from charts import PictureForm, RenderPool, font_folder, render_any
from charts.examples import dashboards, examples, executive, revenue

_SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - it was drawn here
    return ["".join(text.itertext()).strip() for text in root.iter(f"{_SVG}text")]


@pytest.mark.parametrize("name", [*examples(), *dashboards()])
def test_every_picture_can_be_drawn_for_paper_with_its_title_as_words(name: str) -> None:
    """A kind of chart that only the screen knows would be missing in the file."""
    shown = {**examples(), **dashboards()}[name]

    words = words_of(render_any(shown, PictureForm.SVG))
    assert any(word and shown.title.startswith(word.rstrip("…")) for word in words)


def test_a_picture_for_paper_has_no_pixels_in_it() -> None:
    """It would be blurred in print."""
    assert b"<image" not in render_any(executive(), PictureForm.SVG)


def test_the_same_answer_makes_the_same_file_each_time() -> None:
    """Two exports of one snapshot would differ without a reason."""
    first = render_any(revenue(), PictureForm.SVG)

    assert render_any(revenue(), PictureForm.SVG) == first
    assert b"date" not in first.lower()


def test_the_font_that_the_words_name_lies_in_the_folder() -> None:
    """The words of the file would be set in another font, and run into each other."""
    named = set(re.findall(rb"font-family: '([^']+)'", render_any(revenue(), PictureForm.SVG)))

    assert named == {b"DejaVu Sans"}
    assert (font_folder() / "DejaVuSans.ttf").is_file()


def test_what_is_bold_on_the_screen_is_bold_on_paper() -> None:
    """Words that were measured bold would be set thin, with holes between them."""
    styles = re.findall(rb'style="([^"]*)"[^>]*>Revenue<', render_any(revenue(), PictureForm.SVG))

    assert len(styles) == 1
    assert re.search(rb"font-weight: (bold|700)|font: (bold|700)", styles[0])


async def test_the_pool_draws_for_paper_too() -> None:
    """Drawing it in the event loop would hold up everybody's answers."""
    async with RenderPool(1) as pool:
        drawn = await pool.render(revenue(), timeout=60, form=PictureForm.SVG)

    assert drawn == render_any(revenue(), PictureForm.SVG)
