"""Buttons, menus and message shortcuts."""

from dataclasses import dataclass

from sandbox.payload import Json
from sandbox.payloads import channel_json, message_json, view_json
from sandbox.people.choices import Choices
from sandbox.people.desk import Desk
from sandbox.people.elements import Choice, Control, chosen, find_control
from sandbox.people.results import NotPossibleError, Result, of_ack
from sandbox.state.links import LinkKind
from sandbox.state.model import Message, User
from sandbox.state.views import View


@dataclass(frozen=True)
class Interactions:
    """Tells the app what people do to its messages and views."""

    desk: Desk
    choices: Choices

    async def click(self, user: User, message: Message, action_id: str, choice: Choice, block_id: str | None) -> Result:
        """Use a control of a message."""
        if not message.by_bot:
            raise NotPossibleError("only the app's messages have controls")
        control = find_control(message.blocks, action_id, block_id)
        action = await self._action(user, control, choice, self.from_message(message))
        self.choices.remember(message.ts, user.id, control, action)
        payload = self._of_message(user, message) | {"type": "block_actions", "actions": [action]}
        payload["state"] = {"values": self.choices.values(message.ts, user.id, message.blocks)}
        return of_ack(await self.desk.app.deliver("interactive", payload, wants_payload=False))

    async def click_in_view(
        self, user: User, view: View, action_id: str, choice: Choice, block_id: str | None
    ) -> Result:
        """Use a control of a modal or of the App Home."""
        control = find_control(view.content["blocks"], action_id, block_id)
        action = await self._action(user, control, choice, self.from_view(view))
        self.choices.remember(view.id, user.id, control, action)
        shown = view_json(self.desk.workspace, view)
        shown["state"] = {"values": self.choices.values(view.id, user.id, view.content["blocks"])}
        payload = self.desk.envelope(user) | self.from_view(view) | {"type": "block_actions", "actions": [action]}
        payload |= {"view": shown, "trigger_id": self.desk.workspace.triggers.issue(user.id)}
        return of_ack(await self.desk.app.deliver("interactive", payload, wants_payload=False))

    async def shortcut(self, user: User, message: Message, callback_id: str) -> Result:
        """Use a message shortcut."""
        if callback_id not in {shortcut.callback_id for shortcut in self.desk.workspace.app.shortcuts}:
            raise NotPossibleError(f"the app has no message shortcut {callback_id!r}")
        workspace = self.desk.workspace
        link = workspace.links.issue(LinkKind.SHORTCUT, user.id, message.channel, message_ts=message.ts)
        payload = self.desk.envelope(user) | self._place(message)
        payload |= {"type": "message_action", "callback_id": callback_id, "message_ts": message.ts}
        payload |= {"message": message_json(workspace, message), "action_ts": self.desk.timestamp()}
        payload |= {"trigger_id": workspace.triggers.issue(user.id), "response_url": self.desk.response_url(link)}
        return of_ack(await self.desk.app.deliver("interactive", payload, wants_payload=False))

    async def suggest(self, user: User, control: Control, query: str, container: Json) -> list[Json]:
        """Ask the app what an external menu offers for the letters typed so far."""
        payload = self.desk.envelope(user) | container | {"type": "block_suggestion", "value": query}
        payload |= {"action_id": control.action_id, "block_id": control.block_id}
        ack = of_ack(await self.desk.app.deliver("interactive", payload, wants_payload=True))
        answer = ack.payload or {}
        grouped = [option for group in answer.get("option_groups", []) for option in group.get("options", [])]
        options: list[Json] = answer.get("options", grouped)
        return options[:100]

    def from_message(self, message: Message) -> Json:
        """Where a control stands, for one in a message."""
        is_ephemeral = message.ephemeral_for is not None
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container["is_ephemeral"] = is_ephemeral
        if message.is_reply:
            container["thread_ts"] = message.thread_ts
        # The app never gets to see an ephemeral message again, not even in a click on it.
        shown = {} if is_ephemeral else {"message": message_json(self.desk.workspace, message)}
        return {"container": container, **self._place(message), **shown}

    def from_view(self, view: View) -> Json:
        """Where a control stands, for one in a view."""
        return {"container": {"type": "view", "view_id": view.id}, "view": view_json(self.desk.workspace, view)}

    def _of_message(self, user: User, message: Message) -> Json:
        workspace = self.desk.workspace
        link = workspace.links.issue(LinkKind.ACTION, user.id, message.channel, message_ts=message.ts)
        payload = self.desk.envelope(user) | self.from_message(message)
        return payload | {
            "trigger_id": workspace.triggers.issue(user.id),
            "response_url": self.desk.response_url(link),
        }

    def _place(self, message: Message) -> Json:
        channel = self.desk.workspace.channel(message.channel)
        name = channel_json(self.desk.workspace, channel).get("name", "directmessage")
        return {"channel": {"id": channel.id, "name": name}}

    async def _action(self, user: User, control: Control, choice: Choice, container: Json) -> Json:
        suggested: list[Json] = []
        if "external" in control.kind and choice is not None:
            query = choice if isinstance(choice, str) else ""
            suggested = await self.suggest(user, control, query, container)
        identity = {"action_id": control.action_id, "block_id": control.block_id, "action_ts": self.desk.timestamp()}
        return identity | chosen(control, choice, suggested)
