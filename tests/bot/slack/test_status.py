"""`/kpi status` tells who asks, and nobody else, how the numbers stand."""

from typing import Any


async def test_status_is_told_to_the_asker_alone(started: Any) -> None:
    """One person's curiosity is not a page for the whole channel."""
    await started.ask("status")

    told = await started.message(viewer="ada")

    assert told.ephemeral_for is not None
    assert told.text.startswith("How the numbers stand: No numbers have been computed yet")


async def test_help_names_status(started: Any) -> None:
    """Who wonders whether a number is fresh finds where to look."""
    await started.ask("help")

    told = await started.message(viewer="ada")

    assert "/kpi status: How the numbers stand: sources, what is missing or odd, and the last runs." in told.text
