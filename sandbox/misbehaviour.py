"""Carries a request out, or misbehaves as the faults say, and writes the journal either way."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from sandbox.faults import REQUEST_KINDS, Fault, FaultKind, Landing
from sandbox.journal import Call
from sandbox.payload import Json
from sandbox.reply import Reply, rate_limited
from sandbox.state.workspace import Workspace
from sandbox.tasks import Tasks


@dataclass(frozen=True)
class Attempt:
    """One request of the app's: what it calls, as whom, and the work that it asks for."""

    method: str
    token: str
    arguments: Json
    channel: str | None
    work: Callable[[], Reply]


class Attendant:
    """Stands between the wire and the workspace: every request of the app's passes here."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        self._workspace = workspace
        self._tasks = tasks
        self.closing = asyncio.Event()

    def close(self) -> None:
        """Let go of the requests that hang."""
        self.closing.set()

    async def attend(self, request: web.Request, attempt: Attempt) -> web.Response:
        """Do the work and answer, unless a fault has other plans."""
        fault = self._workspace.faults.take(REQUEST_KINDS, attempt.method, self._names(attempt.channel))
        if fault is None:
            reply = attempt.work()
            self._record(attempt, reply, answered=reply.status)
            return _on_the_wire(reply)
        return await self._misbehave(request, attempt, fault)

    def _names(self, channel: str | None) -> frozenset[str]:
        """What a fault may call that channel: its id or its name."""
        found = self._workspace.directory.by_id(channel or "")
        return frozenset(name for name in (channel, found and found.name) if name)

    async def _misbehave(self, request: web.Request, attempt: Attempt, fault: Fault) -> web.Response:
        if fault.kind is FaultKind.SLOW:
            await self._workspace.clock.sleep(fault.seconds)
            reply = attempt.work()
            self._record(attempt, reply, answered=reply.status, fault=fault)
            return _on_the_wire(reply)
        pretence = _PRETENCES.get(fault.kind)
        pretended = pretence(fault) if pretence is not None else None
        self._land(attempt, fault, pretended)
        if pretended is not None:
            return _on_the_wire(pretended)
        if fault.kind is FaultKind.HANG:
            await self.closing.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=503)

    def _land(self, attempt: Attempt, fault: Fault, pretended: Reply | None) -> None:
        answered = pretended.status if pretended else None
        if fault.lands is Landing.AT_ONCE:
            self._record(attempt, attempt.work(), answered=answered, fault=fault)
            return
        self._record(attempt, None, answered=answered, fault=fault)
        if fault.lands is Landing.LATE:
            self._tasks.start(self._land_late(attempt, fault))

    async def _land_late(self, attempt: Attempt, fault: Fault) -> None:
        await self._workspace.clock.sleep(fault.seconds)
        self._record(attempt, attempt.work(), answered=None, fault=fault)

    def _record(
        self, attempt: Attempt, reply: Reply | None, *, answered: int | None, fault: Fault | None = None
    ) -> None:
        body = reply.body if reply is not None and isinstance(reply.body, dict) else {}
        call = Call(
            at=self._workspace.clock.now(),
            method=attempt.method,
            ok=reply is not None and reply.ok,
            error=reply.error if reply is not None else None,
            worked=reply is not None and reply.ok,
            answered=answered,
            token=attempt.token,
            channel=body.get("channel") if isinstance(body.get("channel"), str) else attempt.channel,
            ts=body.get("ts") or body.get("message_ts"),
            fault=fault.kind.value if fault is not None else None,
            arguments=attempt.arguments,
        )
        self._workspace.journal.record(call)


_PRETENCES: dict[FaultKind, Callable[[Fault], Reply | None]] = {
    FaultKind.RATE_LIMITED: lambda fault: rate_limited(fault.retry_after),
    FaultKind.SERVER_ERROR: lambda fault: Reply("the sandbox was asked to fail", fault.status),
    FaultKind.API_ERROR: lambda fault: Reply({"ok": False, "error": fault.error}),
}


def _on_the_wire(reply: Reply) -> web.Response:
    if isinstance(reply.body, str):
        return web.Response(text=reply.body, status=reply.status, headers=reply.headers)
    return web.json_response(reply.body, status=reply.status, headers=reply.headers)
