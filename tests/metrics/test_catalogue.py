"""Every declaration of the catalogue holds together."""

import pytest

from metrics.answer import Direction, Unit
from metrics.catalogue import METRICS, find_metric, nearest_metrics
from metrics.catalogue.registry import index_by_name
from metrics.metric import Metric
from store.measures import COMPANY_SOURCES, Source

EVERY_METRIC = pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)


@EVERY_METRIC
def test_a_metric_says_what_it_means(metric: Metric) -> None:
    """Explain, the picker and the reference have something to show."""
    assert metric.title
    assert metric.doc.endswith(".")
    assert metric.expression.formula()


@EVERY_METRIC
def test_a_metric_depends_on_sources_that_exist(metric: Metric) -> None:
    """A number can be withheld when its source is late."""
    assert metric.expression.sources() <= {source.value for source in Source}
    assert metric.expression.sources()


@EVERY_METRIC
def test_a_target_has_a_good_side(metric: Metric) -> None:
    """On target and off target can't be told apart without a direction."""
    has_judgement = metric.target or metric.levels.warning is not None or metric.levels.critical is not None

    assert not has_judgement or metric.direction is not Direction.NEUTRAL


@EVERY_METRIC
def test_levels_worsen_in_order(metric: Metric) -> None:
    """A value can't be critical without having passed the warning."""
    warning, critical = metric.levels.warning, metric.levels.critical
    if warning is not None and critical is not None:
        assert (critical > warning) == (metric.direction is Direction.DOWN_IS_GOOD)


def test_the_metrics_of_the_first_release_are_all_there() -> None:
    """Nobody is told that a promised metric does not exist."""
    promised = (
        "orders revenue netrevenue refunds refundrate newcustomers aov spend impressions clicks conversions ctr "
        "conversionrate cac ltv ltvcac payback retention"
    )

    assert {metric.name for metric in METRICS} >= set(promised.split())


def test_a_name_used_twice_is_refused_with_all_faults() -> None:
    """A new metric can't take another one's name in silence."""
    first = METRICS[0]
    second = Metric("other", "Other", "Other.", Unit.COUNT, first.expression, aliases=(first.name, *first.aliases))

    with pytest.raises(ValueError, match="means both orders and other") as error:
        index_by_name((first, second))

    assert str(error.value).count("means both") == 1 + len(first.aliases)


@pytest.mark.parametrize("words", ["ltvcac", "LTV:CAC", "ltv / cac", "LTV-to-CAC", "Ltv_Cac"])
def test_people_find_a_metric_however_they_write_it(words: str) -> None:
    """Punctuation is not part of a name."""
    metric = find_metric(words)

    assert metric is not None
    assert metric.name == "ltvcac"


@pytest.mark.parametrize(("words", "name"), [("revnue", "revenue"), ("ltvcca", "ltvcac"), ("retentoin", "retention")])
def test_a_typo_finds_its_neighbour_first(words: str, name: str) -> None:
    """The first button is the one that was meant."""
    assert nearest_metrics(words)[0].name == name


def test_nonsense_has_no_neighbours() -> None:
    """Nothing is suggested for the sake of suggesting."""
    assert nearest_metrics("zzzzqqqq") == ()


@EVERY_METRIC
def test_what_belongs_to_the_company_as_a_whole_is_of_no_channel(metric: Metric) -> None:
    """No channel is shown a share of the rent."""
    is_of_company = not metric.expression.sources().isdisjoint(COMPANY_SOURCES)

    assert not (is_of_company and "channel" in metric.dimensions)
