"""Reads words as a dashboard: its name or alias and perhaps a period, in either order."""

from bot.shown import Page
from metrics.catalogue.dashboards import find_dashboard
from metrics.period_words import read_period

# Words that people write around a page's name.
_FILLERS = frozenset(
    {"the", "a", "our", "show", "me", "please", "for", "of", "in", "over", "dashboard", "page", "view"}
)
_LONGEST = 12


def read_page(text: str) -> Page | None:
    """The page that is meant; None where the words name none, or say anything else besides."""
    words = [word for word in text.lower().replace("?", " ").split() if word not in _FILLERS]
    if len(words) > _LONGEST:
        return None
    halves = ((words[:cut], words[cut:]) for cut in range(len(words) + 1))
    readings = (_page(*pair) for one, other in halves for pair in ((one, other), (other, one)))
    return next((page for page in readings if page), None)


def _page(name: list[str], when: list[str]) -> Page | None:
    layout, period = find_dashboard(" ".join(name)), read_period(" ".join(when))
    if layout is None or (when and period is None):
        return None
    return Page(layout.name, period)
