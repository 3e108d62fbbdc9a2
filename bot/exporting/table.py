"""An Answer, or a page of them, as one table: each of its values is a row, which says what it is a value of."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields, replace
from decimal import Decimal

from bot.drawing import Drawing
from bot.exporting.cells import csv_text
from bot.exporting.further import further_rows, rows_of_experiments
from bot.exporting.row import Row
from metrics.answer import Answer, Dashboard, Input, Part, Period, Point


def as_csv(content: Drawing) -> str:
    """The whole of it as the text of a CSV file, under one line of headings."""
    headings = [column.name for column in fields(Row)]
    return csv_text([headings, *(astuple(row) for row in rows_of(content))])


def rows_of(content: Drawing) -> Iterator[Row]:
    """Every row of a number; of a page those of its headlines and panels, each number once."""
    if isinstance(content, Answer):
        yield from _of_answer(content)
        return
    for answer in dict.fromkeys(answers_on(content)):
        yield from _of_answer(answer)
    yield from rows_of_experiments(content)
    yield from (Row(content.name, content.title, "note", remark=note) for note in content.notes)


def answers_on(page: Dashboard) -> tuple[Answer, ...]:
    """The numbers of a page in the order in which it shows them."""
    return (*page.headlines, *(answer for row in page.rows for answer in row))


def _of_answer(answer: Answer) -> Iterator[Row]:
    blank = _blank(answer)
    yield from _headline(blank, answer)
    yield from _points(blank, answer, "series", answer.series)
    yield from _points(blank, answer, "previous series", answer.previous_series)
    for part in answer.breakdown:
        yield from _part(blank, answer, part)
    for cohort in answer.cohorts:
        of_cohort = replace(blank, day=cohort.month, grain="month")
        yield replace(of_cohort, row="cohort size", value=Decimal(cohort.customers), unit="count", currency=None)
        for number, value in enumerate(cohort.values):
            yield replace(of_cohort, row="cohort", dimension="month after the first", part=str(number), value=value)
    yield from further_rows(blank, answer)
    yield from _inputs(blank, answer.inputs)
    yield from (replace(blank, row="incident", day=each.day, remark=each.text) for each in answer.annotations)
    yield from (replace(blank, row="note", remark=note) for note in answer.notes)


def _blank(answer: Answer) -> Row:
    """What all rows of an answer say alike."""
    return Row(
        answer.metric,
        answer.title,
        "",
        unit=answer.unit.value,
        currency=answer.currency if answer.unit.value == "money" else None,
        definition=answer.definition,
        snapshot=answer.snapshot.id if answer.snapshot else None,
        published_at=answer.snapshot.published_at if answer.snapshot else None,
        data_through=answer.freshness.through if answer.freshness else None,
    )


def _headline(blank: Row, answer: Answer) -> Iterator[Row]:
    yield _over(
        replace(blank, row="value", value=answer.value, remark=answer.reason or answer.shortfall), answer.period
    )
    if answer.previous_period is not None:
        yield _over(replace(blank, row="previous", value=answer.previous), answer.previous_period)
    if answer.change is not None:
        remark = f"{answer.change.kind.value}, against {answer.comparison.value}"
        yield replace(blank, row="change", value=answer.change.value, unit="fraction", currency=None, remark=remark)
    if answer.target is not None:
        yield replace(blank, row="target", value=answer.target.value, remark=answer.status.value.replace("_", " "))


def _over(row: Row, period: Period) -> Row:
    return replace(row, start=period.start, end=period.end)


def _points(blank: Row, answer: Answer, kind: str, points: Iterable[Point]) -> Iterator[Row]:
    of_point = replace(blank, row=kind, grain=answer.grain.value, trailing_days=answer.trailing_days)
    for point in points:
        yield replace(of_point, day=point.day, value=point.value)


def _part(blank: Row, answer: Answer, part: Part) -> Iterator[Row]:
    of_part = replace(blank, dimension=answer.dimension, part=part.name)
    yield _over(replace(of_part, row="part", value=part.value, remark=part.reason), answer.period)
    if part.interval is not None:
        yield _over(replace(of_part, row="part interval low", value=part.interval.low), answer.period)
        yield _over(replace(of_part, row="part interval high", value=part.interval.high), answer.period)
    yield from _points(of_part, answer, "part series", part.series)
    for row in _inputs(of_part, part.inputs, (part.name,)):
        yield _over(replace(row, row="part input", dimension=answer.dimension), answer.period)


def _inputs(blank: Row, inputs: Iterable[Input], path: tuple[str, ...] = ()) -> Iterator[Row]:
    """What went into the number, down to the measures, each under the name of what it went into."""
    for each in inputs:
        names = (*path, each.label)
        yield replace(
            blank,
            row="input",
            dimension="input",
            part=" / ".join(names),
            value=each.value,
            unit=each.unit.value,
            currency=blank.currency if each.unit.value == "money" else None,
            remark=each.reason or ", ".join(each.sources),
            definition=each.formula,
        )
        yield from _inputs(blank, each.inputs, names)
