"""The Answer that an outlook is."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from metrics.answer import Absence, Answer, Backtest, ChartKind, Grain, Outlook, Period, Point, Status
from metrics.answer.numbers import value_text
from metrics.answerer import Answerer, Published
from metrics.closing import first_day
from metrics.facts import Facts
from metrics.forecasting import Nature, nature_of
from metrics.metric import Metric
from metrics.outlook.outlook import LONGEST, SHORTEST, days_needed, outlook_from
from metrics.outlook.weekdays import WEEKS
from metrics.periods import Trailing
from metrics.question import Question
from metrics.reader import Span, Window

_DAY = timedelta(days=1)
# Three years: two of each season, and the one that is looked at.
_MOST_DAYS = 1_095
_FEWEST_SHOWN = 90


def answer_outlook(metric: Metric, question: Question, published: Published) -> Answer:
    """What the next days may bring, as many as the question's period is long; or why that can't be said."""
    last = Answerer(metric, replace(question, period=Trailing(1), by=None, grain=None), published).answer()
    closed = last.freshness.through if last.freshness else published.today - _DAY
    horizon = question.period.resolve(closed, closed + _DAY).period.days
    blank = _blank(last, closed, horizon)
    if nature_of(metric.expression) is not Nature.SUM:
        reason = f"an outlook is of what adds up over days, such as revenue or orders; {metric.title} does not"
        return replace(blank, reason=reason, absence=Absence.UNDEFINED)
    if last.reason:
        return replace(blank, reason=last.reason, absence=last.absence)
    if not SHORTEST <= horizon <= LONGEST:
        reason = f"an outlook is of {SHORTEST} to {LONGEST} days, and not of {horizon:,}"
        return replace(blank, reason=reason, absence=Absence.UNDEFINED)
    return _looked_ahead(blank, _history(metric, published, closed), closed, horizon)


def _looked_ahead(blank: Answer, history: list[Decimal], closed: date, horizon: int) -> Answer:
    outlook = outlook_from(history, closed, horizon)
    if outlook is None:
        needed = days_needed(horizon)
        reason = f"there are {len(history):,} days of data, and {horizon} days ahead take {needed}"
        return replace(blank, reason=reason, absence=Absence.TOO_SMALL)
    shown = max(2 * horizon, _FEWEST_SHOWN)
    series = [Point(closed - _DAY * back, value) for back, value in enumerate(reversed(history))][:shown]
    total = sum((each.value for each in outlook.days), Decimal(0))
    notes = (_ranges_text(outlook, blank), backtest_text(outlook.backtest))
    return replace(blank, value=total, series=tuple(reversed(series)), outlook=outlook, notes=notes)


def _history(metric: Metric, published: Published, closed: date) -> list[Decimal]:
    """The metric on each day that is known, the latest last; nothing where none is."""
    begins = first_day(metric.expression.sources(), published.sources)
    if begins is None:
        return []
    start = max(begins, closed - _DAY * (_MOST_DAYS - 1))
    facts = Facts(published.reader, Span(start, closed), begins, closed)
    days = (start + _DAY * n for n in range((closed - start).days + 1))
    return [metric.expression.evaluate(facts, Window(day, day)).value or Decimal(0) for day in days]


def _blank(last: Answer, closed: date, horizon: int) -> Answer:
    """What is known of it beside the number."""
    return replace(
        last,
        title=f"{last.title} outlook",
        chart=ChartKind.OUTLOOK,
        definition=f"for each day to come the median of its last {WEEKS} same weekdays",
        period=Period(closed + _DAY, closed + _DAY * horizon, f"next {horizon} days"),
        period_words=f"{horizon}d",
        value=None,
        reason=None,
        absence=None,
        previous_period=None,
        previous=None,
        change=None,
        target=None,
        status=Status.NONE,
        grain=Grain.DAY,
        series=(),
        previous_series=(),
        annotations=(),
        dimension=None,
        breakdown=(),
        inputs=(),
        alternatives=(),
        sample=None,
        notes=(),
    )


def _ranges_text(outlook: Outlook, answer: Answer) -> str:
    ranges = ((80, outlook.total80), (95, outlook.total95))
    low_to_high = [
        f"{share}% between {value_text(each.low, answer.unit, answer.currency)} and "
        f"{value_text(each.high, answer.unit, answer.currency)}"
        for share, each in ranges
    ]
    return f"{', '.join(low_to_high)}."


def backtest_text(backtest: Backtest) -> str:
    """How wrong it was before, in a sentence or two."""
    text = f"Made again from {backtest.origins} past days of {backtest.days:,}"
    if backtest.mase is None:
        return f"{text}, it was never wrong, and neither was last week: every week is the same."
    text += f", its error was {backtest.mase:.2f} times that of taking the same weekday a week before (MASE)"
    if backtest.within80 is None or backtest.within95 is None:
        return f"{text}. The history is too short to try the bands."
    return f"{text}; {backtest.within80:.0%} and {backtest.within95:.0%} of the days lay within the 80% and 95% bands."
