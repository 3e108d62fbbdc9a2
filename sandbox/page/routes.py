"""The page over HTTP: its own files, what a person sees, what a person does, and a stream that says "look again"."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.page.doings import do
from sandbox.page.snapshot import snapshot
from sandbox.people.actions import People
from sandbox.state.files import PICTURES

_HERE = Path(__file__).parent
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FILES = {path.name: path for path in _HERE.iterdir() if path.suffix in _TYPES}
_HEARTBEAT_SECONDS = 15.0


@dataclass(frozen=True)
class Page:
    """Answers / and /page/*."""

    people: People
    closing: asyncio.Event

    def add_to(self, app: web.Application) -> None:
        """Take the page's addresses."""
        app.router.add_get("/", self.index)
        app.router.add_get("/page/state", self.state)
        app.router.add_get("/page/changes", self.changes)
        app.router.add_post("/page/do", self.act)
        app.router.add_get("/page/files/{id}", self.file)
        app.router.add_get("/page/{name}", self.static)

    async def index(self, _: web.Request) -> web.Response:
        """The page itself."""
        return _static("index.html")

    async def static(self, request: web.Request) -> web.Response:
        """One of the page's own files."""
        return _static(request.match_info["name"])

    async def state(self, request: web.Request) -> web.Response:
        """What a person sees."""
        workspace = self.people.desk.workspace
        try:
            viewer = workspace.user(request.query.get("as", "ada"))
        except KeyError as unknown:
            raise web.HTTPNotFound(text=str(unknown.args[0])) from None
        return web.json_response(snapshot(workspace, viewer, self.people.desk.app.connections))

    async def act(self, request: web.Request) -> web.Response:
        """What a person does; JSON only, so that no form of a foreign page can be sent here."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="send JSON")
        return web.json_response(await do(self.people, await request.json()))

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a processed file; what is no picture is only ever downloaded."""
        workspace = self.people.desk.workspace
        file = workspace.files.get(request.match_info["id"])
        if file is None or file.content is None or not file.is_ready(workspace.clock.now()):
            raise web.HTTPNotFound(text="there is no such file, or it is not processed yet")
        if file.mimetype in PICTURES:
            return web.Response(body=file.content, content_type=file.mimetype)
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """A stream of revision numbers; each means that something changed."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        seen, changes = -1, self.people.desk.workspace.changes
        while not self.closing.is_set():
            if changes.revision > seen:
                seen = changes.revision
                line = f"data: {seen}\n\n"
            else:
                line = ": still here\n\n"
            try:
                await stream.write(line.encode())
            except ConnectionResetError:
                break
            await self._until_changed(seen)
        return stream

    async def _until_changed(self, seen: int) -> None:
        change = asyncio.create_task(self.people.desk.workspace.changes.after(seen))
        closing = asyncio.create_task(self.closing.wait())
        await asyncio.wait({change, closing}, timeout=_HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        change.cancel()
        closing.cancel()


def _static(name: str) -> web.Response:
    path = _FILES.get(name)
    if path is None:
        raise web.HTTPNotFound(text=f"the page has no file {name}")
    return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")
