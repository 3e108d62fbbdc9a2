"""The app as its manifest declares it, so that a scope or event missing there is missing here too."""

from dataclasses import replace

from sandbox.payload import Json
from sandbox.state.model import AppProfile, Command, Shortcut


def as_declared(app: AppProfile, manifest: Json) -> AppProfile:
    """The same app with the scopes, commands, message shortcuts, events and request URL of a manifest (schema 2)."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    subscriptions = settings.get("event_subscriptions", {})
    commands = [
        Command(command["command"], command["description"], command.get("usage_hint", ""))
        for command in features.get("slash_commands", [])
    ]
    shortcuts = [
        Shortcut(shortcut["callback_id"], shortcut["name"])
        for shortcut in features.get("shortcuts", [])
        if shortcut["type"] == "message"
    ]
    return replace(
        app,
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        commands=tuple(commands),
        shortcuts=tuple(shortcuts),
        events=frozenset(subscriptions.get("bot_events", [])),
        request_url=None if settings.get("socket_mode_enabled") else subscriptions.get("request_url"),
    )
