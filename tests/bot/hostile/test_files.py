"""No text that comes from data runs in a spreadsheet, is markup in a PDF, or breaks a picture."""

import csv
import os
import random
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import islice

import pytest
from hostile import poison, poisoned, texts
from hostile_data import DATA
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.exporting.cells import cell_text, csv_text
from bot.exporting.files import csv_file
from bot.exporting.making import Stationery, pdf_of
from bot.exporting.paper import Paper
from bot.legible import whole
from charts import PictureForm, render_any
from charts.examples import dashboards, examples

FILES = int(os.environ.get("KPIBOT_SOAK_HOSTILE_FILES", "150"))
PICTURES = FILES // 10
SEED = 20_261_124
MADE = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
STATIONERY = Stationery(Paper.LETTER, "America/Toronto", lambda: MADE)


def test_no_cell_begins_a_formula() -> None:
    """Who opens the export of a channel that is named =cmd|' /C calc'!A0 would run it."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    contents = [*examples().values(), *dashboards().values()]
    for _ in range(FILES):
        content = poisoned(chance.choice(contents), DATA, poison(chance))
        rows = list(csv.DictReader(StringIO(csv_file(content).content.decode("utf-8-sig"), newline=""), strict=True))
        assert rows
        numbers = {"value", "day", "start", "end", "published_at", "data_through", "snapshot", "trailing_days"}
        cells = [cell for row in rows for name, cell in row.items() if name not in numbers]
        assert [cell for cell in cells if cell.strip()[:1] in {"=", "+", "-", "@"} and cell.strip()] == []


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_is_a_cell_that_is_read_back(text: str) -> None:
    """A half letter would end the export; an unquoted line would end the row."""
    cell = cell_text(text)

    assert list(csv.reader(StringIO(csv_text([[text, "end"]]), newline=""))) == [[cell, "end"]]
    assert cell.encode() or not text


def test_a_pdf_sets_words_and_reads_none_as_markup() -> None:
    """A name could include a file of the machine, or end in "could not be set"."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    for _ in range(max(PICTURES // 3, 1)):
        content = poisoned(chance.choice(list(examples().values())), DATA, poison(chance))
        assert PdfReader(BytesIO(pdf_of(content, None, STATIONERY).content)).pages
    first = examples()["bars"] if "bars" in examples() else next(iter(examples().values()))
    typed = '#read("/etc/passwd") $x$ *b* \\u{41} @ref <label>'
    marked = poisoned(first, DATA, lambda _: typed)
    assert "/etc/passwd" in PdfReader(BytesIO(pdf_of(marked, None, STATIONERY).content)).pages[0].extract_text()


@pytest.mark.filterwarnings("ignore:Glyph:UserWarning", "ignore:Matplotlib currently does not support:UserWarning")
def test_a_picture_is_drawn_of_any_names() -> None:
    """The number would stand there without its picture, for ever."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    for name, example in islice(examples().items(), PICTURES):
        spoil = poison(chance)
        # The database keeps no halves of letters.
        picture = render_any(poisoned(example, DATA, lambda text, spoil=spoil: whole(spoil(text))), PictureForm.PNG)
        assert picture.startswith(b"\x89PNG"), name


def test_there_are_all_kinds_of_texts() -> None:
    """A generator that tries the same few texts proves little."""
    assert len(set(islice(texts(random.Random(SEED)), 1000))) > 300  # noqa: S311  # not for secrets
