"""Experiments as a table: the variants of one, or a row for each of several."""

from decimal import Decimal

from bot.views.blocks import clipped
from bot.views.experiment_lines import currency_of, is_of_one
from bot.views.table_rows import MOST_ROWS, Cell, Row, Table
from metrics.answer import Dashboard, Unit
from metrics.answer.numbers import value_text
from metrics.answer.wording import day_text
from metrics.experiments.model import Arm, Effect, Kind, Measure, Reading, Verdict
from metrics.experiments.sentences import days_running, effect_text, interval_text, p_text, signed_percent

_CELL_LIMIT = 80
_NONE = Cell("–")


def experiments_table(content: Dashboard) -> Table:
    """The variants of one experiment, or a row for each of several."""
    if not content.experiments:
        return Table((), ())
    if is_of_one(content):
        return _of_variants(content)
    heads = ("Experiment", "Verdict", "Lift", "Users", "Days", "Status", "Started", "Key")
    return Table(heads, tuple(_row(each) for each in content.experiments[:MOST_ROWS]))


def _row(reading: Reading) -> Row:
    design, days = reading.design, days_running(reading)
    started = Cell(day_text(design.started_on)) if design.started_on else _NONE
    counted = Cell(f"{days:,}", Decimal(days)) if days else _NONE
    users = Cell(f"{reading.users:,}", Decimal(reading.users))
    best = max(reading.effects, key=lambda each: each.absolute, default=None)
    verdict = Cell(clipped(str(reading.verdict) if design.kind is Kind.AB_TEST else "observational", _CELL_LIMIT))
    lift = _NONE if reading.verdict is Verdict.SAMPLE_RATIO else _lift_cell(best)
    cells = (verdict, lift, users, counted, Cell(design.status.value), started, Cell(design.key))
    return Row(clipped(design.title, _CELL_LIMIT), cells)


def _of_variants(content: Dashboard) -> Table:
    """A row for each variant, the control first."""
    reading = content.experiments[0]
    what = "Converted" if reading.design.measure is Measure.CONVERSION else "Revenue a user"
    heads = ("Variant", "Users", what, "Lift", "Interval", "p")
    effects = {each.variant: each for each in reading.effects}
    return Table(heads, tuple(_variant(arm, effects.get(arm.variant), reading, content) for arm in reading.arms))


def _variant(arm: Arm, effect: Effect | None, reading: Reading, content: Dashboard) -> Row:
    cells = (Cell(f"{arm.users:,}", Decimal(arm.users)), _rate(arm, reading.design.measure, currency_of(content)))
    name = f"{arm.variant} (control)" if arm.is_control and arm.variant != "control" else arm.variant
    if effect is None:
        return Row(clipped(name, _CELL_LIMIT), (*cells, _NONE, _NONE, _NONE))
    measure = reading.design.measure
    interval = interval_text(effect.lift_interval) if effect.lift_interval else effect_text(effect, measure, "")
    p = effect.p_holm if effect.p_holm is not None else effect.p
    sure = Cell(p_text(p), Decimal(repr(p))) if p is not None else _NONE
    return Row(clipped(name, _CELL_LIMIT), (*cells, _lift_cell(effect), Cell(clipped(interval, _CELL_LIMIT)), sure))


def _rate(arm: Arm, measure: Measure, currency: str) -> Cell:
    if not arm.users:
        return _NONE
    if measure is Measure.CONVERSION:
        share = Decimal(arm.conversions) / arm.users
        return Cell(f"{share:.2%}", share * 100)
    a_user = arm.revenue / arm.users
    return Cell(value_text(a_user, Unit.MONEY, currency, 2), a_user)


def _lift_cell(effect: Effect | None) -> Cell:
    if effect is None or effect.lift is None:
        return _NONE
    return Cell(signed_percent(effect.lift), Decimal(repr(round(100 * effect.lift, 6))))
