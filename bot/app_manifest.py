"""The Slack app as a manifest: the commands, events and scopes of a bot that asks for no more than it uses.

Schema: https://docs.slack.dev/reference/app-manifest
"""

from typing import Any

from bot.alerting import listeners as alerts
from bot.doctor.scopes import NEEDED_FOR
from bot.home import listeners as home
from bot.listeners import COMMAND
from bot.shortcuts import EXPLAIN_CALLBACK

Json = dict[str, Any]
# A subscription names the kind of conversation, which an event does not.
EVENTS = tuple(sorted({"app_mention", "message.im", *home.EVENTS, *alerts.EVENTS}))


def app_manifest(request_url: str | None = None) -> Json:
    """What Slack makes the app of. `request_url`: where it sends what happens; without it, Socket Mode."""
    address = {"url": request_url} if request_url else {}
    events = {"request_url": request_url} if request_url else {}
    return {
        "display_information": {
            "name": "kpibot",
            "description": "Your company's numbers, in Slack: /kpi ltvcac",
            "background_color": "#14332c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "kpibot", "always_online": True},
            "shortcuts": [
                {
                    "name": "Explain this number",
                    "type": "message",
                    "callback_id": EXPLAIN_CALLBACK,
                    "description": "How a number of kpibot's came about, in the thread of its message",
                }
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    **address,
                    "description": "A number, how it moved, and a picture of it",
                    "usage_hint": "ltvcac | cac 90d by channel | revenue last month | explain ltvcac | help",
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(NEEDED_FOR)}},
        "settings": {
            "event_subscriptions": {**events, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **events},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }
