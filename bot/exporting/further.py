"""What some answers have beside their series: bands, the months of a plan, days to come, and experiments."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.exporting.row import Row
from metrics.answer import Answer, Dashboard
from metrics.answer.why_words import step_name, step_text
from metrics.experiments.model import Reading
from metrics.experiments.sentences import exact, status_text, verdict_text

_OF_AN_ARM = ("users", "conversions", "revenue", "revenue_squared")


def further_rows(blank: Row, answer: Answer) -> Iterator[Row]:
    """Each value with the day or month that it is of."""
    for usual in answer.usual:
        of_day = replace(blank, day=usual.day, grain="day", remark=answer.band)
        yield replace(of_day, row="band low", value=usual.low)
        yield replace(of_day, row="band high", value=usual.high)
    yield from _months(blank, answer)
    yield from _days_ahead(blank, answer)
    yield from _steps(blank, answer)


def rows_of_experiments(page: Dashboard) -> Iterator[Row]:
    """Each experiment's verdict, and what its variants have done."""
    currency = page.headlines[0].currency if page.headlines else ""
    for reading in page.experiments:
        blank = Row(
            "experiment",
            reading.design.title,
            "",
            dimension="key",
            part=reading.design.key,
            day=reading.day,
            snapshot=page.snapshot.id if page.snapshot else None,
            published_at=page.snapshot.published_at if page.snapshot else None,
        )
        yield replace(blank, row="status", remark=status_text(reading))
        yield replace(blank, row="verdict", remark=verdict_text(reading, currency))
        yield from _variants(blank, reading, currency)


def _months(blank: Row, answer: Answer) -> Iterator[Row]:
    for month in answer.forecast.months if answer.forecast else ():
        of_month = replace(blank, day=month.month, grain="month")
        values = {
            "forecast month": month.forecast,
            "forecast month so far": month.expected,
            "forecast low": month.low,
            "forecast high": month.high,
            "actual month": month.actual,
        }
        yield from (replace(of_month, row=name, value=value) for name, value in values.items() if value is not None)


def _steps(blank: Row, answer: Answer) -> Iterator[Row]:
    """What moved the number, each way to tell it on its own: the steps of one come to the change."""
    for way in (answer.why.best, *answer.why.others) if answer.why else ():
        for step in way.steps:
            yield replace(
                blank,
                row="step",
                dimension=way.title,
                part=step_name(step, answer),
                value=step.effect,
                remark=step_text(step, answer),
            )


def _days_ahead(blank: Row, answer: Answer) -> Iterator[Row]:
    for day in answer.outlook.days if answer.outlook else ():
        of_day = replace(blank, day=day.day, grain="day")
        yield replace(of_day, row="outlook", value=day.value)
        for share, band in (("80%", day.range80), ("95%", day.range95)):
            yield replace(of_day, row=f"outlook {share} low", value=band.low)
            yield replace(of_day, row=f"outlook {share} high", value=band.high)


def _variants(blank: Row, reading: Reading, currency: str) -> Iterator[Row]:
    for arm in reading.arms:
        of_arm = replace(blank, dimension="variant", part=arm.variant)
        for name in _OF_AN_ARM:
            unit = {"revenue": "money", "users": "count", "conversions": "count"}.get(name)
            money = currency if unit == "money" else None
            yield replace(of_arm, row=name, value=Decimal(getattr(arm, name)), unit=unit, currency=money)
    for effect in reading.effects:
        of_effect = replace(blank, dimension="variant", part=effect.variant, unit="fraction")
        if effect.lift is not None:
            yield replace(of_effect, row="lift", value=exact(effect.lift))
        if effect.lift_interval is not None:
            sure = "always valid" if effect.is_always_valid else "fixed test"
            yield replace(of_effect, row="lift low", value=exact(effect.lift_interval.low), remark=sure)
            yield replace(of_effect, row="lift high", value=exact(effect.lift_interval.high), remark=sure)
        for name, p in (("p", effect.p), ("p adjusted", effect.p_holm)):
            if p is not None:
                yield replace(of_effect, row=name, value=exact(p), unit=None)
