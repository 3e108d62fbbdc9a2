"""The demo: a sample company, the bot, and a local Slack workspace to talk to it in. The one place that opens both."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime

from bot import service
from bot.app_manifest import app_manifest
from bot.digest.configured import read_digests
from bot.receiving.address import LOOPBACK, Address
from bot.receiving.arrivals import Arrivals
from bot.receiving.http import EVENTS_PATH, HttpDoor
from bot.receiving.sockets import Sockets
from bot.receiving.wiring import SlackSide
from bot.sample_company import is_up_to_date, load_sample_company
from bot.settings import Settings
from etl.importing import ImportSummary
from etl.run import RunResult
from sandbox import Workspace, WorkspaceServer
from store.database import Database

# In the workspace's #general and #growth, whatever the settings of the real company say.
DIGESTS = read_digests("executive -> C0GENERAL")
ALERTS = "C00GROWTH"
Say = Callable[[str], None]
Tell = Callable[[ImportSummary | RunResult], None]


def prepare(database: Database, settings: Settings, say: Say, tell: Tell) -> None:
    """Load the sample company, unless it is there and ends yesterday."""
    now = datetime.now(UTC)
    if is_up_to_date(database, settings.company, now):
        say("The sample company is loaded and ends yesterday.")
        return
    say("Loading the sample company: two years of a small shop that end yesterday …")
    for step in load_sample_company(database, settings.company, now):
        tell(step)


async def serve(database: Database, settings: Settings, port: int, say: Say, *, over_http: bool) -> None:
    """Run the workspace and the bot until interrupted."""
    workspace, arrivals = workspace_with(over_http=over_http)
    async with WorkspaceServer(workspace, port=_free_port(port)) as server:
        in_workspace = settings.model_copy(
            update={"slack_api_url": server.api_url, "digests": DIGESTS, "alerts": ALERTS}
        )
        say(f"\nOpen {server.url} and type  /kpi ltvcac\n\nCtrl-C stops it.")
        await service.serve(database, in_workspace, SlackSide(workspace.bot_token, arrivals))


def workspace_with(*, over_http: bool) -> tuple[Workspace, Arrivals]:
    """A workspace in which the app is installed, and how what happens there reaches the bot."""
    workspace = Workspace.demo()
    workspace.install(app_manifest())
    return workspace, _door(workspace) if over_http else Sockets(workspace.app_token)


def _door(workspace: Workspace) -> HttpDoor:
    """The bot listens at a free port of this machine, and the workspace knows where."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = probe.getsockname()[1]
    workspace.use_request_url(f"http://{LOOPBACK}:{port}{EVENTS_PATH}")
    return HttpDoor(Address(LOOPBACK, port), workspace.signing_secret)


def _free_port(wanted: int) -> int:
    """The wanted port of the loopback address, or 0 (any) where another program has it."""
    with socket.socket() as probe:
        # As the server will: a port that is only winding down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, wanted))
        except OSError:
            return 0
    return wanted
