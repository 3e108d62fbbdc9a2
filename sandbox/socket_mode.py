"""Socket Mode: one-time URLs, up to ten connections, each envelope to exactly one of them, and its ack in time."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aiohttp import WSMsgType, web

from sandbox.acks import Ack, AckOutcome
from sandbox.journal import Delivery
from sandbox.payload import Json
from sandbox.state.workspace import Workspace


@dataclass
class Connection:
    """One open socket and the envelopes it has not acknowledged yet."""

    number: int
    socket: web.WebSocketResponse
    request: web.Request
    waiting: dict[str, asyncio.Future[Ack]] = field(default_factory=dict)


class SocketMode:
    """The workspace's end of all Socket Mode connections."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._connections: list[Connection] = []
        self._leaving: list[Connection] = []
        self._tickets: dict[str, datetime] = {}
        self._opened = 0
        self._turn = 0

    @property
    def connections(self) -> int:
        """How many sockets are open."""
        return len(self._connections)

    def issue_ticket(self) -> str:
        """A ticket that opens one connection, soon."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = self._workspace.clock.now() + timedelta(seconds=self._workspace.settings.ticket_seconds)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it closes."""
        expires = self._tickets.pop(request.query.get("ticket", ""), None)
        if expires is None or self._workspace.clock.now() > expires:
            raise web.HTTPUnauthorized(text="this Socket Mode URL was used or has expired: call apps.connections.open")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.connections >= self._workspace.settings.connections:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        self._opened += 1
        connection = Connection(self._opened, socket, request)
        await self._converse(connection)
        return socket

    async def _converse(self, connection: Connection) -> None:
        self._connections.append(connection)
        self._workspace.changes.touch()
        try:
            await connection.socket.send_json(self._hello(connection))
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._take_ack(connection, message.data)
        except ConnectionResetError:
            self._workspace.faults.note(f"connection {connection.number} broke")
        finally:
            self._forget(connection)

    def _hello(self, connection: Connection) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "connection_info": {"app_id": self._workspace.app.app_id},
            "debug_info": {"host": f"sandbox-{connection.number}", "approximate_connection_time": 3600},
        }

    def _forget(self, connection: Connection) -> None:
        self._connections = [other for other in self._connections if other is not connection]
        self._leaving = [other for other in self._leaving if other is not connection]
        for answer in connection.waiting.values():
            if not answer.done():
                answer.set_result(Ack(AckOutcome.CONNECTION_LOST))
        self._workspace.changes.touch()

    def _take_ack(self, connection: Connection, text: str) -> None:
        try:
            ack = json.loads(text)
        except ValueError:
            self._workspace.faults.note(f"connection {connection.number} sent something that is not JSON")
            return
        waiting = connection.waiting.get(ack.get("envelope_id", ""))
        if waiting is None or waiting.done():
            self._workspace.faults.note("an ack came too late, or for an unknown envelope, and was dropped")
        else:
            waiting.set_result(Ack(AckOutcome.ACKED, ack.get("payload")))

    def why(self, outcome: AckOutcome) -> str:
        """Slack's word for how a delivery ended: seen as plain "timeout" in the field, not as HTTP's "http_timeout"."""
        return "timeout" if outcome is AckOutcome.TIMED_OUT else "connection_failed"

    async def deliver(self, kind: str, payload: Json, *, wants_payload: bool, retry: tuple[int, str] = (0, "")) -> Ack:
        """Send an envelope to the next connection and wait for its ack, three seconds at most."""
        if not self._connections:
            return Ack(AckOutcome.NO_CONNECTION)
        self._turn += 1
        connection = self._connections[self._turn % self.connections]
        envelope_id = secrets.token_hex(16)
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": wants_payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry[0], "retry_reason": retry[1]}
        ack = await self._send_and_wait(connection, envelope)
        now, event_id = self._workspace.clock.now(), payload.get("event_id")
        delivery = Delivery(now, kind, envelope_id, connection.number, ack.outcome.value, event_id, retry[0])
        self._workspace.journal.record_delivery(delivery)
        return ack if wants_payload else replace(ack, payload=None)

    async def _send_and_wait(self, connection: Connection, envelope: Json) -> Ack:
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = answer
        timer = asyncio.create_task(self._workspace.clock.sleep(self._workspace.settings.ack_seconds))
        try:
            await connection.socket.send_json(envelope)
            await asyncio.wait((answer, timer), return_when=asyncio.FIRST_COMPLETED)
            return answer.result() if answer.done() else Ack(AckOutcome.TIMED_OUT)
        except ConnectionResetError:
            return Ack(AckOutcome.CONNECTION_LOST)
        finally:
            timer.cancel()
            connection.waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested", *, abruptly: bool = False) -> None:
        """Send every client away with a disconnect message, or cut the cable.

        A client that was sent away closes the socket itself once it has a new one; until then it may still send acks.
        """
        for connection in list(self._connections):
            if abruptly:
                self._forget(connection)
                if connection.request.transport is not None:
                    connection.request.transport.abort()
            else:
                self._connections.remove(connection)
                self._leaving.append(connection)
                await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
        self._workspace.changes.touch()
        self._workspace.faults.note(f"all sockets disconnected ({'abruptly' if abruptly else reason})")

    async def close(self) -> None:
        """Close every connection because the server stops."""
        for connection in [*self._connections, *self._leaving]:
            self._forget(connection)
            await connection.socket.close()
