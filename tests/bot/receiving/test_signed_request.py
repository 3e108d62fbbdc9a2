"""What is taken for Slack's, and what is not: proved before it is read."""

import json
import os
import time
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot.receiving.address import Address, read_address
from bot.receiving.signed_request import RefusedRequestError, read_request
from sandbox.request_url import FORM, JSON, signed

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # Slack's own example


class StoppedClock:
    """Stands in for slack_sdk's clock."""

    def now(self) -> float:
        return 1_531_420_618.0


# How many requests each of the two properties tries; `make soak` sets more.
REQUESTS = int(os.environ.get("KPIBOT_SOAK_REQUESTS", "200"))
tried = settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
VERIFIER = SignatureVerifier(SECRET, StoppedClock())
NOW = 1_531_420_618


def read(body: bytes, content_type: str = JSON, *, at: int = NOW, secret: str = SECRET) -> object:
    """A request signed at that time, read now."""
    return read_request(body, {"Content-Type": content_type, **signed(secret, body, at)}, VERIFIER)


def status_of(body: bytes, headers: dict[str, str]) -> int:
    """The status with which a request is refused."""
    with pytest.raises(RefusedRequestError) as refused:
        read_request(body, headers, VERIFIER)
    return refused.value.status


def payload_or_status(body: bytes, content_type: str) -> object:
    """What a signed request is read as, or the status with which it is refused."""
    try:
        return read(body, content_type)
    except RefusedRequestError as refused:
        return refused.status


def test_slacks_own_example_is_taken() -> None:
    """The request and signature printed in Slack's documentation, which our sandbox did not make."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    headers = {"X-Slack-Request-Timestamp": "1531420618", "X-Slack-Signature": signature, "Content-Type": FORM}

    assert read_request(body, headers, VERIFIER)["command"] == "/webhook-collect"


@pytest.mark.parametrize(("seconds", "is_taken"), [(-300, True), (300, True), (-301, False), (301, False)])
def test_a_request_counts_for_five_minutes(seconds: int, *, is_taken: bool) -> None:
    """A captured request could be played back for ever."""
    body = b'{"type": "event_callback"}'
    if is_taken:
        assert read(body, at=NOW + seconds) == {"type": "event_callback"}
    else:
        with pytest.raises(RefusedRequestError, match="401"):
            read(body, at=NOW + seconds)


def test_whoever_does_not_know_the_secret_is_not_read() -> None:
    """Anybody who finds the address could ask for the company's numbers, in anybody's name."""
    with pytest.raises(RefusedRequestError, match="401"):
        read(b'{"type": "event_callback"}', secret="another")


def test_one_changed_byte_is_enough() -> None:
    """A genuine request could be given another question or another person."""
    body = b'{"user": "U0000ADA"}'

    assert status_of(body.replace(b"ADA", b"EVE"), {"Content-Type": JSON, **signed(SECRET, body, NOW)}) == 401


@pytest.mark.parametrize("missing", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
def test_without_proof_nothing_is_read(missing: str) -> None:
    """A header that was forgotten would be as good as one that is right."""
    headers = {"Content-Type": JSON, **signed(SECRET, b"{}", NOW)}
    del headers[missing]

    assert status_of(b"{}", headers) == 401


@tried
@given(stamp=st.text(max_size=20), signature=st.text(max_size=80), body=st.binary(max_size=200))
@example(stamp="١٢٣", signature="v0=", body=b"{}")
@example(stamp="9" * 5000, signature="v0=", body=b"{}")
@example(stamp=str(NOW), signature="v0=é", body=b"{}")
def test_no_headers_and_no_body_get_past_or_break_it(stamp: str, signature: str, body: bytes) -> None:
    """A forged header would end in a stack trace, or worse, in an answer."""
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": JSON}

    assert status_of(body, headers) in {400, 401}


@tried
@given(body=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode())))
@example(body=b"[" * 200_000)
@example(body=b"payload=" + b"[" * 200_000)
@example(body=b"&".join(b"a=b" for _ in range(1000)))
@example(body=b'"text"')
@example(body=b"\xff\xfe")
@example(body=b"payload=null")
def test_whatever_is_signed_is_an_object_or_refused(body: bytes) -> None:
    """A payload in a shape that Slack never sends would reach the listeners."""
    for content_type in (JSON, FORM, "", "application/json; charset=utf-8"):
        assert isinstance(payload_or_status(body, content_type), dict | int)
        assert payload_or_status(body, content_type) != 401


def test_a_command_may_have_the_word_payload_in_it() -> None:
    """Bolt's own reading takes the words for an interaction, and the command for nothing."""
    form = urlencode({"command": "/kpi", "text": "payload of cac & co"}).encode()

    assert read(form, FORM) == {"command": "/kpi", "text": "payload of cac & co"}


def test_an_interaction_is_the_json_in_its_form() -> None:
    """Buttons would be dead in HTTP mode."""
    form = urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()

    assert read(form, FORM) == {"type": "block_actions"}


def test_the_workspace_signs_for_the_clock_of_today() -> None:
    """slack_sdk's own clock is the one that the bot goes by."""
    now = int(time.time())

    assert read_request(b"{}", {"Content-Type": JSON, **signed(SECRET, b"{}", now)}, SignatureVerifier(SECRET)) == {}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("3000", Address("127.0.0.1", 3000)),
        ("0.0.0.0:80", Address("0.0.0.0", 80)),  # noqa: S104  # it is only read
        (" localhost:0 ", Address("localhost", 0)),
        ("[::1]:3000", Address("::1", 3000)),
    ],
)
def test_an_address_is_read(text: str, address: Address) -> None:
    """A port alone is open to this machine only."""
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["", "http://host:3000", "host", "host:99999", ":3000", "a b:3000"])
def test_a_wrong_address_is_a_sentence(text: str) -> None:
    """The bot would listen somewhere else, or fail with a trace."""
    with pytest.raises(ValueError, match="is no address to listen at; write one such as 127"):
        read_address(text)
