"""Events: who is told what happened, by subscription and scope, and again until it is acknowledged."""

from dataclasses import dataclass

from sandbox.acks import AckOutcome, Line
from sandbox.payload import Json
from sandbox.payloads import message_json
from sandbox.state.model import Channel, ChannelKind, Message
from sandbox.state.workspace import Workspace
from sandbox.tasks import Tasks

_MESSAGE_EVENTS = {
    ChannelKind.PUBLIC: ("message.channels", "channels:history", "channel"),
    ChannelKind.PRIVATE: ("message.groups", "groups:history", "group"),
    ChannelKind.DIRECT: ("message.im", "im:history", "im"),
}
_SCOPES = {"app_mention": "app_mentions:read", "reaction_added": "reactions:read", "reaction_removed": "reactions:read"}


@dataclass(frozen=True)
class Events:
    """Turns what happens in the workspace into event envelopes."""

    workspace: Workspace
    app: Line
    tasks: Tasks

    def message_posted(self, message: Message) -> None:
        """Tell of a new message: as `message`, and as `app_mention` when it names the bot."""
        if message.ephemeral_for is not None:
            return
        body = message_json(self.workspace, message) | {"event_ts": message.ts, "channel": message.channel}
        self._message_event(message, body)
        channel = self.workspace.channel(message.channel)
        names_the_bot = f"<@{self.workspace.app.bot_user}>" in message.text
        if names_the_bot and not message.by_bot and channel.kind is not ChannelKind.DIRECT and self._hears(channel):
            self._emit("app_mention", body | {"type": "app_mention"})

    def message_changed(self, before: Message, after: Message) -> None:
        """Tell of an edit."""
        body = {"type": "message", "subtype": "message_changed", "channel": after.channel, "hidden": True}
        body |= {"message": message_json(self.workspace, after), "ts": self._ts(), "event_ts": self._ts()}
        self._message_event(after, body | {"previous_message": message_json(self.workspace, before)})

    def message_deleted(self, message: Message) -> None:
        """Tell of a removal."""
        body = {"type": "message", "subtype": "message_deleted", "channel": message.channel, "hidden": True}
        body |= {"deleted_ts": message.ts, "ts": self._ts(), "event_ts": self._ts()}
        self._message_event(message, body | {"previous_message": message_json(self.workspace, message)})

    def reaction(self, kind: str, message: Message, name: str, user: str) -> None:
        """Tell that an emoji was added or taken away (`kind` is the event's type)."""
        if not self._hears(self.workspace.channel(message.channel)):
            return
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        self._emit(kind, {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user})

    def home_opened(self, user: str, tab: str, channel: str) -> None:
        """Tell that someone opened the app's home or messages tab."""
        view = self.workspace.views.home(user)
        body: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        if view is not None and tab == "home":
            body["view"] = {"id": view.id, "hash": view.hash, **view.content}
        self._emit("app_home_opened", body)

    def app_removed(self) -> None:
        """Tell that the app was removed from the workspace."""
        self.tasks.start(self._deliver(self._wrapped({"type": "app_uninstalled"})))

    def _message_event(self, message: Message, body: Json) -> None:
        channel = self.workspace.channel(message.channel)
        subscription, scope, channel_type = _MESSAGE_EVENTS[channel.kind]
        if message.ephemeral_for is None and self._hears(channel) and scope in self.workspace.app.scopes:
            self._emit(subscription, body | {"channel_type": channel_type})

    def _hears(self, channel: Channel) -> bool:
        return self.workspace.app.bot_user in channel.members

    def _ts(self) -> str:
        return self.workspace.ids.timestamp(self.workspace.clock.now())

    def _emit(self, subscription: str, event: Json) -> None:
        needed = _SCOPES.get(subscription)
        if subscription not in self.workspace.app.events or (needed and needed not in self.workspace.app.scopes):
            return
        event.setdefault("event_ts", self._ts())
        self.tasks.start(self._deliver(self._wrapped(event)))

    def _wrapped(self, event: Json) -> Json:
        app, team = self.workspace.app, self.workspace.team_id
        authorization = {"team_id": team, "user_id": app.bot_user, "is_bot": True, "is_enterprise_install": False}
        return {
            "type": "event_callback",
            "team_id": team,
            "api_app_id": app.app_id,
            "event": event,
            "event_id": self.workspace.ids.make("Ev"),
            "event_time": int(self.workspace.clock.now().timestamp()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }

    async def _deliver(self, payload: Json) -> None:
        settings = self.workspace.settings
        reason = ""
        for attempt in range(len(settings.event_retries) + 1):
            if attempt:
                await self.workspace.clock.sleep(settings.event_retries[attempt - 1])
            ack = await self.app.deliver("events_api", payload, wants_payload=False, retry=(attempt, reason))
            if ack.outcome is AckOutcome.ACKED or ack.is_final:
                return
            if ack.outcome is AckOutcome.NO_CONNECTION and not settings.redeliver_events_without_connection:
                break
            reason = self.app.why(ack.outcome)
        self.workspace.faults.note(f"event {payload['event_id']} ({payload['event']['type']}) was lost")
