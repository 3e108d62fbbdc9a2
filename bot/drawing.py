"""What can be drawn: one number or a whole page; and what its picture is called."""

from metrics.answer import Answer, Dashboard

Drawing = Answer | Dashboard


def name_of(drawing: Drawing) -> str:
    """The name of its file, and in the log."""
    return drawing.name if isinstance(drawing, Dashboard) else drawing.metric
