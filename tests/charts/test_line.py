"""Lines show what the series says: its values, its gaps, and what may be held against them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import isnan

import numpy as np
from matplotlib.lines import Line2D

from charts.examples import examples, revenue, spend_by_channel, with_gaps
from charts.page import Page
from metrics.answer import Annotation, Answer, ChartKind, Comparison, Grain, Part, Period, Point, Target

PageOf = Callable[[Answer], Page]
Words = Callable[[Page], list[str]]


def lines(page: Page, gid: str) -> list[Line2D]:
    """The lines of a page that play one role."""
    return [line for axes in page.figure.axes for line in axes.lines if line.get_gid() == gid]


def heights(line: Line2D) -> list[float]:
    """A line's values from left to right."""
    return [float(height) for height in np.asarray(line.get_ydata())]


def places(line: Line2D) -> list[float]:
    """A line's days from left to right."""
    return [float(place) for place in np.asarray(line.get_xdata())]


def floats(points: Sequence[Point]) -> list[float]:
    """The values that points have."""
    return [float(point.value) for point in points if point.value is not None]


def test_the_line_is_the_series(page_of: PageOf) -> None:
    """A point drawn at another height or day would be another number."""
    answer = revenue()

    (line,) = lines(page_of(answer), "trace")

    assert heights(line) == floats(answer.series)
    assert places(line) == [point.day.toordinal() for point in answer.series]


def test_a_gap_stays_a_gap(page_of: PageOf) -> None:
    """A day without a value drawn as zero, or bridged, would be a number that nobody measured."""
    answer = replace(revenue(), series=with_gaps(revenue().series, (3, 4, 10)))

    (line,) = lines(page_of(answer), "trace")

    assert [i for i, height in enumerate(heights(line)) if isnan(height)] == [3, 4, 10]


def test_a_lone_point_is_seen(page_of: PageOf) -> None:
    """A value between two gaps has no line; without a dot it would vanish."""
    answer = replace(revenue(), series=with_gaps(revenue().series, (9, 11)))

    (dots,) = (line for line in lines(page_of(answer), "dots"))

    assert places(dots) == [answer.series[i].day.toordinal() for i in (10, 29)]


def test_parts_are_lines_named_at_their_ends(page_of: PageOf, words: Words) -> None:
    """Without its name at its end, a channel's line has to be guessed from a colour."""
    answer = spend_by_channel()

    page = page_of(answer)

    assert [heights(line) for line in lines(page, "trace")] == [floats(part.series) for part in answer.breakdown]
    assert {"meta", "tiktok", "other"} <= set(words(page))


def test_a_part_without_values_is_said_to_have_none(page_of: PageOf, words: Words) -> None:
    """A channel that silently goes missing looks as if it did not exist."""
    usual = spend_by_channel()
    silent = Part("podcast", None, "not connected", with_gaps(usual.series, range(30)))

    page = page_of(replace(usual, breakdown=(*usual.breakdown, silent)))

    assert "podcast: no value" in words(page)


def test_parts_beyond_the_sixth_are_counted(page_of: PageOf, words: Words) -> None:
    """Lines that find no room are not passed over in silence."""
    usual = spend_by_channel()
    parts = tuple(replace(usual.breakdown[0], name=f"channel {i}") for i in range(9))

    page = page_of(replace(usual, breakdown=parts))

    assert len(lines(page, "trace")) == 6
    assert "and 3 more" in words(page)


def test_the_target_and_what_was_before_are_level_lines(page_of: PageOf, words: Words) -> None:
    """A reader sees at which days the number was beyond its target, and where it stood before."""
    page = page_of(examples()["cac"])

    assert [heights(line)[0] for line in lines(page, "reference")] == [90.0, 88.03]
    assert {"target $90", "before $88.03"} <= set(words(page))


def test_a_sum_is_not_held_against_its_days(page_of: PageOf) -> None:
    """A day's revenue below the month's target is no miss, so no line says that it is one."""
    page = page_of(replace(revenue(), target=Target(Decimal(1700)), previous=Decimal(1650)))

    assert lines(page, "reference") == []


def test_what_was_far_away_before_does_not_flatten_the_line(page_of: PageOf) -> None:
    """A previous value of ten times as much would press the series into a flat line at the bottom."""
    page = page_of(replace(examples()["cac"], previous=Decimal(880)))

    assert [heights(line)[0] for line in lines(page, "reference")] == [90.0]


def test_the_period_before_is_a_ghost_under_the_line(page_of: PageOf, words: Words) -> None:
    """A reader sees day by day what was better than before, and which of the two lines is now."""
    answer = examples()["line-before"]

    page = page_of(answer)

    (ghost,) = lines(page, "ghost")
    assert heights(ghost) == floats(answer.previous_series)
    assert places(ghost) == [point.day.toordinal() for point in answer.series]
    assert "previous" in words(page)


