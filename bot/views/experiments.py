"""Experiments as one message: what may be said of each by now, a table, and the picture."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.shown import Page
from bot.views.action_ids import OPEN, REFRESH, SHOW
from bot.views.blocks import (
    Element,
    actions,
    bullets,
    button,
    capital,
    clipped,
    context,
    fields,
    header,
    menu,
    paragraph,
    picture,
    rich,
    strong,
    words,
)
from bot.views.dashboard import field_of
from bot.views.message import Block, Message, spoken
from bot.views.notices import plain_sentence
from bot.views.table import data_table
from bot.views.table_rows import MOST_ROWS, Cell, Row, Table
from charts import IMAGE_LIMIT
from metrics.answer import Dashboard, Unit
from metrics.answer.numbers import value_text
from metrics.answer.wording import brief, day_text
from metrics.experiments.model import Arm, Effect, Kind, Measure, Reading, Verdict
from metrics.experiments.pages import FLAGS, LIST, ONE, SUCCESS
from metrics.experiments.sentences import (
    days_running,
    effect_text,
    guard_texts,
    interval_text,
    needed_text,
    p_text,
    signed_money,
    signed_percent,
    status_text,
    sureness_text,
    verdict_text,
)

_TYPED_LIMIT = 120
_CELL_LIMIT = 80
_MOST_IN_MENU = 99
_NONE = Cell("–")


def no_such_words(text: str) -> Message:
    """The words are no key."""
    return plain_sentence(
        f"“{clipped(text, _TYPED_LIMIT)}” is no experiment's key. Write /kpi experiments for all of them, or /kpi "
        f"{ONE} and a key for one."
    )


def experiments_messages(page: Page, content: Dashboard, file_id: str | None) -> tuple[Message, ...]:
    """The page in ever plainer clothes, the best first."""
    return tuple(_drafts(page, content, file_id))


def _drafts(page: Page, content: Dashboard, file_id: str | None) -> Iterator[Message]:
    text = spoken(" ".join(_spoken(content)))
    table = [data_table(content, found)] if (found := experiments_table(content)).rows else []
    if file_id is not None:
        image = picture(file_id, clipped(" ".join(_spoken(content)), IMAGE_LIMIT))
        yield Message(text, tuple(_blocks(page, content, [image, *table])), shows_picture=True)
    if table:
        yield Message(text, tuple(_blocks(page, content, table)))
    yield Message(text, tuple(_blocks(page, content, [])))
    yield Message(text)


def _spoken(content: Dashboard) -> Iterator[str]:
    yield f"{content.title}."
    yield from (f"{brief(answer)}." for answer in content.headlines)
    for each in content.experiments:
        yield f"{each.design.title}, {status_text(each)}: {verdict_text(each, _currency(content))}."
    yield from content.notes


def _blocks(page: Page, content: Dashboard, body: Sequence[Block]) -> Iterator[Block]:
    yield header(content.title)
    if content.headlines:
        yield fields(*map(field_of, content.headlines))
    parts = list(
        _one(content.experiments[0], content) if _is_of_one(content) and content.experiments else _all(content)
    )
    if parts:
        yield rich(*parts)
    yield from body
    yield context(_origin(content), *(f"ℹ️ {note}" for note in content.notes))
    yield _controls(page, content)


def _all(content: Dashboard) -> Iterator[Element]:
    """What may be said of each, the newest first."""
    rows = [
        (strong(f"{each.design.title}  "), words(f"{status_text(each)}; {verdict_text(each, _currency(content))}"))
        for each in content.experiments[:MOST_ROWS]
    ]
    if rows:
        yield bullets(rows)


def _one(reading: Reading, content: Dashboard) -> Iterator[Element]:
    verdict, *told = _lines_of(reading, content)
    facts, *more = told
    yield paragraph(strong(verdict))
    yield paragraph(words(facts))
    if more:
        yield bullets((words(each),) for each in more)


def experiment_lines(content: Dashboard) -> Iterator[str]:
    """All that is said of one experiment; of several the verdict of each."""
    if _is_of_one(content) and content.experiments:
        yield from _lines_of(content.experiments[0], content)
        return
    for each in content.experiments:
        yield f"{each.design.title}, {status_text(each)}: {verdict_text(each, _currency(content))}."


def _lines_of(reading: Reading, content: Dashboard) -> Iterator[str]:
    """The verdict, what it was about, and what stands behind it."""
    verdict, design = verdict_text(reading, _currency(content)), reading.design
    # Some begin with a variant's name, which is not ours to spell otherwise.
    is_named = any(verdict.startswith(arm.variant) for arm in reading.arms)
    yield f"{verdict if is_named else capital(verdict)}."
    days = days_running(reading)
    length = f", {days:,} days" if days and days > 1 else ""
    hypothesis = f" Hypothesis: {design.hypothesis}." if design.hypothesis else ""
    yield f"{capital(status_text(reading))}{length}.{hypothesis}"
    yield from _impact(content)
    yield from guard_texts(reading)
    yield from filter(None, (needed_text(reading), sureness_text(reading)))
    if design.kind is Kind.FEATURE_FLAG:
        yield "Observational: who has the flag was not drawn by lot, so the difference may have other causes."
    if len(reading.effects) > 1:
        yield f"{len(reading.effects)} variants: each is held to a higher bar, as one of many looks good by chance."


def _impact(content: Dashboard) -> Iterator[str]:
    """What the best variant would bring a month, with its interval."""
    for answer in content.headlines:
        for part in answer.breakdown:
            if answer.value is not None and part.interval is not None:
                middle, low, high = (
                    signed_money(each, answer.currency)
                    for each in (answer.value, part.interval.low, part.interval.high)
                )
                yield f"Revenue a month, if all users of the test saw {part.name}: {middle} ({low} to {high})."


def experiments_table(content: Dashboard) -> Table:
    """The variants of one experiment, or a row for each of several."""
    if not content.experiments:
        return Table((), ())
    if _is_of_one(content):
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
    cells = (Cell(f"{arm.users:,}", Decimal(arm.users)), _rate(arm, reading.design.measure, _currency(content)))
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


def _currency(content: Dashboard) -> str:
    return content.headlines[0].currency if content.headlines else ""


def _is_of_one(content: Dashboard) -> bool:
    return content.name not in {LIST, SUCCESS, FLAGS}


def _origin(content: Dashboard) -> str:
    """The last day of results, and the snapshot."""
    if not any(each.day for each in content.experiments):
        return f"Snapshot {content.snapshot.id}" if content.snapshot else "No numbers have been computed yet"
    origin = f"Results to {day_text(content.period.end)}"
    return f"{origin}  ·  Snapshot {content.snapshot.id}" if content.snapshot else origin


def _controls(page: Page, content: Dashboard) -> Block:
    shown = [
        (clipped(each.design.title, _CELL_LIMIT), f"{_page_of(each)} {each.design.key}")
        for each in content.experiments[:_MOST_IN_MENU]
    ]
    lists = [("All experiments", LIST), ("Success rate", SUCCESS), ("Feature flags", FLAGS)]
    options = list({value: text for text, value in [*lists, *shown]}.items())
    chosen = page.words if page.words in {value for value, _ in options} else None
    elements = [menu("Show", f"{SHOW}experiment", [(text, value) for value, text in options], chosen)]
    elements.append(button("Refresh", REFRESH, page.words))
    if content.experiments:
        elements.append(button("As CSV", f"{OPEN}csv", f"{page.words} as csv"))
    return actions(*elements)


def _page_of(reading: Reading) -> str:
    return FLAGS if reading.design.kind is Kind.FEATURE_FLAG else ONE
