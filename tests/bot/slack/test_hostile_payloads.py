"""Whatever arrives from Slack: the bot stays up, acknowledges, answers the next question, and shows nobody a trace.

KPIBOT_SOAK_PAYLOADS: how many payloads to send; `make soak` sends 50,000.
"""

import asyncio
import logging
import os
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from controls import controls_in
from moments import NOW
from mutants import mutant

from alerts.escalation import escalation
from bot.alerting.hands import Hands
from bot.alerting.response import Response
from bot.receiving.sockets import Sockets
from bot.records import records_in
from sandbox.acks import Ack, AckOutcome
from sandbox.state.links import LinkKind
from store.database import Database

PAYLOADS = int(os.environ.get("KPIBOT_SOAK_PAYLOADS", "1000"))
AT_ONCE = 20
SEED = 20_261_124
ADA, IDS = "U0000ADA", frozenset({"U0000ADA", "U00GRACE", "C0GENERAL"})
_TRACE = re.compile(r"Traceback|File \"|Error\b|line \d+, in ")
_SECRET = re.compile(r"xox[a-z]-|xapp-|/response/|ticket=")
Sent = tuple[str, dict[str, Any], bool]


@pytest.fixture
async def reachable(office: Any, database: Database) -> Any:
    """The bot with all of its memory in a database, and everything to press."""
    hands = Hands(database, Response(escalation("America/Toronto", "15m remind", "", "")), tuple)
    office.records = replace(records_in(database, lambda: NOW, "America/Toronto"), hands=hands)
    # What Slack refuses for its pace is another test's matter.
    office.workspace.configure(file_seconds=0.0, rate_limits=False, response_url_uses=1_000_000)
    # A machine that is busy with this must not be taken for a connection that is gone.
    office.arrivals = Sockets(office.workspace.app_token, ping_seconds=5.0)
    await office.start()
    yield office
    await office.stop()


@pytest.fixture
async def real(reachable: Any) -> Mapping[str, Sent]:
    """One real payload of each kind that the bot listens to, by its kind."""
    line, sent = reachable.server.socket, dict[str, Sent]()
    deliver = line.deliver

    async def recording(kind: str, payload: Any, *, wants_payload: bool, retry: Any = (0, "")) -> Ack:
        sent.setdefault(_name(payload), (kind, payload, wants_payload))
        ack: Ack = await deliver(kind, payload, wants_payload=wants_payload, retry=retry)
        return ack

    line.deliver = recording
    await _use_everything(reachable)
    line.deliver = deliver
    return sent


def _name(payload: Any) -> str:
    event, actions = payload.get("event") or {}, payload.get("actions") or [{}]
    return f"{payload.get('type', 'command')} {event.get('type', '')}{actions[0].get('action_id', '')}".strip()


async def _use_everything(office: Any) -> None:
    server = office.server
    await office.ask("ltvcac")
    answer = await office.message(lambda found: "slack_file" in str(found.blocks))
    await office.click(answer, "show:period", "ltvcac 7d")
    await server.react("ada", "#general", answer.ts, "eyes")
    await server.unreact("ada", "#general", answer.ts, "eyes")
    await server.shortcut("ada", "#general", answer.ts, "explain_number")
    await office.say("@kpibot cac")
    await server.send_direct("ada", "revenue")
    await office.ask("subscribe cac weekly mon 9:00")
    await office.until(lambda: _pressable(office, "sub:"))
    await office.click(_pressable(office, "sub:"), "sub:one:pause")
    await office.ask("ltvca")
    await office.until(lambda: _pressable(office, "ask:0"))
    await office.click(_pressable(office, "ask:0"), "ask:0")
    await server.open_home("ada")
    await office.until(lambda: office.workspace.views.home(ADA))
    home = office.workspace.views.home(ADA)
    await server.click_in_view("ada", home.id, "home:star")
    await office.ask("")
    await office.until(lambda: office.workspace.views.stack(ADA))
    await server.submit("ada", {"picker:metric": "cac", "picker:period": "90d"})


def _pressable(office: Any, prefix: str) -> Any:
    found = [each for each in office.messages(viewer=ADA) if each.ephemeral_for and f"'{prefix}" in str(each.blocks)]
    return found[-1] if found else None


async def test_no_payload_stops_the_bot(reachable: Any, real: Mapping[str, Sent]) -> None:
    """One broken event would leave a company without its numbers until somebody starts the bot again."""
    chance, fresh = random.Random(SEED), count()  # noqa: S311  # not for secrets
    kinds = sorted(real)
    reachable.logged.clear()
    for start in range(0, PAYLOADS, AT_ONCE):
        sent = [(real[chance.choice(kinds)]) for _ in range(min(AT_ONCE, PAYLOADS - start))]
        acks = await asyncio.gather(*(_send(reachable, each, chance, next(fresh)) for each in sent))
        assert {each.outcome for each in acks} == {AckOutcome.ACKED}
        await _answers(reachable)
    _check(reachable)


async def _send(office: Any, sent: Sent, chance: random.Random, number: int) -> Ack:
    kind, payload, wants_payload = sent
    # Else it would be a repetition of what came before, with a response_url that is used up.
    link = office.workspace.links.issue(LinkKind.COMMAND, ADA, "C0GENERAL")
    fresh = {
        "trigger_id": f"{number}.fuzz",
        "event_id": f"Ev{number}",
        "response_url": f"{office.server.url}/response/{link.key}",
    }
    renewed = {name: value for name, value in fresh.items() if name in payload}
    ack: Ack = await office.server.socket.deliver(kind, mutant(payload | renewed, chance), wants_payload=wants_payload)
    return ack


async def _answers(office: Any) -> None:
    before = len(office.messages("#growth"))
    await office.ask("ltvcac", "grace", "#growth")
    await office.until(lambda: len(office.messages("#growth")) > before)


def _check(office: Any) -> None:
    shown = [each for where in ("#general", "#growth") for each in office.messages(where, ADA)]
    assert [each.text for each in shown if _TRACE.search(f"{each.text} {each.blocks}")] == []
    assert [found for each in shown for found in controls_in(each, IDS)] == []
    loud = [each for each in office.logged.records if each.levelno >= logging.WARNING]
    assert [each.getMessage() for each in loud if each.exc_info] == []
    lines = [each.getMessage() for each in office.logged.records]
    assert [each for each in lines if _SECRET.search(each) or len(each) > 2000] == []
