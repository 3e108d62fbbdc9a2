"""The door to the drawing: light to import, so that the bot pays for matplotlib only where it draws."""

from charts.theme import SLACK, SLACK_PAGE, Theme
from metrics.answer import Answer, Dashboard


def render_png(answer: Answer, theme: Theme = SLACK) -> bytes:
    """The picture of an answer: a PNG of 1200 x 675 pixels, the same bytes for the same answer.

    Not for threads, nor for an event loop: matplotlib is not safe in the first and blocks the second; see RenderPool.
    Raises RenderError with a sentence where there can be no picture.
    """
    # Importing matplotlib takes most of a second.
    from charts.rendering import render  # noqa: PLC0415

    return render(answer, theme)


def render_dashboard(dashboard: Dashboard, theme: Theme = SLACK_PAGE) -> bytes:
    """The picture of a dashboard: a PNG of 1200 pixels by what its rows need. As `render_png` in all else."""
    from charts.rendering import render_page  # noqa: PLC0415 - as above

    return render_page(dashboard, theme)


def render_any(shown: Answer | Dashboard) -> bytes:
    """The picture of either, for whom it is all the same."""
    return render_dashboard(shown) if isinstance(shown, Dashboard) else render_png(shown)
