"""The Web API over HTTP: reads arguments, checks the token and the scope, and runs the method."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from sandbox.errors import ApiError, RateLimitedError
from sandbox.events import Events
from sandbox.methods.call import Arguments, Call, Method
from sandbox.methods.registry import all_methods
from sandbox.misbehaviour import Attempt, Attendant
from sandbox.payload import Json
from sandbox.reply import Reply, rate_limited
from sandbox.state.tokens import redacted
from sandbox.state.workspace import Workspace


@dataclass(frozen=True)
class WebApi:
    """Answers POST and GET /api/<method>."""

    workspace: Workspace
    events: Events
    attendant: Attendant
    issue_ticket: Callable[[], str]

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        name, values = request.match_info["method"], await _arguments_of(request)
        token = _token_of(request, values.pop("token", None))
        values |= _client_of(request)
        base_url = f"http://{request.host}"
        channel = values.get("channel") or values.get("channel_id")
        attempt = Attempt(
            method=name,
            token=redacted(token),
            arguments=values,
            channel=channel if isinstance(channel, str) else None,
            work=lambda: self._run(name, token, values, base_url),
        )
        return await self.attendant.attend(request, attempt)

    def _run(self, name: str, token: str | None, values: Json, base_url: str) -> Reply:
        method = _METHODS.get(name)
        if method is None:
            return Reply({"ok": False, "error": "unknown_method", "req_method": name})
        call = Call(self.workspace, Arguments(values), self.events, base_url, self.issue_ticket)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.workspace.app.scopes))}
        try:
            self._admit(method, token, call)
            return Reply({"ok": True, **method.run(call)}, headers=headers)
        except RateLimitedError as limited:
            return rate_limited(limited.retry_after)
        except ApiError as refusal:
            return Reply(refusal.body(), headers=headers)

    def _admit(self, method: Method, token: str | None, call: Call) -> None:
        if not self.workspace.accepts(token, method.token):
            raise _wrong_token(self.workspace, token)
        if method.scope is not None:
            call.require_scope(method.scope)
        self.workspace.limits.count_call(method.name, method.tier)


_METHODS = all_methods()


def _wrong_token(workspace: Workspace, token: str | None) -> ApiError:
    if not token:
        return ApiError("not_authed")
    if token == workspace.tokens.bot and workspace.token_revoked:
        return ApiError("token_revoked")
    known = token in (workspace.tokens.bot, workspace.tokens.app)
    return ApiError("not_allowed_token_type" if known else "invalid_auth")


def _token_of(request: web.Request, in_body: object) -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return token.strip()
    return in_body if isinstance(in_body, str) else None


def _client_of(request: web.Request) -> Json:
    """The app's own name and secret, which only oauth methods look at; they come as a browser's password would."""
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return {}
    name, _, secret = b64decode(encoded).decode(errors="replace").partition(":")
    return {"client_id": name, "client_secret": secret}


async def _arguments_of(request: web.Request) -> Json:
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await _json_object(request)
        return values | body
    form = await request.post()
    return values | {name: value for name, value in form.items() if isinstance(value, str)}


async def _json_object(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
