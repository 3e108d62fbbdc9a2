"""What stands in the PDF of an answer."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from experiment_pages import experiment_page
from pypdf import PdfReader

from bot.drawing import Drawing
from bot.exporting import pdf
from bot.exporting.files import ExportError
from bot.exporting.making import Stationery, pdf_of
from bot.exporting.paper import Paper
from charts import PictureForm, render_any
from charts.examples import cac_by_channel, dashboards, examples, executive, revenue
from metrics.answer import Absence, Answer, Input, Part, Unit

MADE = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
STATIONERY = Stationery(Paper.LETTER, "America/Toronto", lambda: MADE)
POINT = 25.4 / 72


def made(content: Drawing, stationery: Stationery = STATIONERY) -> PdfReader:
    picture = render_any(content, PictureForm.SVG)
    return PdfReader(BytesIO(pdf_of(content, picture, stationery).content))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def pictures_in(resources: Any) -> list[str]:
    """The kinds of what a page places: pixels are an /Image, lines and words a /Form, which may place more."""
    placed = [each.get_object() for each in (resources.get("/XObject") or {}).values()]
    below = [kind for each in placed if "/Resources" in each for kind in pictures_in(each["/Resources"].get_object())]
    return [*(str(each["/Subtype"]) for each in placed), *below]


def test_the_words_of_a_number_can_be_selected() -> None:
    """Nobody could search the file, nor copy the number out of it."""
    text = text_of(made(revenue()))

    assert "Revenue" in text
    assert "$48,194" in text
    assert "up 11.8% from $43,100" in text
    assert "Data through Nov 22, 2026." in text


def test_the_picture_is_lines_and_words_not_pixels() -> None:
    """It would be blurred in print."""
    reader = made(revenue())
    (page,) = reader.pages

    assert "/Image" not in pictures_in(page["/Resources"].get_object())
    assert "$1.5k" in page.extract_text()


def test_every_page_says_which_snapshot_it_shows_and_when_it_was_made() -> None:
    """A page that was printed alone could not be tied to its numbers."""
    many = tuple(Part(f"campaign {number}", number * revenue().value) for number in range(1, 60))  # type: ignore[operator]  # the example has a value
    reader = made(replace(revenue(), dimension="campaign", breakdown=many))

    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Snapshot 118 of Nov 23, 2026 01:10 EST, made Nov 23, 2026 09:05 EST" in text
        assert f"{number} / {len(reader.pages)}" in text


def test_the_breakdown_stands_below_the_picture_with_its_reasons() -> None:
    """A part without a value would be missing without a word."""
    answer = cac_by_channel()
    first = replace(answer.breakdown[0], value=None, reason="no rows of ad spend", absence=Absence.NO_DATA)
    text = text_of(made(replace(answer, breakdown=(first, *answer.breakdown[1:]))))

    assert f"{first.name} no value: no rows of ad spend" in " ".join(text.split())


def test_what_goes_with_a_part_stands_beside_it_and_shared_counts_are_seen_to_add_up() -> None:
    """The file of an attribution would lack its revenue and CAC, and 2,048 would stand over 2,047."""
    cost = Input("cac", "CAC", Decimal(45), Unit.MONEY)
    parts = (Part("meta", Decimal("26.67"), inputs=(cost,)), Part("none", Decimal("15.33")))
    answer = replace(revenue(), unit=Unit.COUNT, value=Decimal(42), dimension="channel", breakdown=parts)

    text = " ".join(text_of(made(answer)).split())
    assert "Channel Revenue CAC meta 26.67 $45.00 none 15.33" in text


def test_inputs_are_listed_with_their_formulas_and_sources() -> None:
    """An auditor would have to ask the bot again."""
    spend = Input("spend", "Ad spend", revenue().value, Unit.MONEY, sources=("spend",))
    cac = Input("cac", "CAC", revenue().value, Unit.MONEY, formula="ad spend / new customers", inputs=(spend,))
    text = text_of(made(replace(revenue(), inputs=(cac,))))

    assert "ad spend / new customers" in text
    assert "Ad spend" in text


def test_a_page_is_its_picture_and_every_number_of_it() -> None:
    """A number that the picture has no room for would be lost."""
    page = executive()
    text = " ".join(text_of(made(page)).split())

    for answer in (*page.headlines, *(each for row in page.rows for each in row)):
        assert answer.title in text
    assert "The numbers" in text


TRICKS = '#panic("x") *b* _i_ $x$ `c` <l> @r = h // c /* c */ \\ [x] #sys.inputs https://x.y/#z'


def test_the_months_of_a_plan_are_a_table() -> None:
    """The board's paper would have bars without their numbers."""
    text = text_of(made(examples()["forecast"]))

    assert "By month" in text
    assert "Variance" in text
    assert "🔶" not in text


