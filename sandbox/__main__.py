"""Runs the workspace alone: `python -m sandbox --port 8765`."""

import argparse
import asyncio
import signal
import sys

from sandbox.app import WorkspaceServer
from sandbox.state.workspace import Workspace


async def serve(port: int, request_url: str | None) -> None:
    """Serve a demo workspace until interrupted."""
    workspace, stop = Workspace.demo(), asyncio.Event()
    workspace.use_request_url(request_url)
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with WorkspaceServer(workspace, port=port) as server:
        lines = (
            f"The workspace is at  {server.url}",
            f"SLACK_API_URL={server.api_url}",
            f"SLACK_BOT_TOKEN={workspace.bot_token}",
            f"SLACK_SIGNING_SECRET={workspace.signing_secret}"
            if request_url
            else f"SLACK_APP_TOKEN={workspace.app_token}",
            "Press Ctrl-C to stop.",
        )
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A strict local Slack workspace.")
    parser.add_argument("--port", type=int, default=8765, help="the port on 127.0.0.1 (0 takes a free one)")
    parser.add_argument("--request-url", help="where the app takes requests over HTTP; without it, Socket Mode")
    asked = parser.parse_args()
    port = asked.port
    try:
        asyncio.run(serve(port, asked.request_url))
    except OSError as problem:
        parser.exit(1, f"Port {port} cannot be used ({problem.strerror}); choose another with --port.\n")


if __name__ == "__main__":
    main()
