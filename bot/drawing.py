"""What can be drawn: one number or a whole page; and what its picture is called and says."""

from charts import IMAGE_LIMIT, alt_text, dashboard_alt_text
from metrics.answer import Answer, Dashboard

Drawing = Answer | Dashboard


def name_of(drawing: Drawing) -> str:
    """The name of its file, and in the log."""
    return drawing.name if isinstance(drawing, Dashboard) else drawing.metric


def alt_of(drawing: Drawing, limit: int = IMAGE_LIMIT) -> str:
    """The picture in words, at most `limit` characters."""
    return dashboard_alt_text(drawing, limit) if isinstance(drawing, Dashboard) else alt_text(drawing, limit)
