"""The demo's workspace: the app is installed in it as the manifest says, and the bot is reached."""

import pytest

from bot.app_manifest import EVENTS, app_manifest
from bot.demo import workspace_with
from bot.receiving.http import HttpDoor
from bot.receiving.sockets import Sockets


@pytest.mark.parametrize(("over_http", "arrivals"), [(False, Sockets), (True, HttpDoor)])
def test_the_workspace_reaches_the_bot_the_way_that_was_asked_for(*, over_http: bool, arrivals: type) -> None:
    """The page would be there, and every command fail."""
    workspace, made = workspace_with(over_http=over_http)

    assert isinstance(made, arrivals)
    assert (workspace.app.request_url is not None) == over_http
    assert workspace.app.events == frozenset(EVENTS)
    assert workspace.app.scopes == frozenset(app_manifest()["oauth_config"]["scopes"]["bot"])
