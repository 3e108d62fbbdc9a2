"""Which channels brought the new customers of a period: a page with each rule's answer, or with one rule's in full."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.answer import Absence, Answer, ChartKind, Dashboard, Direction, Grain, Input, Part, Period, Unit
from metrics.answerer import Answerer, Published
from metrics.attribution.base import NAME, conversions_metric
from metrics.attribution.crediting import Attribution, attribute
from metrics.attribution.paths import Path, channels_in, read_touches
from metrics.attribution.rules import MEANINGS, Rule
from metrics.judging import change_between
from metrics.question import Question
from metrics.reader import ZERO, Span
from store.measures import CHANNELS

# Short, because it names a bar.
UNTOUCHED = "none"
_OF_NONE = f"“{UNTOUCHED}”: customers of whom no touchpoint is known in the days before their first order."
FEWEST_CONVERSIONS = 20
TITLES: Mapping[Rule, str] = {
    Rule.FIRST: "First touch",
    Rule.LAST: "Last touch",
    Rule.LINEAR: "Linear",
    Rule.POSITION: "Position 40/20/40",
    Rule.DECAY: "Decay, 7 days",
    Rule.MARKOV: "Markov",
    Rule.SHAPLEY: "Shapley",
}
_ROW = 4
_SOURCES = ("orders", "touchpoints")


def page_name(rule: Rule | None) -> str:
    """What is typed for the page, but for its days."""
    return f"{NAME} by {rule}" if rule else NAME


@dataclass(frozen=True)
class _Days:
    """What is known of a period: its paths, and what each channel's ads cost (nothing, where spend is not there)."""

    paths: tuple[Path, ...]
    spend: Mapping[str, Decimal] | None

    @property
    def conversions(self) -> Decimal:
        return Decimal(sum(path.conversions for path in self.paths))

    @property
    def revenue(self) -> Decimal:
        return sum((path.revenue for path in self.paths), ZERO)


def attribution_page(question: Question, rule: Rule | None, published: Published) -> Dashboard:
    """The page: conversions, revenue and CAC as a whole, and below them by channel under the rule, or under each.

    `question` is of the metric `attribution`: its period, its comparison and the latest day that may count.
    """
    metric = conversions_metric(has_spend=published.sources["spend"].connected)
    base = Answerer(metric, question, published).answer()
    if base.value is None:
        return _page(base, rule, (base,), ())
    now = _days(published, base.period)
    before = _days(published, base.previous_period) if base.previous_period else None
    wholes = (base, _revenue(base, now, before), _cac(base, now, before))
    if rule is not None:
        found = attribute(now.paths, rule)
        rows: tuple[tuple[Answer, ...], ...] = (tuple(_of_rule(whole, found, now) for whole in wholes),)
    else:
        panels = [_by_channel(replace(base, title=TITLES[each]), attribute(now.paths, each), now) for each in Rule]
        rows = (tuple(panels[:_ROW]), tuple(panels[_ROW:]))
    return _page(base, rule, wholes, rows)


def _page(
    base: Answer, rule: Rule | None, wholes: tuple[Answer, ...], rows: tuple[tuple[Answer, ...], ...]
) -> Dashboard:
    notes = (f"{TITLES[rule]}: {MEANINGS[rule]}.",) if rule else ()
    return Dashboard(
        page_name(rule),
        f"Attribution: {TITLES[rule]}" if rule else "Attribution",
        base.period,
        wholes,
        rows,
        base.snapshot,
        base.freshness,
        (*notes, *([_OF_NONE] if rows else []), *base.notes),
    )


def _days(published: Published, period: Period) -> _Days:
    span = Span(period.start, period.end)
    paths = tuple(Path(read_touches(path), number, money) for path, number, money in published.reader.paths(span))
    if not published.sources["spend"].connected:
        return _Days(paths, None)
    daily = published.reader.daily(span, split=True)
    totals = {channel: total for (channel, name), total in daily.items() if name == "spend" and channel}
    return _Days(paths, {channel: total.between(span.start, span.end) for channel, total in totals.items()})


def _revenue(base: Answer, now: _Days, before: _Days | None) -> Answer:
    return _whole(
        replace(
            base,
            metric=f"{NAME} revenue",
            title="Revenue of conversions",
            unit=Unit.MONEY,
            doc="What the first orders of new customers came to.",
            definition="gross amount of first orders",
        ),
        now.revenue,
        before.revenue if before else None,
    )


