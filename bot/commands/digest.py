"""`/kpi digest [audience] [edition]`: what the digest would say now, for the asker alone."""

from collections.abc import Sequence

from bot.command import Command, PreviewDigest, Reply


def _reply(text: str, commands: Sequence[Command]) -> Reply:  # noqa: ARG001  # every command takes all of them
    return PreviewDigest(text)


COMMANDS = (
    Command(
        name="digest",
        usage="/kpi digest [audience] [weekly]",
        help="What the morning digest would say now, shown to you alone.",
        reply=_reply,
    ),
)
