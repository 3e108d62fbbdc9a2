"""A page of an experiment that was won, as the engine would make it."""

from datetime import UTC, date, datetime

from metrics.answer import Dashboard, Period, Snapshot
from metrics.experiments.model import Arm, Design, Kind, Measure, Status
from metrics.experiments.reading import read

LAST = date(2026, 11, 21)


def experiment_page() -> Dashboard:
    """Of conversions alone, 20 % better."""
    design = Design("checkout", "Checkout", Kind.AB_TEST, Status.RUNNING, Measure.CONVERSION, planned_users=20_000)
    converted = {"control": 1_000, "new": 1_200}
    arms = tuple(Arm(name, name == "control", 10_000, conversions) for name, conversions in converted.items())
    period = Period(date(2026, 11, 1), LAST, "results to Nov 21, 2026")
    snapshot = Snapshot(7, datetime(2026, 11, 22, 6, 10, tzinfo=UTC))
    reading = read(design, {LAST: arms})
    return Dashboard("experiment checkout", "Checkout", period, (), (), snapshot=snapshot, experiments=(reading,))
