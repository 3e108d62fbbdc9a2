"""response_urls over HTTP."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.errors import ApiError
from sandbox.methods.call import Arguments
from sandbox.misbehaviour import Attempt, Attendant
from sandbox.payload import Json
from sandbox.reply import Reply
from sandbox.responses import Responder
from sandbox.state.workspace import Workspace


@dataclass(frozen=True)
class ResponseUrls:
    """Answers POST /response/<key>. Slack asks for no token here: the URL itself is the secret."""

    workspace: Workspace
    responder: Responder
    attendant: Attendant

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one use of a link."""
        key, body = request.match_info["key"], await _body(request)
        link = self.workspace.links.get(key)
        channel = link.channel if link is not None else None
        attempt = Attempt("response_url", "none", body, channel, lambda: self._run(key, body))
        return await self.attendant.attend(request, attempt)

    def _run(self, key: str, body: Json) -> Reply:
        try:
            link = self.workspace.links.use(key)
        except ApiError as refusal:
            return Reply(refusal.body(), 404)
        try:
            self.responder.respond(link, Arguments(body))
        except ApiError as refusal:
            return Reply(refusal.body())
        return Reply("ok")


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
