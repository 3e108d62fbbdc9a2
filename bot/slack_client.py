"""Slack's Web API as the bot uses it. No post is ever re-sent: slack_sdk's default would when a connection breaks."""

import json
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.rate_limits import RateLimitRetryHandler
from bot.slack_errors import CONNECTION_ERRORS, SlackError, UncertainError, error_of, error_of_body
from bot.views.message import Message

SLACK_API = "https://slack.com/api/"
# A person looks at the screen: a call that takes longer than this counts as failed.
TIMEOUT_SECONDS = 15.0
Json = dict[str, Any]
_LOOPBACK = ("http://127.0.0.1:", "http://localhost:", "http://[::1]:")


def open_session() -> ClientSession:
    """One HTTP session for everything; `async with` closes it."""
    return ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS), trust_env=True)


def make_client(session: ClientSession, api_url: str, token: str | None, *, is_patient: bool = True) -> AsyncWebClient:
    """A client that repeats nothing but, where it is patient, calls that were too many."""
    handlers: list[AsyncRetryHandler] = [RateLimitRetryHandler()] if is_patient else []
    client = AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=handlers)
    if is_loopback(api_url):
        # slack_sdk takes the proxy of the environment even for this machine.
        client.proxy = None
    return client


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine."""
    return url.startswith(_LOOPBACK)


class SlackClient:
    """Posts, edits, answers through response_urls and uploads; every failure is a SlackError."""

    def __init__(self, session: ClientSession, api_url: str, bot_token: str, *, is_patient: bool = True) -> None:
        self._session = session
        self._web = make_client(session, api_url, bot_token, is_patient=is_patient)

    async def post(
        self, channel: str, message: Message, thread_ts: str | None = None, metadata: Json | None = None
    ) -> str:
        """Post a message once, in that thread if there is one; returns its ts."""
        content = {**_payload(message), "unfurl_links": False, "unfurl_media": False}
        content |= {"metadata": metadata} if metadata else {}
        answer = await self.call("chat.postMessage", {"channel": channel, **content, **_in_thread(thread_ts)})
        return str(answer["ts"])

    async def whisper(self, channel: str, user: str, message: Message, thread_ts: str | None = None) -> None:
        """Show a message to one person in a conversation with the bot."""
        arguments = {"channel": channel, "user": user, **_payload(message), **_in_thread(thread_ts)}
        await self.call("chat.postEphemeral", arguments)

    async def update(self, channel: str, ts: str, message: Message) -> None:
        """Put other content into a message. Once more where the connection broke: the second time changes nothing."""
        arguments = {"channel": channel, "ts": ts, **_payload(message)}
        try:
            await self.call("chat.update", arguments)
        except UncertainError:
            await self.call("chat.update", arguments)

    async def respond(self, response_url: str, message: Message, *, replace: bool) -> None:
        """Answer one person through a response_url, beside or in place of the message that it came from."""
        body = {**_payload(message), "response_type": "ephemeral", "replace_original": replace}
        await self._use(response_url, body)

    async def delete_original(self, response_url: str) -> None:
        """Take away the message that the response_url came from."""
        await self._use(response_url, {"delete_original": True})

    async def open_view(self, trigger_id: str, view: Json) -> None:
        """Open a modal for who just did something; Slack takes the trigger_id of that for three seconds, and once."""
        await self.call("views.open", {"trigger_id": trigger_id, "view": view})

    async def publish_view(self, user: str, view: Json, replaces: str | None) -> str:
        """Show a person their App Home, in place of the one of that hash; returns the hash of what they see now.

        Raises RefusedError with the code hash_conflict where they see another one.
        """
        known = {"hash": replaces} if replaces else {}
        answer = await self.call("views.publish", {"user_id": user, "view": view, **known})
        shown = answer["view"]
        return str(shown["hash"]) if isinstance(shown, dict) else ""

    async def call(self, method: str, arguments: Json, *, as_form: bool = False) -> AsyncSlackResponse:
        """Call a method of the Web API. The files methods take forms alone."""
        try:
            if as_form:
                return await self._web.api_call(method, data=arguments)
            return await self._web.api_call(method, json=arguments)
        except SlackApiError as failure:
            raise error_of(method, failure) from failure
        except CONNECTION_ERRORS as failure:
            raise UncertainError(f"{method} failed: {type(failure).__name__}") from failure

    async def send_bytes(self, upload_url: str, content: bytes, content_type: str) -> None:
        """Send a file's bytes to the address that Slack gave for them."""
        try:
            sending = self._session.post(upload_url, data=content, headers={"Content-Type": content_type})
            async with sending as answer:
                if answer.status != 200:
                    raise error_of_body("upload", answer.status, {})
        except CONNECTION_ERRORS as failure:
            raise UncertainError(f"upload failed: {type(failure).__name__}") from failure

    async def _use(self, response_url: str, body: Json) -> None:
        try:
            async with self._session.post(response_url, json=body) as answer:
                status, text = answer.status, await answer.text()
        except CONNECTION_ERRORS as failure:
            raise UncertainError(f"response_url failed: {type(failure).__name__}") from failure
        refusal = _refusal(status, text)
        if refusal is not None:
            raise refusal


def _payload(message: Message) -> Json:
    # An empty list takes the blocks away that a message had before.
    return {"text": message.text, "blocks": list(message.blocks)}


def _in_thread(thread_ts: str | None) -> Json:
    return {"thread_ts": thread_ts} if thread_ts else {}


def _refusal(status: int, text: str) -> SlackError | None:
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if status == 200 and (not isinstance(body, dict) or body.get("ok", True)):
        return None
    return error_of_body("response_url", status, body if isinstance(body, dict) else {})
