"""The upload URL: takes the bytes of a file that was announced, raw or as a form."""

from dataclasses import dataclass, replace

from aiohttp import web

from sandbox.misbehaviour import Attempt, Attendant
from sandbox.reply import Reply
from sandbox.state.workspace import Workspace


@dataclass(frozen=True)
class Uploads:
    """Answers POST /upload/v1/<ticket>."""

    workspace: Workspace
    attendant: Attendant

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one upload."""
        ticket, content = request.match_info["ticket"], await _bytes_of(request)
        size = {"length": len(content)}
        return await self.attendant.attend(
            request, Attempt("upload", "none", size, None, lambda: self._store(ticket, content))
        )

    def _store(self, ticket: str, content: bytes) -> Reply:
        file = self.workspace.files.by_ticket(ticket)
        if file is None or file.completed is not None:
            return Reply("this upload URL is unknown or was used", 404)
        if len(content) != file.length:
            return Reply(f"expected {file.length} bytes and got {len(content)}", 400)
        self.workspace.files.put(replace(file, content=content))
        return Reply(f"OK - {len(content)}")


async def _bytes_of(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    parts = await request.post()
    for part in parts.values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""
