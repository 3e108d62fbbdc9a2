"""The phrases that people use, and what each names. A phrase is words with one space between them."""

from functools import lru_cache
from itertools import product

from bot.language.draft import DIMENSIONS, NOTHING, Draft
from bot.shown import View
from etl.company import DEFAULT_SPELLINGS
from metrics.answer import Comparison, Grain
from metrics.catalogue import METRICS, find_metric
from metrics.period_words import PHRASES, read_period
from metrics.periods import CalendarUnit


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(","))


# Words that people write around a question and that change nothing in it.
FILLERS = frozenset(
    _listed("""
        a, an, and, are, at, can, could, current, currently, did, do, does, for, get, give, had, has, have, hello, hey,
        hi, how, i, in, is, it, kpi, kpibot, look, looking, like, made, make, many, me, much, my, need, number, of, on,
        our, over, please, see, show, so, far, tell, thanks, the, there, us, value, want, was, we, were, what, whats,
        which, would, you, your
    """)
)

VERSUS = ("vs", "v", "versus", "against", "compared to", "compared with", "compare to", "compare with", "relative to")
BY = ("by", "per", "each", "every", "across", "split by", "broken down by", "for each", "by each")
AS = ("as", "as a", "as an", "in a", "show as")

_BEFORE = _listed("""
    before, previous, previous period, the previous period, prior, prior period, the prior period, preceding period,
    the preceding period, last period, the last period, the period before, the one before
""")
_LAST_YEAR = _listed("""
    last year, ly, yoy, a year ago, one year ago, a year before, a year earlier, previous year, prior year,
    the year before, the previous year, same period last year, the same period last year, same time last year,
    the same time last year
""")
_TARGET = _listed("target, the target, our target, its target, goal, the goal, our goal, its goal")
_USUAL = _listed("usual, the usual, what is usual, normal, the usual range, its usual range")
_FORECAST = _listed("""
    forecast, the forecast, our forecast, its forecast, forecasts, plan, the plan, our plan, budget, the budget,
    our budget, expected, what was expected
""")
_TABLE = _listed("table, data table, list")
_LINE = _listed("line, trend, line chart, line graph, trend line, trendline")
_BAR = _listed("bar, bars, columns, bar chart, bar graph, column chart")
_PICTURE = _listed("chart, picture, image, graph, plot")

COMPARISONS = {
    **{
        f"{marker} {thing}": comparison
        for comparison, things in (
            (Comparison.PREVIOUS, _BEFORE),
            (Comparison.LAST_YEAR, _LAST_YEAR),
            (Comparison.TARGET, _TARGET),
            (Comparison.USUAL, _USUAL),
            (Comparison.FORECAST, _FORECAST),
        )
        for marker, thing in product(VERSUS, things)
    },
    "yoy": Comparison.LAST_YEAR,
    "year over year": Comparison.LAST_YEAR,
    "year on year": Comparison.LAST_YEAR,
}
# What stands for the period before where the period is such a unit itself: "mtd vs last month".
UNIT_COMPARISONS = {
    f"{marker} {words}": unit
    for unit in (CalendarUnit.WEEK, CalendarUnit.MONTH, CalendarUnit.QUARTER)
    for words in (
        *(f"{the}{last} {unit}" for the in ("", "the ") for last in ("last", "previous", "prior")),
        f"the {unit} before",
    )
    for marker in VERSUS
}
GRAINS = {
    phrase: grain
    for grain, adverb in ((Grain.DAY, "daily"), (Grain.WEEK, "weekly"), (Grain.MONTH, "monthly"))
    for phrase in (adverb, f"{grain} by {grain}", *(f"{by} {grain}" for by in BY))
}
BREAKDOWNS = {f"{by} {form}": name for name in DIMENSIONS for by in BY for form in (name, f"{name}s")} | {
    "by categories": "category"
}
VIEWS = {
    **{
        f"{marker} {noun}": view
        for view, nouns in ((View.TABLE, _TABLE), (View.LINE, _LINE), (View.BAR, _BAR), (View.PICTURE, _PICTURE))
        for marker, noun in product(AS, nouns)
    },
    **dict.fromkeys(_PICTURE, View.PICTURE),
    **dict.fromkeys(_TABLE[:2], View.TABLE),
    **dict.fromkeys(_LINE[1:], View.LINE),
    **dict.fromkeys(_BAR[3:], View.BAR),
}
# One channel alone can't be asked for yet; who names one is told so.
CHANNELS = frozenset(DEFAULT_SPELLINGS) - {"other"}

_OPTIONS: dict[str, Draft] = {
    **{phrase: Draft(dimensions=(name,)) for phrase, name in BREAKDOWNS.items() if name in DIMENSIONS},
    **{phrase: Draft(grains=(grain,)) for phrase, grain in GRAINS.items()},
    **{phrase: Draft(views=(view,)) for phrase, view in VIEWS.items()},
    **{phrase: Draft(comparisons=(comparison,)) for phrase, comparison in COMPARISONS.items()},
}

# Ways to begin an option that are no slip of another one.
_RARE = tuple(f"{lead} " for lead in (*VERSUS[1:], *BY[1:], *AS[1:]))


@lru_cache(maxsize=10_000)
def named_by(phrase: str) -> Draft | None:
    """What exactly this phrase names: a metric, a period, an option, or nothing where it is only polite; else None."""
    metric = find_metric(phrase)
    if metric is not None:
        return Draft(metrics=(metric.name,))
    if phrase in _OPTIONS:
        return _OPTIONS[phrase]
    period = read_period(phrase)
    if period is not None:
        return Draft(periods=(period,))
    return NOTHING if phrase in FILLERS else None


def usual_phrases() -> dict[str, Draft]:
    """What a misspelled phrase may have been meant for: each thing under its own names, but behind one "vs" alone."""
    metrics = {name: Draft(metrics=(metric.name,)) for metric in METRICS for name in (metric.name, *metric.aliases)}
    periods = {phrase: Draft(periods=(spec,)) for phrase in PHRASES if (spec := read_period(phrase)) is not None}
    options = {phrase: draft for phrase, draft in _OPTIONS.items() if not phrase.startswith(_RARE)}
    return {**metrics, **periods, **options}
