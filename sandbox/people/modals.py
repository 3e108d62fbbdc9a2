"""Filling in, submitting and closing modals."""

from dataclasses import dataclass

from sandbox.blocks.check import checked_view
from sandbox.errors import ApiError
from sandbox.payload import Json
from sandbox.payloads import view_json
from sandbox.people.elements import Choice, chosen, find_control
from sandbox.people.interactions import Interactions
from sandbox.people.results import NotPossibleError, Result, of_ack
from sandbox.state.model import User
from sandbox.state.views import View


@dataclass(frozen=True)
class Modals:
    """A person at a modal."""

    interactions: Interactions

    def top(self, user: User) -> View:
        """The modal that the person sees."""
        stack = self.interactions.desk.workspace.views.stack(user.id)
        if not stack:
            raise NotPossibleError(f"{user.real_name} has no modal open")
        return stack[-1]

    async def submit(self, user: User, values: dict[str, Choice]) -> Result:
        """Fill in the controls named by action_id and press the submit button."""
        view = self.top(user)
        for action_id, choice in values.items():
            await self._fill_in(user, view, action_id, choice)
        state = self.interactions.choices.values(view.id, user.id, view.content["blocks"])
        missing = _missing(view, state)
        if missing:
            return Result("missing_input", {"errors": dict.fromkeys(missing, "Please complete this required field.")})
        desk = self.interactions.desk
        shown = view_json(desk.workspace, view) | {"state": {"values": state}}
        payload = desk.envelope(user) | {"type": "view_submission", "view": shown, "response_urls": []}
        payload["trigger_id"] = desk.workspace.triggers.issue(user.id)
        result = of_ack(await desk.app.deliver("interactive", payload, wants_payload=True))
        return self._after(user, view, result) if result.ok else result

    async def close(self, user: User) -> None:
        """Press the cross; the app hears of it only where it asked to."""
        view, desk = self.top(user), self.interactions.desk
        desk.workspace.views.pop(user.id)
        if view.content.get("notify_on_close"):
            shown = view_json(desk.workspace, view)
            payload = desk.envelope(user) | {"type": "view_closed", "view": shown, "is_cleared": False}
            await desk.app.deliver("interactive", payload, wants_payload=False)

    async def _fill_in(self, user: User, view: View, action_id: str, choice: Choice) -> None:
        control = find_control(view.content["blocks"], action_id)
        suggested: list[Json] = []
        if "external" in control.kind:
            container = self.interactions.from_view(view)
            suggested = await self.interactions.suggest(user, control, str(choice or ""), container)
        self.interactions.choices.remember(view.id, user.id, control, chosen(control, choice, suggested))

    def _after(self, user: User, view: View, result: Result) -> Result:
        """Do what the ack says: show errors, change the view, push another, or close."""
        answer, workspace = result.payload or {}, self.interactions.desk.workspace
        action = answer.get("response_action")
        if action == "errors":
            return Result("view_errors", answer)
        if action == "clear":
            workspace.views.clear(user.id)
        elif action in ("update", "push"):
            return self._next_view(user, view, answer)
        else:
            workspace.views.pop(user.id)
        return result

    def _next_view(self, user: User, view: View, answer: Json) -> Result:
        workspace = self.interactions.desk.workspace
        try:
            content = checked_view(workspace, answer.get("view") or {})
        except ApiError as refusal:
            return Result(refusal.error, refusal.body())
        fresh = self.interactions.desk.timestamp()
        if answer["response_action"] == "update":
            workspace.views.replace(view, content, fresh)
        else:
            workspace.views.push(View(workspace.ids.make("V"), user.id, content, fresh, view.root_id, view.id))
        return Result(payload=answer)


def _missing(view: View, state: Json) -> list[str]:
    """The blocks of required inputs that hold nothing."""
    required = [b for b in view.content["blocks"] if b.get("type") == "input" and not b.get("optional")]
    return [block["block_id"] for block in required if not _is_filled(state.get(block["block_id"], {}))]


def _is_filled(values: Json) -> bool:
    held = [item for value in values.values() for key, item in value.items() if key != "type"]
    return bool(held) and all(item not in (None, "", []) for item in held)
