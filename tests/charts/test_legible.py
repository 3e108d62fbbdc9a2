"""Whatever the numbers are, the picture can be read: nothing is cut off, overlaps, or is too small for a phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts import fits
from charts.examples import LONG, examples, ltv_to_cac, revenue, usual_of, variants, with_gaps
from charts.page import Page
from charts.rendering import draw
from charts.theme import SLACK
from metrics.answer import (
    Annotation,
    Answer,
    ChartKind,
    Cohort,
    Comparison,
    Direction,
    Freshness,
    Grain,
    Levels,
    Part,
    Point,
    Snapshot,
    Status,
    Target,
    Unit,
)

EXAMPLES = examples()
VARIANTS = [(chart, name) for chart in ChartKind for name in variants(usual_of(chart))]


def shapes() -> dict[str, tuple[Point, ...]]:
    """What a series may look like."""
    usual = revenue().series
    return {
        "two points": usual[:2],
        "all None": with_gaps(usual, range(30)),
        "constant": tuple(replace(point, value=Decimal(7)) for point in usual),
        "zero": tuple(replace(point, value=Decimal(0)) for point in usual),
        "gaps": with_gaps(usual, (0, 2, 9, 10, 11, 29)),
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_legible(
    name: str, page_of: Callable[[Answer], Page], assert_legible: Callable[[Page], None]
) -> None:
    """The pictures of a usual day and of a bad one lose no word."""
    assert_legible(page_of(EXAMPLES[name]))


@pytest.mark.parametrize(("chart", "variant"), VARIANTS)
def test_every_kind_stands_every_variant(
    chart: ChartKind, variant: str, page_of: Callable[[Answer], Page], assert_legible: Callable[[Page], None]
) -> None:
    """A first day, a loss, a record or a long name leaves nobody without a picture that can be read."""
    assert_legible(page_of(variants(usual_of(chart))[variant]))


@pytest.mark.parametrize("chart", ChartKind)
def test_a_usual_answer_fits_its_kind(chart: ChartKind) -> None:
    """The chart that a metric asks for is the one that it gets."""
    assert fits(usual_of(chart), chart)


@pytest.mark.parametrize("shape", shapes())
@pytest.mark.parametrize("chart", ChartKind)
def test_every_kind_draws_each_shape(
    chart: ChartKind,
    shape: str,
    page_of: Callable[[Answer], Page],
    assert_legible: Callable[[Page], None],
) -> None:
    """No day's data leaves people without a picture, or with one that they can't read."""
    series = shapes()[shape]
    value = series[-1].value if series else None
    answer = replace(
        ltv_to_cac(),
        chart=chart,
        series=series,
        previous_series=series[::-1],
        breakdown=tuple(Part(name, value, LONG, series) for name in ("meta", LONG)) if series else (),
        cohorts=(Cohort(date(2026, 10, 1), 412, tuple(point.value for point in series)),),
        annotations=tuple(Annotation(point.day, LONG) for point in series[5:8]),
        unit=Unit.MONEY,
        title=LONG,
        value=value,
        reason=LONG,
    )

    assert_legible(page_of(answer))


amounts = st.one_of(
    st.decimals(-10, 10, places=4),
    st.decimals(0, 10**6, places=2),
    st.decimals(-(10**14), 10**14, places=2),
    st.just(Decimal(0)),
)
maybe = st.none() | amounts


@st.composite
def answers(draw_from: st.DrawFn) -> Answer:
    """Any answer at all."""
    usual = ltv_to_cac()
    values = draw_from(st.lists(maybe, max_size=40))
    step = draw_from(st.sampled_from((1, 7, 31)))
    days = [usual.period.end - timedelta(days=step * (len(values) - i)) for i in range(len(values))]
    series = tuple(Point(day, value) for day, value in zip(days, values, strict=True))
    names = st.sampled_from(("meta", "tiktok", "Ünïcödé 数据 😀", LONG, "$5 and $6"))
    part = st.builds(Part, names, maybe, st.none(), st.sampled_from(((), series)))
    note = st.builds(Annotation, st.sampled_from(days or [usual.period.end]), names)
    ages = st.lists(maybe, max_size=14).map(tuple)
    cohort = st.builds(Cohort, st.just(date(2026, 5, 1)), st.integers(1, 10**6), ages)
    target = draw_from(maybe)
    return replace(
        usual,
        title=draw_from(st.sampled_from(("CAC", LONG, "a $ and a $"))),
        chart=draw_from(st.sampled_from(ChartKind)),
        unit=draw_from(st.sampled_from(Unit)),
        currency=draw_from(st.sampled_from(("CAD", "SEK"))),
        direction=draw_from(st.sampled_from(Direction)),
        status=draw_from(st.sampled_from(Status)),
        grain=draw_from(st.sampled_from(Grain)),
        trailing_days=draw_from(st.sampled_from((None, 30))),
        value=draw_from(maybe),
        reason=LONG,
        previous=draw_from(maybe),
        target=None if target is None else Target(target),
        levels=draw_from(st.builds(Levels, maybe, maybe)),
        series=series,
        breakdown=tuple(draw_from(st.lists(part, max_size=11))),
        comparison=draw_from(st.sampled_from(Comparison)),
        previous_series=draw_from(st.sampled_from(((), series[::-1]))),
        annotations=tuple(draw_from(st.lists(note, max_size=4))) if days else (),
        cohorts=tuple(draw_from(st.lists(cohort, max_size=16))),
        freshness=Freshness(usual.period.end, draw_from(st.sampled_from((0, 3, 400))), LONG),
        snapshot=Snapshot(draw_from(st.sampled_from((1, 10**9))), usual.snapshot.published_at)
        if usual.snapshot
        else None,
    )


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=answers())
def test_any_answer_is_legible(answer: Answer, assert_legible: Callable[[Page], None]) -> None:
    """No combination of numbers and names breaks a picture."""
    assert_legible(draw(answer, SLACK))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", [SLACK.ink, SLACK.muted, SLACK.good, SLACK.bad, SLACK.accent, *SLACK.lines], ids=str)
def test_words_stand_out_from_the_card(color: str) -> None:
    """People with weak eyes can read every word: at least 4.5:1."""
    assert contrast(color, SLACK.background) >= 4.5


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.NONE])
def test_a_status_has_a_shape_and_legible_words(status: Status) -> None:
    """A status can be told without seeing its colour."""
    tone = SLACK.tones[status]

    assert tone.icon
    assert contrast(tone.fill, "#FFFFFF") >= 4.5
    assert len({SLACK.tones[other].icon for other in Status}) == len(Status)
