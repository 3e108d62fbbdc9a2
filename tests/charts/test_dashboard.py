"""A page of several numbers: each headline with its change and status, each panel a chart of its own kind."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from charts import RenderError, dashboard_alt_text, render_dashboard
from charts.dashboard import draw_dashboard
from charts.examples import dashboards, examples, executive, revenue
from charts.page import Page
from charts.theme import SLACK_PAGE
from metrics.answer import Change, ChangeKind, ChartKind, Dashboard, Part, Status, Unit

Texts = Callable[[Page], list[Text]]
Words = Callable[[Page], list[str]]
PAGES = dashboards()
LONG = "Contribution of every customer who ever came back to us after the campaign in the spring of the year before"
# One example of each kind.
OF_KIND = {chart: next(answer for answer in examples().values() if answer.chart is chart) for chart in ChartKind}


def page_of(dashboard: Dashboard) -> Page:
    """A dashboard as a page of artists."""
    return draw_dashboard(dashboard, SLACK_PAGE)


def cards(page: Page) -> list[Bbox]:
    """The boxes of the tiles and panels."""
    return [card.get_window_extent() for card in page.ground.patches if isinstance(card, FancyBboxPatch)]


@pytest.mark.parametrize(("name", "count"), [("executive", 4 + 3 + 2), ("finance", 4 + 2 + 2), ("growth", 3 + 2 + 2)])
def test_the_three_layouts(name: str, count: int) -> None:
    """Each dashboard is one picture, as wide as any other and as high as its rows need."""
    dashboard = PAGES[name]

    with Image.open(BytesIO(render_dashboard(dashboard))) as picture:
        assert picture.size == (1200, 1088)
    assert len(cards(page_of(dashboard))) == count


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_legible(name: str, assert_legible: Callable[[Page], None]) -> None:
    """No word of a usual day's page, or of a bad one's, is lost."""
    assert_legible(page_of(PAGES[name]))


@pytest.mark.parametrize("chart", ChartKind)
def test_every_kind_fits_a_narrow_panel(chart: ChartKind, texts: Texts, assert_legible: Callable[[Page], None]) -> None:
    """Whatever a panel draws, however it is called and however little room it has, no word leaves its card."""
    answer = replace(OF_KIND[chart], title=LONG)
    huge = replace(answer, value=Decimal("123456789012.34"), previous=Decimal(1234567890123))
    none = replace(answer, value=None, reason=LONG)

    page = page_of(replace(executive(), title=LONG, headlines=(answer, huge, none), rows=((answer, huge, none),)))

    assert_legible(page)
    inside = [text for text in texts(page) if not text.get_text().startswith(("Data through", "snapshot", "Oct 24 –"))]
    boxes = cards(page)
    for text in inside[1:]:
        extent = text.get_window_extent()
        assert any(
            box.x0 <= extent.x0 and extent.x1 <= box.x1 and box.y0 <= extent.y0 and extent.y1 <= box.y1 for box in boxes
        ), text


def test_a_tile_says_what_its_message_says(texts: Texts) -> None:
    """The number, its change and its status stand on the page as they stand in the fields of the message."""
    found = {text.get_text(): text.get_color() for text in texts(page_of(executive()))}

    assert {"LTV:CAC", "4.21:1", "▲ up 6.9%", "○ Off target"} <= set(found)
    assert found["▲ Warning"] == SLACK_PAGE.tones[Status.WARNING].fill


def test_a_panel_without_a_value_says_why(words: Words) -> None:
    """An empty panel would be taken for a fault of the bot."""
    answer = replace(revenue(), value=None, reason="no orders have been imported yet")

    found = words(page_of(replace(executive(), headlines=(), rows=((answer, revenue()),))))

    assert {"no value", "no orders have been imported yet"} <= set(found)


def test_a_page_without_rows_is_still_a_page(assert_legible: Callable[[Page], None]) -> None:
    """A company without data has a dashboard that says when it was looked at."""
    assert_legible(page_of(replace(executive(), headlines=(), rows=((),))))


def test_more_than_four_headlines_go_on_in_a_second_row() -> None:
    """Five tiles in a row would cut their numbers."""
    page = page_of(replace(executive(), headlines=executive().headlines * 2, rows=()))

    assert len({round(card.y0) for card in cards(page)}) == 2


def test_a_number_that_is_none_is_refused_in_a_sentence() -> None:
    """One bad value is named, as it is in a picture of its own."""
    bad = replace(revenue(), value=Decimal("NaN"))

    with pytest.raises(RenderError, match="Revenue can't be drawn: NaN"):
        render_dashboard(replace(executive(), rows=((bad,),)))


def test_a_page_in_words() -> None:
    """Who can't see the page is told its headlines with change and status, its panels, and how old it is."""
    text = dashboard_alt_text(executive())

    assert text.startswith("Dashboard. Executive, Oct 24 – Nov 22, 2026. Revenue $48,194, up 11.8% from $43,100")
    assert "LTV:CAC 4.21:1, up 6.9% from 3.94:1 (Sep 24 – Oct 23, 2026), off target (target above 5:1)." in text
    assert "Pie chart with its total in the middle: Revenue $48,194" in text
    assert text.endswith("Data through Nov 22, 2026.")


@pytest.mark.parametrize("limit", [300, 500, 1000, 2000])
def test_slack_takes_the_words_of_a_page(limit: int) -> None:
    """What gives way are the panels, then the changes; the headline numbers stay."""
    text = dashboard_alt_text(PAGES["finance"], limit)

    assert len(text) <= limit
    assert "$48,194" in text
    assert "68.2%" in text


def test_a_missing_headline_in_words() -> None:
    """A number that is missing is missing in the words as well, with its reason."""
    assert "LTV:CAC has no value: there were only 12 new customers" in dashboard_alt_text(PAGES["dashboard-bad-day"])


def test_a_narrow_panel_names_each_slice_and_line_and_says_how_it_moved(words: Words) -> None:
    """ "ot… 15.3%" and "▼ down 0.2…" tell nobody anything."""
    parts = tuple(Part(name, Decimal(amount)) for name, amount in (("meta", 58), ("tiktok", 27), ("other", 15)))
    spend = replace(examples()["spend-by-channel"], chart=ChartKind.PIE, value=Decimal(100), breakdown=parts)
    margin = replace(examples()["revenue"], unit=Unit.FRACTION, value=Decimal("0.656"), previous=Decimal("0.659"))
    margin = replace(margin, change=Change(Decimal("-0.0028"), ChangeKind.POINTS))
    page = replace(dashboards()["growth"], headlines=(margin,) * 4, rows=((spend,) * 3,))

    written = words(page_of(page))

    assert {"meta", "tiktok", "other"} <= set(written)
    assert not any("…" in text for text in written)
