"""The bot in HTTP mode: the same answers, at a door that lets nobody in but Slack, and each delivery once."""

import asyncio
import json
import logging
import os
import random
import socket
import time
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

import aiohttp
import pytest
from mutants import mutant
from ports import free_port

from bot.receiving.address import LOOPBACK, Address
from bot.receiving.http import ALIVE_PATH, EVENTS_PATH, LARGEST_BODY, READY_PATH, HttpDoor
from bot.settings import SettingsError
from sandbox.request_url import FORM, JSON, signed

# How many signed payloads are tried at the door; `make soak` sets more.
REQUESTS = int(os.environ.get("KPIBOT_SOAK_PAYLOADS", "300"))
SEED = 20_261_124


class Door:
    """The bot's address, for whoever knows it."""

    def __init__(self, office: Any, port: int) -> None:
        self.office = office
        self.url = f"http://{LOOPBACK}:{port}"

    async def get(self, path: str) -> tuple[int, Any]:
        """What a browser would get."""
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as answer:
            return answer.status, await answer.json()

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Send a body with these headers."""
        url = self.url + EVENTS_PATH
        async with aiohttp.ClientSession() as session, session.post(url, data=BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.text()

    async def post_signed(self, body: bytes, content_type: str = FORM) -> int:
        """Send a body as Slack would; the status."""
        secret = self.office.workspace.signing_secret
        headers = {"Content-Type": content_type, **signed(secret, body, int(time.time()))}
        return (await self.post(body, headers))[0]


@pytest.fixture
async def door(office: Any) -> Door:
    """A bot that takes requests over HTTP."""
    port = free_port()
    office.arrivals = HttpDoor(Address(LOOPBACK, port), office.workspace.signing_secret)
    await office.start()
    office.workspace.use_request_url(f"http://{LOOPBACK}:{port}{EVENTS_PATH}")
    return Door(office, port)


def command(**changes: str) -> bytes:
    """A slash command that nobody typed, as Slack would write it."""
    fields = {
        "command": "/kpi",
        "text": "ltvcac",
        "user_id": "U0000ADA",
        "channel_id": "C0GENERAL",
        "team_id": "T00SANDBOX",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/none",
    }
    return urlencode({**fields, **changes}).encode()


@pytest.mark.usefixtures("door")
async def test_commands_clicks_mentions_modals_and_home_work_as_over_sockets(office: Any) -> None:
    """A company that may not use Socket Mode would have half a bot."""
    assert (await office.ask("payload")).ok  # Bolt's own reading of the form would lose this word
    await office.ask("ltvcac")
    answer = await office.message(lambda message: message.text.startswith("LTV:CAC: 4.21:1"))
    assert (await office.click(answer, "show:period", "ltvcac 7d")).ok
    await office.until(lambda: office.answers.asked[-1].period.words == "7d" and office.messages()[0].edited_ts)
    await office.say("@kpibot cac")
    await office.until(lambda: len(office.messages()) == 2)
    await office.ask("")
    await office.until(lambda: office.workspace.views.stack("U0000ADA"))
    await office.server.open_home("ada")
    await office.until(lambda: office.workspace.views.home("U0000ADA"))

    assert office.server.socket.connections == 0
    assert {d.outcome for d in office.workspace.journal.deliveries} == {"acked"}


async def test_a_command_that_slack_repeats_is_answered_once(office: Any, door: Door) -> None:
    """A retry after a slow moment would double the answer."""
    assert [await door.post_signed(command()) for _ in range(3)] == [200, 200, 200]
    await office.until(office.messages)
    await asyncio.gather(*(door.post_signed(command()) for _ in range(5)))
    assert await door.post_signed(command(trigger_id="another")) == 200
    await office.until(lambda: len(office.messages()) == 2)

    assert len(office.answers.asked) == 2


async def test_an_event_whose_ack_was_lost_is_answered_once(office: Any, door: Door) -> None:
    """Slack sends it again at once, and twice more: three answers to one mention."""
    event = {"type": "app_mention", "user": "U0000ADA", "channel": "C0GENERAL", "text": "<@U0KPIBOT> cac", "ts": "1.2"}
    mention = {"type": "event_callback", "team_id": "T00SANDBOX", "event_id": "Ev1", "event": event}
    for _ in range(4):
        assert await door.post_signed(json.dumps(mention).encode(), JSON) == 200
    await office.ask("ltvcac")
    await office.until(lambda: office.log().count("outcome=answered") >= 2)

    assert [question.metric for question in office.answers.asked] == ["cac", "ltvcac"]


@pytest.mark.parametrize(
    ("secret", "seconds"), [("another", 0), ("the right one", -301), ("the right one", 301)], ids=str
)
async def test_who_is_not_slack_is_refused_and_learns_nothing(
    office: Any, door: Door, secret: str, seconds: int
) -> None:
    """The address is public: anybody may try."""
    known = office.workspace.signing_secret if secret == "the right one" else secret
    headers = {"Content-Type": FORM, **signed(known, command(), int(time.time()) + seconds)}

    assert await door.post(command(), headers) == (401, "")
    assert office.answers.asked == []
    assert "request refused status=401" in office.log()


async def test_a_huge_body_is_not_read(office: Any, door: Door) -> None:
    """A few of them would fill the memory, and nobody could ask anything."""
    assert await door.post_signed(b"text=" + b"x" * LARGEST_BODY) == 413
    assert await door.post_signed(b"[]", JSON) == 400
    assert (await office.ask("ltvcac")).ok


async def test_a_payload_of_an_unknown_kind_is_no_error_of_ours(office: Any, door: Door) -> None:
    """Slack adds kinds; each would be a stack trace in the log."""
    for payload in ({"type": "something_new"}, {}, {"type": "event_callback", "event": {"type": "tea"}}):
        assert await door.post_signed(json.dumps(payload).encode(), JSON) in {200, 404}

    assert not [record for record in office.logged.records if record.levelno >= logging.ERROR]


async def test_it_says_whether_it_lives_and_whether_it_is_ready(office: Any, door: Door) -> None:
    """A platform would send people to a process that can't answer them."""
    assert await door.get(ALIVE_PATH) == (200, {"alive": True})
    assert await door.get(READY_PATH) == (200, {"ready": True, "lacking": None})
    office.lacking = "the database does not answer"
    assert await door.get(READY_PATH) == (503, {"ready": False, "lacking": "the database does not answer"})


