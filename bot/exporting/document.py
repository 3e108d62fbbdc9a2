"""An Answer or a page -> what its PDF says: words and values, which the template sets and never reads as markup."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.drawing import Drawing, alt_of
from bot.exporting.sheets import Sheet, notes_of_experiments, sheets_of, sheets_of_experiments
from bot.exporting.table import answers_on
from metrics.answer import Answer, Dashboard, Input, Part, Unit
from metrics.answer.numbers import change_text, common_places, value_text
from metrics.answer.wording import day_text, freshness_text, headline_text, movement_text, period_text, status_text

_NONE = "no value"


@dataclass(frozen=True)
class Document:
    """All that one PDF says. `facts` are pairs of a label and a text."""

    title: str
    period: str
    headline: str
    movement: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    alt: str
    footer: str

    @property
    def as_data(self) -> dict[str, object]:
        """As the template takes it."""
        return asdict(self)


def document_of(content: Drawing, made_at: datetime, zone: str) -> Document:
    """What the PDF of it says; times are in the zone."""
    footer = _footer(content, made_at, ZoneInfo(zone))
    return _of_page(content, footer) if isinstance(content, Dashboard) else _of_answer(content, footer)


def _of_answer(answer: Answer, footer: str) -> Document:
    moved = ", ".join(text for text in (movement_text(answer), status_text(answer)) if text)
    return Document(
        title=answer.title,
        period=period_text(answer.period),
        headline=headline_text(answer),
        movement=f"{answer.reason}." if answer.value is None else moved,
        facts=tuple(_facts(answer)),
        sheets=tuple(sheet for sheet in (*sheets_of(answer), _parts(answer), _inputs(answer)) if sheet.rows),
        notes=answer.notes,
        alt=alt_of(answer),
        footer=footer,
    )


def _of_page(page: Dashboard, footer: str) -> Document:
    answers = tuple(dict.fromkeys(answers_on(page)))
    rows = tuple(dict.fromkeys(_number(answer) for answer in answers))
    told = (note for answer in answers for note in answer.notes)
    notes = dict.fromkeys((*notes_of_experiments(page), *page.notes, *told))
    return Document(
        title=page.title,
        period=period_text(page.period),
        headline="",
        movement="",
        facts=(("Age", freshness_text(page.freshness)),) if page.freshness else (),
        sheets=(
            *sheets_of_experiments(page),
            Sheet("The numbers", ("Number", "Days", "Value", "Change", "Status"), rows, words=2),
            *(replace(_parts(each), title=f"{each.title} by {each.dimension}") for each in answers if each.breakdown),
        ),
        notes=tuple(notes),
        alt=alt_of(page),
        footer=footer,
    )


def _number(answer: Answer) -> tuple[str, ...]:
    value = headline_text(answer) if answer.value is not None else f"{_NONE}: {answer.reason}"
    moved = change_text(answer.change) if answer.change else ""
    return answer.title, period_text(answer.period), value, moved, status_text(answer) or ""


def _facts(answer: Answer) -> Iterable[tuple[str, str]]:
    yield "What it is", answer.doc
    yield "Formula", answer.definition
    if answer.shortfall:
        yield "Reach", answer.shortfall
    if answer.sample:
        yield "Sample", f"{answer.sample.size:,} {answer.sample.of}"
    if answer.freshness:
        yield "Age", freshness_text(answer.freshness)


def _parts(answer: Answer) -> Sheet:
    """The breakdown, with what went into each part beside it."""
    values = [part.value for part in answer.breakdown if part.value is not None]
    # Shares of a count must still be seen to add up.
    is_shared_out = answer.unit is Unit.COUNT and any(value % 1 for value in values)
    places = 2 if is_shared_out else common_places(values, answer.unit)
    beside = tuple(dict.fromkeys(each.label for part in answer.breakdown for each in part.inputs))
    is_estimated = any(part.interval for part in answer.breakdown)
    rows = tuple(
        (
            part.name,
            _part_text(part, answer, places),
            *(_ends(part, answer, places) if is_estimated else ()),
            *(_beside(part, label, answer.currency) for label in beside),
        )
        for part in answer.breakdown
    )
    ends = ("From", "To") if is_estimated else ()
    head = ((answer.dimension or "").capitalize(), answer.title, *ends, *beside)
    return Sheet(f"By {answer.dimension}", head, rows)


def _ends(part: Part, answer: Answer, places: int) -> tuple[str, str]:
    """The ends of its interval."""
    if part.interval is None:
        return "", ""
    low, high = (
        value_text(each, answer.unit, answer.currency, places) for each in (part.interval.low, part.interval.high)
    )
    return low, high


def _part_text(part: Part, answer: Answer, places: int) -> str:
    if part.value is None:
        return f"{_NONE}: {part.reason}" if part.reason else _NONE
    return value_text(part.value, answer.unit, answer.currency, places)


def _beside(part: Part, label: str, currency: str) -> str:
    found = next((each for each in part.inputs if each.label == label), None)
    if found is None:
        return ""
    return _NONE if found.value is None else value_text(found.value, found.unit, currency)


def _inputs(answer: Answer) -> Sheet:
    rows = tuple(_input_rows(answer.inputs, answer.currency))
    return Sheet("What went into it", ("Input", "From", "Value"), rows, words=2)


def _input_rows(inputs: Iterable[Input], currency: str, depth: int = 0) -> Iterable[tuple[str, ...]]:
    for each in inputs:
        value = _NONE if each.value is None else value_text(each.value, each.unit, currency)
        # No-break spaces: the template sets words as they are, and these are not taken together.
        yield "\u00a0" * 4 * depth + each.label, each.formula or ", ".join(each.sources), value
        yield from _input_rows(each.inputs, currency, depth + 1)


def _footer(content: Drawing, made_at: datetime, zone: ZoneInfo) -> str:
    made = f"made {_moment(made_at, zone)}"
    if content.snapshot is None:
        return made
    return f"Snapshot {content.snapshot.id} of {_moment(content.snapshot.published_at, zone)}, {made}"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{day_text(local.date())} {local:%H:%M %Z}"
