"""The people, channels and app of the demo workspace."""

from sandbox.state.model import AppProfile, Channel, ChannelKind, Command, Shortcut, User, UserGroup

ADA = User("U0000ADA", "ada", "Ada Lovelace")
GRACE = User("U00GRACE", "grace", "Grace Hopper", zone="America/New_York")
BOT = User("U0KPIBOT", "kpibot", "kpibot", is_bot=True)
USERS = (ADA, GRACE, BOT)

ON_CALL = UserGroup("S00ONCALL", "oncall", "On call", (ADA.id,))
USER_GROUPS = (ON_CALL,)

_PEOPLE = frozenset({ADA.id, GRACE.id})
_WITH_BOT = _PEOPLE | {BOT.id}
CHANNELS = (
    Channel("C0GENERAL", "general", ChannelKind.PUBLIC, _WITH_BOT, topic="Company-wide news and the morning digest"),
    Channel("C00GROWTH", "growth", ChannelKind.PUBLIC, _WITH_BOT, topic="Acquisition, funnels, experiments"),
    Channel("C0FINANCE", "finance", ChannelKind.PUBLIC, _PEOPLE, topic="The bot is not a member here"),
)

SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "reactions:read",
        "reactions:write",
        "usergroups:read",
        "users:read",
    }
)
EVENTS = frozenset({"app_mention", "app_home_opened", "message.im", "reaction_added", "reaction_removed"})
APP = AppProfile(
    app_id="A00KPIBOT",
    bot_id="B00KPIBOT",
    bot_user=BOT.id,
    name="kpibot",
    scopes=SCOPES,
    commands=(Command("/kpi", "Ask for a number", "ltvcac 90d by channel"),),
    shortcuts=(Shortcut("explain_number", "Explain this number"),),
    events=EVENTS,
)