@pytest.mark.usefixtures("door")
async def test_a_bot_that_is_stopped_finishes_what_it_has_begun(office: Any) -> None:
    """Each deploy would swallow the questions of that moment."""
    gate = office.answers.hold()
    await office.ask("ltvcac")
    await office.until(lambda: office.answers.asked)
    stopping = asyncio.create_task(office.stop())
    await office.until(lambda: "no longer listening" in office.log())
    gate.set()
    await stopping

    assert office.messages()[0].text.startswith("LTV:CAC: 4.21:1")


async def test_an_address_that_is_taken_is_a_sentence(office: Any) -> None:
    """The bot would start, and hear nothing."""
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        office.arrivals = HttpDoor(Address(LOOPBACK, port), "secret")
        with pytest.raises(SettingsError, match=rf"KPIBOT_HTTP: nothing can listen at 127.0.0.1:{port}"):
            await office.start()


async def test_no_signed_payload_breaks_the_door(office: Any, door: Door) -> None:
    """Whatever Slack, or who got hold of the secret, sends: it is answered, and the next question is, too."""
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    mention = {
        "type": "app_mention",
        "user": "U0000ADA",
        "channel": "C0GENERAL",
        "text": "<@U0KPIBOT> cac",
        "ts": "1.2",
    }
    real: tuple[dict[str, Any], ...] = (
        dict(parse_qsl(command().decode())),
        {"type": "event_callback", "team_id": "T00SANDBOX", "event_id": "Ev1", "event": mention, "authorizations": []},
        {"type": "block_actions", "user": {"id": "U0000ADA"}, "team": {"id": "T1"}, "enterprise": None, "actions": []},
    )
    statuses = set()
    for number in range(REQUESTS):
        payload = mutant(chance.choice(real) | {"trigger_id": f"{number}.x", "event_id": f"Ev{number}"}, chance)
        body = json.dumps(payload).encode()
        statuses.add(await door.post_signed(body, JSON))
    assert (await office.ask("ltvcac")).ok
    await office.until(lambda: any(m.text.startswith("LTV:CAC") for m in office.messages()))

    assert statuses <= {200, 400, 404}
    assert not [record for record in office.logged.records if record.exc_info]
