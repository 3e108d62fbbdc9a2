"""The door to the drawing: light to import, so that the bot pays for matplotlib only where it draws."""

from importlib.util import find_spec
from pathlib import Path

from charts.errors import RenderError
from charts.form import PictureForm
from charts.theme import SLACK, SLACK_PAGE, Theme
from metrics.answer import Answer, Dashboard


def render_png(answer: Answer, theme: Theme = SLACK, form: PictureForm = PictureForm.PNG) -> bytes:
    """The picture of an answer: a PNG of 1200 x 675 pixels, the same bytes for the same answer.

    Not for threads, nor for an event loop: matplotlib is not safe in the first and blocks the second; see RenderPool.
    Raises RenderError with a sentence where there can be no picture.
    """
    # Importing matplotlib takes most of a second.
    from charts.rendering import render  # noqa: PLC0415

    return render(answer, theme, form)


def render_dashboard(dashboard: Dashboard, theme: Theme = SLACK_PAGE, form: PictureForm = PictureForm.PNG) -> bytes:
    """The picture of a dashboard: a PNG of 1200 pixels by what its rows need. As `render_png` in all else."""
    from charts.rendering import render_page  # noqa: PLC0415 - as above

    return render_page(dashboard, theme, form)


def render_any(shown: Answer | Dashboard, form: PictureForm = PictureForm.PNG) -> bytes:
    """The picture of either, for whom it is all the same."""
    if isinstance(shown, Dashboard):
        return render_dashboard(shown, form=form)
    return render_png(shown, form=form)


def font_folder() -> Path:
    """Where the fonts lie that an SVG names: matplotlib's own. Finding it does not import matplotlib."""
    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise RenderError("Matplotlib is not installed: install kpibot with its dependencies.")
    return Path(found.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
