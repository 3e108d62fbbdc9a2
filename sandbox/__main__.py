"""Runs the workspace alone: `python -m sandbox --port 8765`."""

import argparse
import asyncio
import signal
import sys

from sandbox.app import WorkspaceServer
from sandbox.state.workspace import Workspace


async def serve(port: int) -> None:
    """Serve a demo workspace until interrupted."""
    workspace, stop = Workspace.demo(), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with WorkspaceServer(workspace, port=port) as server:
        lines = (
            f"The workspace is at  {server.url}",
            f"Web API base URL     {server.api_url}",
            f"SLACK_BOT_TOKEN={workspace.bot_token}",
            f"SLACK_APP_TOKEN={workspace.app_token}",
            "Press Ctrl-C to stop.",
        )
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A strict local Slack workspace.")
    parser.add_argument("--port", type=int, default=8765, help="the port on 127.0.0.1 (0 takes a free one)")
    port = parser.parse_args().port
    try:
        asyncio.run(serve(port))
    except OSError as problem:
        parser.exit(1, f"Port {port} cannot be used ({problem.strerror}); choose another with --port.\n")


if __name__ == "__main__":
    main()
