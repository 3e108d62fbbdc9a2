"""What a question or page is about, as the policy names it."""

from bot.attribution_pages import is_attribution
from bot.experiment_pages import is_of_experiments
from bot.shown import Page, Showable
from metrics.attribution.base import NAME as ATTRIBUTION
from metrics.catalogue.dashboards import find_dashboard
from metrics.experiments.pages import LIST as EXPERIMENTS


def topics_of(shown: Showable) -> frozenset[str]:
    """The metrics in it; of a page that has none of its own, the page."""
    if not isinstance(shown, Page):
        return frozenset({shown.question.metric})
    if is_of_experiments(shown):
        return frozenset({EXPERIMENTS})
    if is_attribution(shown):
        return frozenset({ATTRIBUTION})
    layout = find_dashboard(shown.name)
    if layout is None or not layout.headlines:
        # What a page will have on it is known only when it is looked up: each of its numbers is judged there.
        return frozenset()
    return frozenset(panel.metric for row in (layout.headlines, *layout.rows) for panel in row)
