"""The bot as a process: its start, its sockets, its end."""

import asyncio
import logging
import subprocess
import sys
from typing import Any

import pytest

from bot.settings import SettingsError
from sandbox import Fault, FaultKind


async def test_a_wrong_bot_token_is_a_sentence_that_says_what_to_do(office: Any) -> None:
    """The bot would start, look healthy, and answer nobody."""
    office.workspace.revoke_token()

    with pytest.raises(SettingsError, match=r"does not accept SLACK_BOT_TOKEN \(token_revoked\): copy the Bot User"):
        await office.start()


async def test_a_wrong_app_token_is_a_sentence_that_says_what_to_do(office: Any) -> None:
    """slack_sdk would try it for ever."""
    office.workspace.faults.add(Fault(FaultKind.API_ERROR, "apps.connections.open", error="invalid_auth"))

    with pytest.raises(SettingsError, match=r"does not accept SLACK_APP_TOKEN \(invalid_auth\): make an app-level"):
        await office.start()


async def test_a_start_during_an_outage_waits_for_slack(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restart in a bad minute would leave the team without the bot until somebody notices."""
    monkeypatch.setattr("bot.identity.PAUSES", (0.01,))
    office.workspace.faults.add(Fault(FaultKind.DROP, "auth.test", times=2))
    await office.start()

    assert office.log().count("slack unreachable") == 2


@pytest.mark.parametrize("abruptly", [False, True], ids=["asked to", "cut off"])
async def test_after_a_disconnect_questions_are_answered_again(started: Any, *, abruptly: bool) -> None:
    """Slack renews every connection within hours: the bot would live for one of them."""
    started.logged.clear()
    await started.server.disconnect_sockets(abruptly=abruptly)
    await started.until(lambda: started.server.socket.connections == 2)
    await started.ask("ltvcac")

    assert (await started.message()).text.startswith("LTV:CAC: 4.21:1")
    assert started.log().count("connected socket=") == 2


async def test_a_bot_that_is_stopped_finishes_the_answer_it_has_begun(office: Any) -> None:
    """Each deploy would swallow the questions of that moment."""
    await office.start()
    gate = office.answers.hold()
    await office.ask("ltvcac")
    await office.until(lambda: office.answers.asked)
    stopping = asyncio.create_task(office.stop())
    gate.set()
    await stopping

    assert office.messages()[0].text.startswith("LTV:CAC: 4.21:1")
    assert office.server.socket.connections == 0
    assert "disconnected socket=1" in office.log()


async def test_a_token_in_the_environment_raises_no_false_alarm(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator would look for a fault that is none."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", office.workspace.bot_token)
    await office.start()

    assert [record for record in office.logged.records if record.levelno >= logging.WARNING] == []


async def test_importing_the_bot_loads_nothing_that_is_slow() -> None:
    """Every start, and every `kpibot ask`, would wait for matplotlib and pandas."""
    script = "import sys, bot.app; print([m for m in ('matplotlib', 'pandas') if m in sys.modules])"
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
