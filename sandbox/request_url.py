"""The request URL: signed HTTP requests to the app, and its answers to them as acks."""

import hashlib
import hmac
import json
import secrets
from asyncio import timeout
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from sandbox.acks import Ack, AckOutcome
from sandbox.journal import Delivery
from sandbox.payload import Json
from sandbox.state.workspace import Workspace

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_REASONS = {AckOutcome.TIMED_OUT: "http_timeout", AckOutcome.REFUSED: "http_error"}


@dataclass(frozen=True)
class Written:
    """A request's body and its content type."""

    body: bytes
    content_type: str


def written(kind: str, payload: Json) -> Written:
    """A payload as Slack writes it into a request: commands as a form, interactions as JSON in one, events as JSON."""
    if kind == "slash_commands":
        return Written(urlencode(payload).encode(), FORM)
    if kind == "interactive":
        return Written(urlencode({"payload": json.dumps(payload)}).encode(), FORM)
    return Written(json.dumps(payload).encode(), JSON)


def signed(secret: str, body: bytes, at: int) -> dict[str, str]:
    """The headers that prove a body to come from the workspace.

    Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    base = b"v0:%d:%s" % (at, body)
    signature = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={signature}"}


@dataclass
class RequestUrl:
    """The workspace's end of HTTP. The app must prove once that the URL is its own, as when one is saved at Slack."""

    workspace: Workspace
    _session: ClientSession | None = field(default=None, init=False)
    _verified: str | None = field(default=None, init=False)

    async def close(self) -> None:
        """Close the connections because the server stops."""
        if self._session is not None:
            await self._session.close()

    @property
    def connections(self) -> int:
        """One, once the app has proved that the URL is its own."""
        return int(self._verified is not None and self._verified == self.workspace.app.request_url)

    def why(self, outcome: AckOutcome) -> str:
        """Slack's word for how a delivery ended."""
        return _REASONS.get(outcome, "connection_failed")

    async def deliver(self, kind: str, payload: Json, *, wants_payload: bool, retry: tuple[int, str] = (0, "")) -> Ack:
        """Post a payload to the request URL and wait for the answer, three seconds at most."""
        url = self.workspace.app.request_url or ""
        if self._verified != url and not await self._verify(url):
            self.workspace.faults.note(f"{url} did not answer the challenge: it is not the app's request URL")
            return Ack(AckOutcome.UNREACHABLE)
        ack = await self._post(url, written(kind, payload), _retry_headers(kind, retry))
        delivery = Delivery(
            self.workspace.clock.now(),
            kind,
            secrets.token_hex(16),
            0,
            ack.outcome.value,
            payload.get("event_id"),
            retry[0],
        )
        self.workspace.journal.record_delivery(delivery)
        return ack if wants_payload else Ack(ack.outcome, is_final=ack.is_final)

    async def _verify(self, url: str) -> bool:
        if urlsplit(url).hostname not in _LOOPBACK:
            return False
        challenge = secrets.token_hex(16)
        body = {"type": "url_verification", "token": "deprecated", "challenge": challenge}
        ack = await self._post(url, written("events_api", body), {})
        if ack.outcome is AckOutcome.ACKED and ack.payload and challenge in ack.payload.values():
            self._verified = url
        return self._verified == url

    async def _post(self, url: str, request: Written, more: Mapping[str, str]) -> Ack:
        at = int(self.workspace.clock.now().timestamp())
        headers = {
            "Content-Type": request.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **signed(self.workspace.signing_secret, request.body, at),
            **more,
        }
        try:
            async with (
                timeout(self.workspace.settings.ack_seconds),
                self._open().post(url, data=request.body, headers=headers, allow_redirects=False) as answer,
            ):
                return await _ack_of(answer)
        except TimeoutError:
            return Ack(AckOutcome.TIMED_OUT)
        except ClientError:
            return Ack(AckOutcome.UNREACHABLE)

    def _open(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=None))
        return self._session


def _retry_headers(kind: str, retry: tuple[int, str]) -> dict[str, str]:
    number, reason = retry
    if kind != "events_api" or not number:
        return {}
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}


async def _ack_of(answer: ClientResponse) -> Ack:
    text = await answer.text()
    if answer.status // 100 != 2:
        return Ack(AckOutcome.REFUSED, is_final=answer.headers.get("X-Slack-No-Retry") == "1")
    return Ack(AckOutcome.ACKED, _payload_of(text))


def _payload_of(text: str) -> Json | None:
    if not text.strip():
        return None
    try:
        payload = json.loads(text)
    except ValueError:
        return {"text": text}
    return payload if isinstance(payload, dict) else {"text": text}