def test_an_experiment_has_its_verdict_and_its_intervals() -> None:
    """A lift would be passed on without how sure it is."""
    text = " ".join(text_of(made(experiment_page())).split())

    assert "new is better: +20.0% (+10.9% to +29.9%)." in text
    assert "The split of users is as planned" in text
    assert "new 10,000 12.00% +20.0% +10.9% to +29.9% < 0.0001" in text


def test_an_estimate_has_both_ends_of_its_interval() -> None:
    """As above, for a page that is not of experiments."""
    text = text_of(made(examples()["intervals"]))

    assert all(words in text for words in ("From", "To", "2.8%", "23.3%"))


def test_what_people_typed_is_never_markup() -> None:
    """A channel's name could break the file, or read what it should not."""
    part = Part(TRICKS, revenue().value)
    tricked = replace(
        revenue(), title=TRICKS, doc=TRICKS, dimension=TRICKS, breakdown=(part,), notes=(TRICKS,), definition=TRICKS
    )
    text = "".join(text_of(made(tricked)).split())

    assert text.count("".join(TRICKS.split())) >= 5


@pytest.mark.parametrize(("paper", "width", "height"), [(Paper.A4, 210, 297), (Paper.LETTER, 215.9, 279.4)])
def test_the_paper_is_the_offices(paper: Paper, width: float, height: float) -> None:
    """The printer would cut the edges off."""
    box = made(revenue(), replace(STATIONERY, paper=paper)).pages[0].mediabox

    assert float(box.width) * POINT == pytest.approx(width, abs=0.1)
    assert float(box.height) * POINT == pytest.approx(height, abs=0.1)


def test_screen_readers_get_the_picture_in_words() -> None:
    """The file would be silent about its picture."""
    reader = made(revenue())

    assert "/StructTreeRoot" in reader.trailer["/Root"].get_object()
    assert reader.metadata is not None
    assert reader.metadata.title == "Revenue"


@pytest.mark.parametrize("name", [*examples(), *dashboards()])
def test_every_example_can_be_printed(name: str) -> None:
    """A shape of answer that nobody tried would bring an error in place of a file."""
    content: Answer | Any = {**examples(), **dashboards()}[name]

    assert content.title in " ".join(text_of(made(content)).split())


def test_without_a_picture_the_number_is_still_printed() -> None:
    """A month without a value would bring no file."""
    answer = replace(revenue(), value=None, reason="no orders have been imported yet", series=())
    reader = PdfReader(BytesIO(pdf_of(answer, None, STATIONERY).content))

    assert "no value\nno orders have been imported yet." in text_of(reader)


def test_the_same_answer_at_the_same_time_is_the_same_file() -> None:
    """Two copies of one report would differ without a reason."""
    assert pdf_of(revenue(), None, STATIONERY).content == pdf_of(revenue(), None, STATIONERY).content


def test_where_the_extra_is_missing_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The asker would get an error of ours, and the operator no idea."""
    monkeypatch.setattr(pdf, "find_spec", lambda name: None if name == "typst" else name)

    with pytest.raises(ExportError, match="PDF needs the extra “pdf”: pip install 'kpibot\\[pdf\\]', or ask for it as"):
        pdf_of(revenue(), None, STATIONERY)
