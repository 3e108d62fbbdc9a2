"""KPIBOT_DIGESTS: what a company writes for its digests, and what it is told where that is wrong."""

from datetime import time

import pytest

from bot.digest.audiences import AUDIENCES, EXECUTIVE, FINANCE, GROWTH, MOST_METRICS, Audience
from bot.digest.configured import EXAMPLE, ConfiguredDigest, audiences_of, read_digests
from bot.settings import SettingsError, load_settings
from metrics.catalogue import find_metric
from metrics.catalogue.dashboards import find_dashboard

BOARD = Audience("board", "Board digest", ("revenue", "runway", "grossmargin"))


def test_the_usual_ways_to_write_a_digest() -> None:
    """Who sets one up writes what they would say."""
    text = """
        executive -> C0123ABCD; finance -> C0456 at 08:00
        growth → C0789 when ready; Board: revenue, runway, gross margin -> U0999 at 9:15 by 10:30; C0001
    """

    assert read_digests(text) == (
        ConfiguredDigest(EXECUTIVE, "C0123ABCD", time(7, 30), time(9, 0)),
        ConfiguredDigest(FINANCE, "C0456", time(8, 0), time(9, 0)),
        ConfiguredDigest(GROWTH, "C0789", time(1, 10), time(9, 0)),
        ConfiguredDigest(BOARD, "U0999", time(9, 15), time(10, 30)),
        ConfiguredDigest(EXECUTIVE, "C0001"),
    )


def test_the_example_can_be_used_as_it_is() -> None:
    """What an error shows as right is right."""
    assert len(read_digests(EXAMPLE)) == 3


def test_a_late_hour_is_its_own_deadline() -> None:
    """A digest that is wanted at eleven is not posted, partial, at nine."""
    assert read_digests("finance -> C0456 at 11:00") == (ConfiguredDigest(FINANCE, "C0456", time(11), time(11)),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("executive -> #general", "'executive -> #general' names no conversation: write its id"),
        ("executive", "names no conversation"),
        ("boss -> C0123", "is for nobody known: there are executive, finance, growth"),
        ("board: revnue, cac -> C0123", "names 'revnue', which is no metric (did you mean revenue?)"),
        ("board: -> C0123", "names 0 metrics"),
        ("finance: revenue -> C0123", "needs a name of its own"),
        ("weekly: revenue -> C0123", "needs a name of its own"),
        ("executive -> C0123 at 25:00", "has 25:00, which is no time of the day"),
        ("executive -> C0123 at 08:00 by 07:00", "has its deadline before its hour, 08:00"),
        ("executive -> C0123 at noon", "must end with the conversation, or with a time"),
        ("finance -> C0123; finance -> C0123 at 08:00", "finance goes to C0123 2 times"),
        ("board: cac -> C0123; board: ltv -> C0456", "board stands for 2 sets of metrics"),
    ],
)
def test_a_wrong_part_is_named(text: str, fault: str) -> None:
    """A slip is found before the morning on which no digest comes."""
    with pytest.raises(ValueError, match="It is written so") as error:
        read_digests(text)

    assert fault in str(error.value)


def test_every_wrong_part_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One look is enough to mend them all."""
    monkeypatch.setenv("KPIBOT_DIGESTS", "boss -> C0123; executive -> general; board: revnue -> C0456")

    with pytest.raises(SettingsError) as error:
        load_settings()

    for word in ("KPIBOT_DIGESTS", "'boss -> C0123'", "'executive -> general'", "'revnue'"):
        assert word in str(error.value)


def test_without_the_setting_nothing_is_posted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's channel is written to before somebody names it."""
    monkeypatch.setenv("KPIBOT_DIGESTS", "")

    assert load_settings().digests == ()


def test_own_audiences_stand_beside_the_declared_ones() -> None:
    """/kpi digest board shows the board's."""
    assert set(audiences_of(read_digests("board: cac -> C0123"))) == {"executive", "finance", "growth", "board"}


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name)
def test_a_declared_audience_is_whole(audience: Audience) -> None:
    """A metric or page that is renamed does not leave a digest without it, unseen."""
    metrics = (*audience.headlines, *audience.watched)

    assert [name for name in metrics if find_metric(name) is None] == []
    assert len(set(metrics)) == len(metrics)
    assert 5 <= len(audience.headlines) <= MOST_METRICS
    assert audience.page is not None
    assert find_dashboard(audience.page) is not None
