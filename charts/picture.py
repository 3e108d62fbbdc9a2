"""The door to the drawing: light to import, so that the bot pays for matplotlib only where it draws."""

from charts.theme import SLACK, Theme
from metrics.answer import Answer


def render_png(answer: Answer, theme: Theme = SLACK) -> bytes:
    """The picture of an answer: a PNG of 1200 x 675 pixels, the same bytes for the same answer.

    Not for threads, nor for an event loop: matplotlib is not safe in the first and blocks the second; see RenderPool.
    Raises RenderError with a sentence where there can be no picture.
    """
    # Importing matplotlib takes most of a second.
    from charts.rendering import render  # noqa: PLC0415

    return render(answer, theme)