def _cac(base: Answer, now: _Days, before: _Days | None) -> Answer:
    value, reason = _cost(sum(now.spend.values(), ZERO) if now.spend is not None else None, now.conversions)
    previous = None
    if before is not None and before.spend is not None:
        previous, _ = _cost(sum(before.spend.values(), ZERO), before.conversions)
    answer = replace(
        base,
        metric=f"{NAME} cac",
        title="CAC",
        unit=Unit.MONEY,
        direction=Direction.DOWN_IS_GOOD,
        doc="What one conversion cost in ad spend.",
        definition="ad spend ÷ conversions",
        reason=reason,
        absence=Absence.TOO_SMALL if reason else None,
    )
    return _whole(answer, value, previous)


def _whole(answer: Answer, value: Decimal | None, previous: Decimal | None) -> Answer:
    """Beside the conversions: the same days, and no series of its own."""
    change = change_between(value, previous, answer.unit)
    plain = replace(answer, series=(), previous_series=(), inputs=(), chart=ChartKind.NUMBER, grain=Grain.DAY)
    return replace(plain, value=value, previous=previous, change=change)


def _cost(spend: Decimal | None, conversions: Decimal) -> tuple[Decimal | None, str | None]:
    """Spend by conversions; None with the reason where they are too few, or spend is not there."""
    if spend is None:
        return None, "ad spend is not connected"
    if conversions < FEWEST_CONVERSIONS:
        return None, f"{conversions:,f} conversions are credited, and it takes at least {FEWEST_CONVERSIONS}"
    return spend / conversions, None


def _of_rule(whole: Answer, found: Attribution, now: _Days) -> Answer:
    """One of the three numbers by channel, under one rule."""
    shared = _by_channel(whole, found, now)
    if whole.metric == NAME:
        return shared
    name = whole.metric.removeprefix(f"{NAME} ")
    parts = tuple(_as_value(part, name) for part in shared.breakdown)
    return replace(shared, breakdown=tuple(part for part in parts if part))


def _as_value(part: Part, name: str) -> Part | None:
    """The part with one of its inputs as its value; None where it has no such."""
    wanted = next((each for each in part.inputs if each.name == name), None)
    if wanted is None:
        return None
    return Part(part.name, wanted.value, wanted.reason, absence=Absence.TOO_SMALL if wanted.reason else None)


def _by_channel(answer: Answer, found: Attribution, now: _Days) -> Answer:
    """The answer with its conversions by channel; each part carries its revenue, spend and CAC."""
    return replace(
        answer,
        chart=ChartKind.BAR,
        series=(),
        previous_series=(),
        inputs=(),
        dimension="channel",
        definition=f"{answer.definition}; {TITLES[found.rule]}: {MEANINGS[found.rule]}",
        breakdown=tuple(_parts(found, now)),
    )


def _parts(found: Attribution, now: _Days) -> Iterator[Part]:
    credited = {credit.channel: credit for credit in found.credits}
    # The same rows under each rule, to stand side by side.
    for channel in _in_order({*channels_in(now.paths), *(now.spend or {})}):
        credit = credited.get(channel)
        conversions, revenue = (credit.conversions, credit.revenue) if credit else (ZERO, ZERO)
        spend = now.spend.get(channel, ZERO) if now.spend is not None else None
        cost, reason = _cost(spend, conversions)
        yield Part(
            channel,
            conversions,
            inputs=(
                _input("revenue", "revenue", revenue, _SOURCES),
                *([_input("spend", "ad spend", spend, ("spend",))] if spend is not None else []),
                replace(_input("cac", "CAC", cost, ()), formula="ad spend ÷ conversions", reason=reason),
            ),
        )
    untouched = found.untouched
    yield Part(
        UNTOUCHED,
        Decimal(untouched.conversions),
        inputs=(_input("revenue", "revenue", untouched.revenue, _SOURCES),),
    )


def _input(name: str, label: str, value: Decimal | None, sources: tuple[str, ...]) -> Input:
    return Input(name, label, value, Unit.MONEY, sources=sources)


def _in_order(channels: set[str]) -> Sequence[str]:
    """The marketing channels in their usual order, then any others by name."""
    return [*(name for name in CHANNELS if name in channels), *sorted(channels - set(CHANNELS))]
