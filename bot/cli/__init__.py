"""The command line: `kpibot ...`."""

from bot.cli.main import main

__all__ = ["main"]
