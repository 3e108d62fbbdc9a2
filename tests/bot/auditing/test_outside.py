"""The webhook hears what the owners hear, however long it was away; neither address is ever in the log."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from clocks import move_clock
from pydantic import SecretStr

from bot.auditing.auditor import audit
from bot.auditing.outside import Outside
from bot.settings import Settings, SettingsError, load_settings


def test_a_webhook_that_is_away_is_told_later(office: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The one notice of the night would be lost with one lost request."""
    caplog.set_level(logging.INFO)
    office.webhook.answers[:] = [503, 302]
    office.look_at("09:02")
    tries = [len(office.webhook.heard)]
    for _ in range(4):
        move_clock(office.database, timedelta(minutes=1))
        audit(office.auditor)
        tries.append(len(office.webhook.heard))

    assert tries == [1, 2, 2, 3, 3]
    assert len(set(office.heard())) == 1
    assert "webhook not taken reason=http_503 attempts=1" in caplog.text
    assert "secret-path" not in caplog.text


def test_an_address_that_nobody_answers_costs_a_line(office: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A typing error in an optional setting would end the audit, or put the address into the log."""
    caplog.set_level(logging.INFO)
    nobody = SecretStr("http://127.0.0.1:1/secret-path")
    office.auditor = office.replica("a", outside=Outside(nobody, nobody))
    office.look_at("08:00")
    office.look_at("09:02")

    assert len(office.told()) == 1
    assert "heartbeat not taken reason=ClientConnectorError" in caplog.text
    assert "webhook not taken reason=ClientConnectorError" in caplog.text
    assert "secret-path" not in caplog.text


def test_without_a_webhook_nothing_is_kept_for_one(office: Any) -> None:
    """What nobody wants would be posted a year later, to whoever is named then."""
    office.auditor = office.replica("a", outside=Outside())
    office.look_at("09:02")
    office.auditor = office.replica("a", outside=Outside(SecretStr(office.webhook.url)))
    office.look_at("09:03")

    assert (len(office.told()), office.heard()) == (1, [])


def test_the_heart_beats_each_minute_and_asks_for_nothing(office: Any) -> None:
    """Whoever listens would call at night for nothing."""
    for clock in ("08:00", "08:01", "08:02"):
        office.look_at(clock)

    assert office.heartbeat.heard == [("GET", None)] * 3


def test_an_audit_that_fails_silences_the_heartbeat(office: Any, caplog: pytest.LogCaptureFixture) -> None:
    """All would seem well while nobody can tell."""

    def broken(*_: object) -> list[Any]:
        raise RuntimeError("a bug")

    office.auditor = office.replica("a", promises=[broken])
    office.look_at("08:00")

    assert office.heartbeat.heard == []
    assert "audit failed error=RuntimeError" in caplog.text


@pytest.mark.parametrize("name", ["KPIBOT_AUDIT_WEBHOOK", "KPIBOT_HEARTBEAT_URL"])
def test_an_address_is_checked_and_never_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A wrong address would be found out in the night that it was for."""
    for wrong in ("ftp://hooks.example.com/s3cret", "s3cret", "https:///s3cret"):
        monkeypatch.setenv(name, wrong)
        with pytest.raises(SettingsError, match=f"{name}: this is not a web address") as error:
            load_settings()
        assert "s3cret" not in str(error.value)
    monkeypatch.setenv(name, "https://hooks.example.com/s3cret")
    assert "s3cret" not in repr(load_settings())
    monkeypatch.setenv(name, "")
    assert load_settings().heartbeat_url is None


@pytest.mark.parametrize(("text", "share"), [("1%", "0.01"), ("0.5 %", "0.005"), ("0.02", "0.02"), ("0", "0")])
def test_the_tolerance_is_a_share(monkeypatch: pytest.MonkeyPatch, text: str, share: str) -> None:
    """Half a per cent would be read as half."""
    monkeypatch.setenv("KPIBOT_CORRECTION_TOLERANCE", text)

    assert str(load_settings().correction_tolerance) == share


@pytest.mark.parametrize("text", ["1", "100%", "-1%", "little", "nan"])
def test_a_tolerance_that_could_mean_all_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A bare 1 meant as one per cent would end all corrections."""
    monkeypatch.setenv("KPIBOT_CORRECTION_TOLERANCE", text)

    with pytest.raises(SettingsError, match="KPIBOT_CORRECTION_TOLERANCE"):
        load_settings()


def test_one_per_cent_is_what_nobody_has_to_say() -> None:
    """The default is what the documentation says."""
    assert str(Settings.model_fields["correction_tolerance"].default) == "0.01"
