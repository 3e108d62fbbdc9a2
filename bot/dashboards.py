"""The dashboards of one company, by name."""

from dataclasses import dataclass

from bot.answering import Answering
from metrics.answer import Dashboard
from metrics.catalogue.dashboards import DASHBOARDS, find_dashboard
from metrics.periods import PeriodSpec


@dataclass(frozen=True)
class CompanyDashboards:
    """Answers whole pages by their names. It blocks."""

    answering: Answering

    def names(self) -> tuple[str, ...]:
        """What each is called."""
        return tuple(layout.name for layout in DASHBOARDS)

    def dashboard(self, name: str, period: PeriodSpec | None) -> Dashboard:
        """The page of that name. Raises KeyError where there is none."""
        layout = find_dashboard(name)
        if layout is None:
            raise KeyError(f"There is no dashboard {name!r}.")
        return self.answering.dashboard(layout, period)
