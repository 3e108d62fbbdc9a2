"""Every view that shows numbers, over declarations that are full of any texts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hostile import Poison
from hostile_data import AT, DAY, dashboards, examples, spoilt_by, won_experiment

from bot.digest.audiences import AUDIENCES
from bot.digest.content import Digest, Mover, Number, Withheld
from bot.digest.editions import DAILY
from bot.digest.held_back import HeldBack
from bot.exhibits import FoundAttribution, FoundExperiments, FoundOutlook, FoundPage, found_for
from bot.shown import Face, Page, Shown, View
from bot.views import digest
from bot.views.explanation import explanation_messages
from bot.views.guard import guard_message
from bot.views.message import Message
from charts.examples import revenue_by_channel, why_cac_rose
from metrics.answer import Answer, Dashboard, Input, Snapshot, Unit
from metrics.periods import Trailing
from metrics.question import Question
from metrics.since import FoldedRows, Since
from store.measures import Source


def answers_shown(spoil: Poison) -> Iterator[Message]:
    for example in examples().values():
        answer: Answer = spoilt_by(_with_inputs(example), spoil)
        for view in (View.PICTURE, View.TABLE):
            yield from found_for(Shown(Question("revenue", Trailing(90)), view=view), answer).messages("F1")
        yield from FoundOutlook(Shown(Question("revenue"), Face.OUTLOOK), answer).messages("F1")
        yield from explanation_messages(Shown(Question("revenue"), Face.EXPLANATION), answer, since_of(answer, spoil))


def _with_inputs(answer: Answer) -> Answer:
    leaf = Input("net_revenue", "net revenue", Decimal(5), Unit.MONEY, sources=("orders",))
    tree = Input("cac", "CAC", None, Unit.MONEY, "spend / customers", "no spend", ("spend",), (leaf,))
    parts = tuple(replace(part, inputs=(tree,)) for part in answer.breakdown)
    return replace(answer, inputs=(leaf, tree), breakdown=parts, alternatives=("Others count gross.",))


def since_of(answer: Answer, spoil: Poison) -> Since:
    folded = FoldedRows(Source.ORDERS, "new", 9, (DAY,), ("late1", "late2"))
    return spoilt_by(Since(replace(answer, value=Decimal(17)), (folded,), ()), spoil)


def pages_shown(spoil: Poison) -> Iterator[Message]:
    for name, example in dashboards().items():
        page: Dashboard = spoilt_by(example, spoil)
        yield from FoundPage(Page("finance" if name == "finance" else "executive"), page).messages("F1")
        yield from FoundPage(Page("forecast"), page).messages("F1")
    shared = replace(revenue_by_channel(), metric="attribution")
    heads = tuple(dashboards()["executive"].headlines[:3])
    page = spoilt_by(replace(dashboards()["executive"], headlines=heads, rows=((shared, shared),)), spoil)
    yield from FoundAttribution(Page("attribution"), page).messages("F1")


def experiments_shown(spoil: Poison) -> Iterator[Message]:
    won = replace(won_experiment(), headlines=dashboards()["executive"].headlines[:2])
    page: Dashboard = spoilt_by(with_hypothesis(won), spoil)
    yield from FoundExperiments(Page("experiment checkout"), page).messages("F1")
    yield from FoundExperiments(Page("experiments"), replace(page, name="experiments")).messages("F1")
    yield guard_message(page.experiments[0], "CAD")


def with_hypothesis(page: Dashboard) -> Dashboard:
    (reading,) = page.experiments
    design = replace(reading.design, hypothesis="One page loses fewer")
    return replace(page, experiments=(replace(reading, design=design, faults=("users are counted twice",)),))


def digests_shown(spoil: Poison) -> Iterator[Message]:
    found = [replace(each, metric="revenue") for each in list(examples().values())[:8]]
    numbers = tuple(Number(Question("revenue", Trailing(30), as_of=DAY), each) for each in found)
    movers = (Mover(numbers[0], Decimal(3), why_cac_rose()),)
    whole = Digest(
        AUDIENCES[0],
        DAILY,
        date(2026, 11, 22),
        numbers,
        withheld=(Withheld("CAC", HeldBack("ad spend not in", ("load it",))),),
        absent=(replace(found[0], value=None, reason="never brought"),),
        movers=movers,
        remarks=("no rows of ad spend",),
        ended=with_hypothesis(won_experiment()).experiments,
        split_wrongly=with_hypothesis(won_experiment()).experiments,
        currency="CAD",
        snapshot=Snapshot(7, AT),
    )
    told: Digest = spoilt_by(whole, spoil)
    yield digest.digest_message(told).with_picture("F1", "A page")
    yield digest.rest_message(told).message
