"""The scopes that the app asks for, each with what stops working without it."""

from collections.abc import Iterable, Mapping

from bot.doctor.finding import Finding, bad, good, note

NEEDED_FOR: Mapping[str, str] = {
    "commands": "/kpi is not there",
    "chat:write": "nothing can be posted",
    "files:write": "there are no pictures and no files",
    "files:read": "nobody knows when a picture is ready, so answers come without",
    "app_mentions:read": "@kpibot is not answered",
    "im:history": "direct messages are not answered",
    "im:write": "nobody can be written to directly: owners, strangers, exports",
    "channels:history": "what was posted can't be proved in public channels, so it may be posted late",
    "groups:history": "what was posted can't be proved in private channels, so it may be posted late",
    "reactions:read": "reactions acknowledge no alert",
    "users:read": "guests and bots can't be told from members who may acknowledge",
    "usergroups:read": "user groups can't acknowledge, nor stand in a rota, nor be given access",
    "channels:read": "it is not known whether guests or another company read a public channel (KPIBOT_ACCESS)",
    "groups:read": "it is not known whether guests or another company read a private channel (KPIBOT_ACCESS)",
}
_REINSTALL = "Paste manifest.json into the app's settings (App Manifest), and install the app again."


def scope_findings(granted: Iterable[str]) -> list[Finding]:
    """Each scope that is missing, or that all are there; and those that nobody asked for."""
    has = frozenset(granted)
    missing = [
        bad(f"scope {scope}", f"it is missing: {NEEDED_FOR[scope]}", _REINSTALL)
        for scope in NEEDED_FOR
        if scope not in has
    ]
    found = missing or [good("scopes", f"all {len(NEEDED_FOR)} are granted")]
    more = sorted(has - NEEDED_FOR.keys())
    if more:
        found.append(note("scopes", f"the token has more than kpibot uses: {', '.join(more)}", _REINSTALL))
    return found
