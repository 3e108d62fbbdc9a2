"""What the page may ask for: each action by its name, run by the same methods that tests call."""

from collections.abc import Awaitable, Callable

from sandbox.faults import Fault, FaultKind, Landing
from sandbox.payload import Json
from sandbox.people.actions import People
from sandbox.people.results import NotPossibleError, Result

Doing = Callable[[People, Json], Awaitable[object]]
_SWITCHES = frozenset({"rate_limits", "refuse_unshared_files"})


async def do(people: People, request: Json) -> Json:
    """Carry out one request of the page's; what is not possible comes back as an error, in words."""
    doing = _DOINGS.get(str(request.get("do")))
    if doing is None:
        return {"ok": False, "error": f"the page asked for something unknown: {request.get('do')}"}
    try:
        outcome = await doing(people, request)
    except (NotPossibleError, KeyError) as problem:
        return {"ok": False, "error": str(problem.args[0])}
    if isinstance(outcome, Result):
        return {"ok": outcome.ok, "error": outcome.error, "payload": outcome.payload}
    return {"ok": True, "error": None, "payload": outcome}


async def _slash(people: People, r: Json) -> object:
    return await people.slash(r["as"], r["channel"], r["command"], r.get("text", ""), r.get("thread_ts"))


async def _post(people: People, r: Json) -> object:
    await people.post_as_user(r["as"], r["channel"], r["text"], r.get("thread_ts"))
    return None


async def _click(people: People, r: Json) -> object:
    if r.get("view"):
        return await people.click_in_view(r["as"], r["view"], r["action"], r.get("choice"), block_id=r["block"])
    return await people.click(r["as"], r["ts"], r["channel"], r["action"], r.get("choice"), block_id=r["block"])


async def _suggest(people: People, r: Json) -> object:
    if r.get("view"):
        return await people.suggest_in_view(r["as"], r["view"], r["action"], r["query"], block_id=r["block"])
    return await people.suggest(r["as"], r["channel"], r["ts"], r["action"], r["query"], block_id=r["block"])


async def _react(people: People, r: Json) -> object:
    act = people.react if r["on"] else people.unreact
    await act(r["as"], r["channel"], r["ts"], r["name"])
    return None


async def _submit(people: People, r: Json) -> object:
    return await people.submit(r["as"], r["values"])


async def _close(people: People, r: Json) -> object:
    await people.close_modal(r["as"])
    return None


async def _shortcut(people: People, r: Json) -> object:
    return await people.shortcut(r["as"], r["channel"], r["ts"], r["shortcut"])


async def _open_home(people: People, r: Json) -> object:
    await people.open_home(r["as"], r.get("tab", "home"))
    return None


async def _add_fault(people: People, r: Json) -> object:
    asked = r["fault"]
    fault = Fault(
        FaultKind(asked["kind"]),
        method=asked.get("method"),
        channel=asked.get("channel"),
        times=asked.get("times", 1),
        lands=Landing(asked.get("lands", Landing.NEVER)),
        seconds=float(asked.get("seconds", 5)),
    )
    return people.desk.workspace.faults.add(fault).id


async def _remove_fault(people: People, r: Json) -> object:
    people.desk.workspace.faults.remove(int(r["id"]))
    return None


async def _set(people: People, r: Json) -> object:
    if r["name"] not in _SWITCHES:
        raise NotPossibleError(f"there is no switch {r['name']!r}")
    people.desk.workspace.configure(**{r["name"]: bool(r["on"])})
    return None


async def _channel_state(people: People, r: Json) -> object:
    workspace = people.desk.workspace
    changes = {
        "archive": workspace.archive,
        "unarchive": workspace.unarchive,
        "remove_bot": workspace.remove_bot,
        "invite_bot": workspace.invite_bot,
    }
    changes[r["change"]](r["channel"])
    return None


async def _token(people: People, r: Json) -> object:
    workspace = people.desk.workspace
    (workspace.revoke_token if r["revoked"] else workspace.restore_token)()
    return None


async def _disconnect(people: People, r: Json) -> object:
    await people.socket.disconnect(abruptly=bool(r.get("abruptly")))
    return None


_DOINGS: dict[str, Doing] = {
    "slash": _slash,
    "post": _post,
    "click": _click,
    "suggest": _suggest,
    "react": _react,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "open_home": _open_home,
    "add_fault": _add_fault,
    "remove_fault": _remove_fault,
    "set": _set,
    "channel": _channel_state,
    "token": _token,
    "disconnect": _disconnect,
}
