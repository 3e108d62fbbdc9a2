"""`/kpi digest` shows the asker, and nobody else, what the digest would say."""

from typing import Any


async def test_a_preview_is_told_to_the_asker_alone(started: Any) -> None:
    """Somebody who is curious at noon does not post a second digest."""
    await started.ask("digest weekly")

    told = await started.message(viewer="ada")

    assert told.ephemeral_for is not None
    assert told.text == "There are no digests here."


async def test_help_names_digest(started: Any) -> None:
    """Who wants to see one before it is posted finds out how."""
    await started.ask("help")

    told = await started.message(viewer="ada")

    assert "/kpi digest [audience] [weekly]: What the morning digest would say now, shown to you alone." in told.text
