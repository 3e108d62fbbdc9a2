"""The reference of metrics says what the catalogue says."""

import re
from pathlib import Path

import pytest

from bot.references.metrics import reference
from metrics.catalogue import METRICS, SECTIONS
from metrics.metric import Metric

FILE = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_the_reference_in_docs_is_what_the_catalogue_declares() -> None:
    """Finance would read a definition that no longer holds."""
    assert FILE.read_text(encoding="utf-8") == reference(), "docs/metrics.md is stale: run `make docs`"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_is_told_with_its_names_its_meaning_and_its_sources(metric: Metric) -> None:
    """A number could be asked for that nobody can look up."""
    about = reference().split(f'<a id="{metric.name}"></a>')[1].split("<a id=")[0]

    assert metric.doc in about
    assert all(f"`{name}`" in about for name in (metric.name, *metric.aliases, *metric.sources))
    assert all(each in about for each in metric.alternatives)


def test_every_link_leads_somewhere() -> None:
    """A reader would click and stay where they are."""
    links, anchors = (re.findall(each, reference()) for each in (r"\]\(#([^)]*)\)", r'<a id="([^"]*)">'))

    assert links
    assert sorted(links) == sorted(anchors)


def test_the_sections_stand_in_the_order_of_the_catalogue() -> None:
    """The financial numbers would be looked for among those of marketing."""
    assert re.findall(r"^## (.*)$", reference(), re.MULTILINE) == [title for title, _ in SECTIONS]