def test_last_year_is_called_last_year(page_of: PageOf, words: Words) -> None:
    """Whoever asked for last year would take "previous" for the month before."""
    page = page_of(replace(examples()["line-before"], comparison=Comparison.LAST_YEAR))

    assert "last year" in words(page)


def test_a_longer_period_before_ends_with_the_series(page_of: PageOf) -> None:
    """October's 31st day has no place under the thirty days of November, and must not stretch them."""
    answer = examples()["line-before"]
    longer = (*answer.previous_series, replace(answer.previous_series[0], value=Decimal(9999)))

    (ghost,) = lines(page_of(replace(answer, previous_series=longer)), "ghost")

    assert len(heights(ghost)) == 30


def test_a_ghost_without_values_is_not_named(page_of: PageOf, words: Words) -> None:
    """A label for a line that isn't there would be looked for."""
    answer = examples()["line-before"]

    page = page_of(replace(answer, previous_series=with_gaps(answer.previous_series, range(30))))

    assert "previous" not in words(page)


def test_a_target_compared_with_is_one_line(page_of: PageOf) -> None:
    """Compared with its target, a number has no "before" that is the target again."""
    page = page_of(replace(examples()["cac"], comparison=Comparison.TARGET, previous=Decimal(90)))

    assert len(lines(page, "reference")) == 1


def test_incidents_are_marked_on_their_days(page_of: PageOf, words: Words) -> None:
    """A dip that the data has to answer for is not taken for one of the business."""
    page = page_of(examples()["line-incidents"])

    assert len(lines(page, "incident mark")) == 4
    assert "refunds came twice" in words(page)
    assert any("▼ incident in the data" in text for text in words(page))


def test_an_incident_outside_the_picture_is_not_in_it(page_of: PageOf) -> None:
    """A mark at the edge would blame the wrong day."""
    notes = (Annotation(date(2026, 10, 23), "too early"), Annotation(date(2026, 11, 23), "too late"))

    assert lines(page_of(replace(revenue(), annotations=notes)), "incident mark") == []


def test_an_incident_belongs_to_its_week(page_of: PageOf) -> None:
    """A Thursday's incident stands at the week that it spoilt."""
    series = (Point(date(2026, 11, 9), Decimal(5)), Point(date(2026, 11, 16), Decimal(7)))
    period = Period(date(2026, 11, 9), date(2026, 11, 22), "two weeks")
    answer = replace(revenue(), grain=Grain.WEEK, period=period, series=series, value=Decimal(12))
    bars = replace(answer, chart=ChartKind.BAR, annotations=(Annotation(date(2026, 11, 19), "no orders"),))

    page = page_of(bars)

    (mark,) = lines(page, "incident mark")
    (tick,) = (text for axes in page.figure.axes for text in axes.texts if text.get_text() == "Nov 16")
    assert places(mark) == [tick.get_position()[0]]


def test_a_month_that_is_cut_is_hollow_and_said_to_be(page_of: PageOf, words: Words) -> None:
    """Half a month drawn like a whole one looks like a collapse of sales."""
    year = replace(examples()["revenue-year"], chart=ChartKind.LINE)

    page = page_of(year)

    (hollow,) = lines(page, "cut dots")
    assert places(hollow) == [date(2025, 11, 1).toordinal(), date(2026, 11, 1).toordinal()]
    assert "Data through Nov 22, 2026 · hollow: part of a month" in words(page)


def test_whole_weeks_are_not_hollow(page_of: PageOf) -> None:
    """A warning on every picture would soon be read on none."""
    series = (Point(date(2026, 11, 9), Decimal(5)), Point(date(2026, 11, 16), Decimal(7)))
    period = Period(date(2026, 11, 9), date(2026, 11, 22), "two weeks")
    answer = replace(revenue(), grain=Grain.WEEK, period=period, series=series, value=Decimal(12))

    assert places(lines(page_of(answer), "cut dots")[0]) == []


def test_two_dollar_signs_are_money(page_of: PageOf, words: Words) -> None:
    """Between two dollar signs matplotlib would set mathematics in italics, and the signs would be gone."""
    page = page_of(replace(revenue(), title="From $5 to $6"))

    assert "From $5 to $6" in words(page)
    assert not any(text.get_parse_math() for axes in page.figure.axes for text in axes.texts)


def test_a_long_title_is_shortened(page_of: PageOf, words: Words) -> None:
    """A title that ran into the dates, or off the picture, could not be read."""
    page = page_of(replace(revenue(), title="Revenue of all our shops in every province and territory of Canada"))

    (title,) = (text for text in words(page) if text.startswith("Revenue of"))
    assert title.endswith("…")
