"""The files of examples/ are what the commands take."""

from pathlib import Path

from bot.assumptions import load_assumptions
from bot.metric_names import METRIC_NAMES
from etl.company import Company
from etl.importing import import_file
from store.database import Database

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_example_of_a_finance_model_is_taken_whole(database: Database) -> None:
    """Who starts from the example meets no refusal in it."""
    summary = import_file(database, Company(), "forecasts", EXAMPLES / "finance_model.csv", names=METRIC_NAMES)

    assert summary.refusals == ()
    assert summary.counts.new == summary.counts.read == 12 * 3 * 8


def test_a_name_that_is_no_metric_says_which_is_near(database: Database, tmp_path: Path) -> None:
    """A slip in a column's name is found by its sentence, not by a forecast that is missing in a month's time."""
    file = tmp_path / "finance_model.csv"
    file.write_text("month,Net Revenue,revenu\n2026-10,5,6\n")

    summary = import_file(database, Company(), "forecasts", file, names=METRIC_NAMES)

    assert summary.counts.new == 1
    [(_, reason)] = summary.refusals
    assert reason.startswith("metric 'revenu' is the name of no metric: did you mean revenue")


def test_the_example_of_assumptions_is_read() -> None:
    """Who starts from the example meets no fault in it."""
    assert load_assumptions(EXAMPLES / "assumptions.json").lifetime_months == 24
