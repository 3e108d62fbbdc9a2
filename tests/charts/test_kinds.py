"""A picture for each kind that an Answer can ask for, light to import, and the same every time."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from charts import RenderError, render_png
from charts.examples import examples, ltv_to_cac, retention_by_cohort
from charts.kind import all_kinds
from metrics.answer import Answer, ChartKind, Cohort, Part, Point


def test_every_kind_has_its_file() -> None:
    """A metric declared with a chart that nobody draws would never have a picture."""
    assert set(all_kinds()) == set(ChartKind)


@pytest.mark.parametrize("name", ["ltvcac", "spend-by-channel", "cac-by-channel"])
def test_the_same_answer_is_the_same_bytes(name: str) -> None:
    """A picture can be found again by its content; and no date or program's name tells where it was made."""
    answer = examples()[name]

    png = render_png(answer)

    assert png == render_png(answer)
    with Image.open(BytesIO(png)) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (1200, 675), {})


def test_a_value_that_is_no_number_is_refused_in_a_sentence() -> None:
    """The bot can say why there is no picture."""
    with pytest.raises(RenderError, match="LTV:CAC can't be drawn: NaN among its values is not a number"):
        render_png(replace(ltv_to_cac(), value=Decimal("NaN")))


def test_a_value_too_large_to_place_is_refused_in_a_sentence() -> None:
    """Beyond fifteen digits a pixel would lie."""
    with pytest.raises(RenderError, match="too large for a picture"):
        render_png(replace(ltv_to_cac(), breakdown=(Part("meta", Decimal("1e16")),)))


@pytest.mark.parametrize(
    "answer",
    [
        replace(ltv_to_cac(), previous_series=(Point(date(2026, 11, 1), Decimal("NaN")),)),
        replace(retention_by_cohort(), cohorts=(Cohort(date(2026, 11, 1), 1, (Decimal("Infinity"),)),)),
    ],
    ids=["ghost", "cohort"],
)
def test_what_is_drawn_beside_the_series_is_checked_as_well(answer: Answer) -> None:
    """No kind of chart meets a value that it can't place."""
    with pytest.raises(RenderError, match="is not a number"):
        render_png(answer)


def test_importing_charts_does_not_import_matplotlib() -> None:
    """The bot would take most of a second longer to start, and 60 MB more for as long as it runs."""
    code = "import charts, sys; sys.exit(any(name in sys.modules for name in ('matplotlib', 'numpy', 'PIL')))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


def test_a_stray_matplotlibrc_changes_nothing() -> None:
    """A setting left in the folder that the bot is started from must not change its pictures."""
    import matplotlib as mpl  # noqa: PLC0415 - this test alone changes its settings

    before = render_png(ltv_to_cac())
    with mpl.rc_context({"text.parse_math": True, "axes.facecolor": "red", "savefig.bbox": "tight", "font.size": 40}):
        assert render_png(ltv_to_cac()) == before
