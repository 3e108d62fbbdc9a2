"""What a company sets of its own: its assumptions, held against the catalogue before anything runs."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from etl.relations import Relation

EXAMPLE = Path(__file__).parents[2] / "examples" / "assumptions.json"


def settings_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str) -> Settings:
    file = tmp_path / "assumptions.json"
    file.write_text(content)
    monkeypatch.setenv("KPIBOT_ASSUMPTIONS", str(file))
    return load_settings()


def test_the_example_can_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever starts from the example starts."""
    monkeypatch.setenv("KPIBOT_ASSUMPTIONS", str(EXAMPLE))

    assert load_settings().assumptions.targets["grossmargin"] == Decimal("0.65")


def test_days_of_grace_reach_the_etl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What finance assumes is what MRR is computed with."""
    assert settings_with(monkeypatch, tmp_path, '{"grace_days": 7}').company.grace_days == 7


def test_no_file_means_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to assume anything."""
    monkeypatch.setenv("KPIBOT_ASSUMPTIONS", "")

    assert load_settings().company.grace_days == 3


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"targets": {"ltvcca": 5}}', "targets.ltvcca is the name of no metric: did you mean ltvcac"),
        ('{"levels": {"cogs": {"warning": 5}}}', "levels.cogs can't be judged: neither more nor less of it is better"),
        (
            '{"levels": {"runway": {"warning": 6, "critical": 9}}}',
            "levels.runway has critical 9, which must lie below its warning 6",
        ),
        (
            '{"levels": {"refundrate": {"warning": 0.1, "critical": 0.1}}}',
            "levels.refundrate has critical 0.1, which must lie above its warning 0.1",
        ),
        ('{"grace": 5}', "grace is not known; there are ltv_method"),
    ],
)
def test_a_wrong_assumption_is_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, fault: str
) -> None:
    """It is said before anything runs, with the file that it stands in."""
    with pytest.raises(SettingsError) as error:
        settings_with(monkeypatch, tmp_path, content)

    assert f"KPIBOT_ASSUMPTIONS: in {tmp_path / 'assumptions.json'} {fault}" in str(error.value)


def test_all_faults_of_file_and_settings_come_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One look is enough to mend them all."""
    monkeypatch.setenv("KPIBOT_CURRENCY", "dollars")

    with pytest.raises(SettingsError) as error:
        settings_with(monkeypatch, tmp_path, '{"grace_days": 99, "targets": {"nosuch": 1}}')

    for word in ("KPIBOT_CURRENCY", "grace_days", "targets.nosuch"):
        assert word in str(error.value)


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A slip in the path does not mean the defaults."""
    monkeypatch.setenv("KPIBOT_ASSUMPTIONS", str(tmp_path / "absent.json"))

    with pytest.raises(SettingsError, match=r"absent\.json can't be read: No such file"):
        load_settings()


def test_channels_spelled_otherwise_are_folded_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A company's own name for its ads counts under the channel that they ran on; the usual names still do."""
    monkeypatch.setenv("KPIBOT_CHANNELS", " Reels=Meta, FB = other,a=b = tiktok,")

    spellings = load_settings().company.spellings

    assert (spellings["reels"], spellings["fb"], spellings["a=b"], spellings["ig"]) == (
        "meta",
        "other",
        "tiktok",
        "meta",
    )


def test_a_channel_that_is_none_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every wrong pair is named, and what a pair looks like."""
    monkeypatch.setenv("KPIBOT_CHANNELS", "Reels = meta, Snap = snapchat, Bing, = meta")

    with pytest.raises(SettingsError) as error:
        load_settings()

    sentence = (
        "'snap = snapchat', 'bing', '= meta' must be SPELLING = CHANNEL, the channel one of meta, tiktok or other"
    )
    assert f"KPIBOT_CHANNELS: {sentence}" in str(error.value)


def test_a_listening_address_that_is_none_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be tried for ever, and nobody would see why nothing is heard."""
    monkeypatch.setenv("KPIBOT_LISTEN_URL", "db.example.com:5432 hunter2")

    with pytest.raises(SettingsError, match="KPIBOT_LISTEN_URL: this is not a database address") as error:
        load_settings()
    assert "hunter2" not in str(error.value)


def test_mirrored_relations_reach_the_etl(monkeypatch: pytest.MonkeyPatch) -> None:
    """A company names its own tables once, and none of its other settings change."""
    monkeypatch.setenv("KPIBOT_MIRRORED", " orders=shop.kpi_orders , spend = ads.Spend_By_Day,")

    mirrored = load_settings().company.mirrored

    assert mirrored == {"orders": Relation("shop", "kpi_orders"), "spend": Relation("ads", "Spend_By_Day")}


def test_a_wrong_relation_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no plain name never reaches a query, and every wrong pair is named at once."""
    monkeypatch.setenv(
        "KPIBOT_MIRRORED",
        'orders = kpi_orders, sales = shop.sales, refunds = shop."r; DROP", spend = a.b.c, expenses = a.b,expenses=a.c',
    )

    with pytest.raises(SettingsError) as error:
        load_settings()

    sentence = (
        "'orders = kpi_orders', 'sales = shop.sales', 'refunds = shop.\"r; DROP\"', 'spend = a.b.c' must be SOURCE = "
        "SCHEMA.NAME, the source one of orders, refunds, spend, expenses, cash_balances or touchpoints; "
        "expenses is named twice: a source has one relation"
    )
    assert f"KPIBOT_MIRRORED: {sentence}" in str(error.value)


def test_people_are_named_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name in place of an id would let nobody in, and nobody would see why."""
    monkeypatch.setenv("KPIBOT_REFRESHERS", "U012AB3CD, W045EF6GH,")
    named = load_settings().refreshers
    monkeypatch.setenv("KPIBOT_REFRESHERS", "U012AB3CD, ada, @grace")

    assert named == {"U012AB3CD", "W045EF6GH"}
    with pytest.raises(SettingsError, match="KPIBOT_REFRESHERS: 'ada', '@grace' must be Slack user ids"):
        load_settings()
