"""Answer -> PNG or SVG. Matplotlib is imported here and in what this imports, and by nothing that a bot starts with."""

from collections.abc import Iterator
from decimal import Decimal

import matplotlib as mpl

from charts.dashboard import draw_dashboard
from charts.errors import RenderError
from charts.fits import settled
from charts.form import PictureForm
from charts.kind import find_kind
from charts.page import Page
from charts.png import encode
from charts.svg import encode_svg
from charts.theme import Theme
from metrics.answer import Answer, Dashboard

# Beyond this a picture's coordinates are no longer exact.
_LARGEST = Decimal(10) ** 15
# A matplotlibrc that lies about on the machine must not change a picture; the backend alone can't be set here.
_DEFAULTS = {key: mpl.rcParamsDefault[key] for key in mpl.rcParamsDefault if not key.startswith("backend")}


def render(answer: Answer, theme: Theme, form: PictureForm = PictureForm.PNG) -> bytes:
    """The picture of an answer, 1200 x 675 pixels, the same bytes each time. Raises RenderError with a sentence."""
    for value in _values(answer):
        _check(value, answer.title)
    with mpl.rc_context(_DEFAULTS):
        return _encoded(draw(answer, theme), form)


def render_page(dashboard: Dashboard, theme: Theme, form: PictureForm = PictureForm.PNG) -> bytes:
    """The picture of a dashboard, the same bytes each time. Raises RenderError with a sentence."""
    for answer in (*dashboard.headlines, *(answer for row in dashboard.rows for answer in row)):
        for value in _values(answer):
            _check(value, answer.title)
    with mpl.rc_context(_DEFAULTS):
        return _encoded(draw_dashboard(dashboard, theme), form)


def _encoded(page: Page, form: PictureForm) -> bytes:
    return encode_svg(page.figure) if form is PictureForm.SVG else encode(page.canvas)


def draw(answer: Answer, theme: Theme) -> Page:
    """The page with the answer on it, before it becomes pixels."""
    page = Page(theme)
    shown = settled(answer)
    find_kind(shown.chart).draw(page, shown)
    return page


def _check(value: Decimal, title: str) -> None:
    if not value.is_finite():
        raise RenderError(f"{title} can't be drawn: {value} among its values is not a number.")
    if abs(value) > _LARGEST:
        raise RenderError(f"{title} can't be drawn: {value:.3E} among its values is too large for a picture.")


def _values(answer: Answer) -> Iterator[Decimal]:
    levels = (answer.levels.warning, answer.levels.critical, answer.target.value if answer.target else None)
    points = (*answer.series, *answer.previous_series, *(point for part in answer.breakdown for point in part.series))
    parts = (part.value for part in answer.breakdown)
    months = answer.forecast.months if answer.forecast else ()
    planned = (value for each in months for value in (each.actual, each.expected, each.forecast, each.low, each.high))
    cohorts = (value for cohort in answer.cohorts for value in cohort.values)
    ahead = answer.outlook.days if answer.outlook else ()
    expected = (value for day in ahead for value in (day.value, day.range95.low, day.range95.high))
    found = (
        answer.value,
        answer.previous,
        *levels,
        *(point.value for point in points),
        *parts,
        *(end for part in answer.breakdown if part.interval for end in (part.interval.low, part.interval.high)),
        *cohorts,
        *planned,
        *expected,
    )
    return (value for value in found if value is not None)
