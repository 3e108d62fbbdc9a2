"""Puts the workspace on the wire: one HTTP server on loopback for the Web API, Socket Mode, uploads and the page."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.api import WebApi
from sandbox.clock import Clock
from sandbox.events import Events
from sandbox.guard import add_headers, guard
from sandbox.misbehaviour import Attendant
from sandbox.page.routes import Page
from sandbox.people.actions import People
from sandbox.people.desk import Desk
from sandbox.request_url import RequestUrl
from sandbox.response_urls import ResponseUrls
from sandbox.responses import Responder
from sandbox.socket_mode import SocketMode
from sandbox.state.workspace import Workspace
from sandbox.tasks import Tasks
from sandbox.uploads import Uploads
from sandbox.way_to_app import WayToApp

LARGEST_UPLOAD = 50 * 1024 * 1024


class WorkspaceServer(People):
    """Serves a workspace while its `async with` block runs; what people do in it are its methods."""

    def __init__(self, workspace: Workspace, port: int = 0, clock: Clock | None = None) -> None:
        self.workspace = workspace
        if clock is not None:
            workspace.use_clock(clock)
        self._port = port
        self._tasks = Tasks()

    async def __aenter__(self) -> Self:
        self.socket = SocketMode(self.workspace)
        self.request_url = RequestUrl(self.workspace)
        way = WayToApp(self.workspace, self.socket, self.request_url)
        events = Events(self.workspace, way, self._tasks)
        responder = Responder(self.workspace, events)
        self._attendant = Attendant(self.workspace, self._tasks)
        self._runner = web.AppRunner(self._application(events, responder), shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.desk = Desk(self.workspace, way, events, responder, self.url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._attendant.close()
        await self._tasks.close()
        await self.socket.close()
        await self.request_url.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The page to open in a browser."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """The `base_url` for slack_sdk."""
        return f"{self.url}/api/"

    def _application(self, events: Events, responder: Responder) -> web.Application:
        app = web.Application(middlewares=[guard], client_max_size=LARGEST_UPLOAD)
        app.on_response_prepare.append(add_headers)
        api = WebApi(self.workspace, events, self._attendant, self.socket.issue_ticket)
        app.router.add_route("*", "/api/{method}", api.serve)
        app.router.add_get("/link/", self.socket.serve)
        app.router.add_post("/upload/v1/{ticket}", Uploads(self.workspace, self._attendant).serve)
        Page(self, self._attendant.closing).add_to(app)
        app.router.add_post("/response/{key}", ResponseUrls(self.workspace, responder, self._attendant).serve)
        return app

    async def disconnect_sockets(self, reason: str = "refresh_requested", *, abruptly: bool = False) -> None:
        """Close every Socket Mode connection: with Slack's disconnect message, or as a cable that is cut."""
        await self.socket.disconnect(reason, abruptly=abruptly)

    def remove_app(self) -> None:
        """Take the app out of the workspace: its token opens nothing any more, and it is told."""
        self.workspace.revoke_token()
        self.desk.events.app_removed()

    async def until(self, condition: Callable[[], object], timeout: float = 20.0) -> None:  # noqa: ASYNC109  # a test's patience
        """Wait until the condition holds; raises TimeoutError with the last calls if it does not in time."""
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    await self._any_change()
        except TimeoutError:
            raise TimeoutError(f"it did not happen within {timeout:g} s; last calls: {self._last_calls()}") from None

    async def _any_change(self) -> None:
        """A change of the workspace, or a moment: conditions may also be about the app's side."""
        change = asyncio.ensure_future(self.workspace.changes.after(self.workspace.changes.revision))
        await asyncio.wait({change}, timeout=0.01)
        change.cancel()

    def _last_calls(self) -> str:
        calls = self.workspace.journal.calls[-5:]
        return "; ".join(f"{call.method} {'ok' if call.ok else call.error}" for call in calls) or "none"
