"""No text that comes from data does anything in Slack but be read, and none is too long for Slack.

KPIBOT_SOAK_HOSTILE: how many messages to make; `make soak` makes a hundred thousand.
"""

import os
import random

import pytest
from controls import controls_in
from hostile import poison
from hostile_data import KNOWN
from hostile_views import views

from bot.views.message import TEXT_LIMIT, Block, Message
from sandbox.blocks.kinds import Surface
from sandbox.blocks.whole import findings

MESSAGES = int(os.environ.get("KPIBOT_SOAK_HOSTILE", "1000"))
SEED = 20_261_124


@pytest.mark.parametrize("name", views())
def test_hostile_data_is_only_read(name: str) -> None:
    """A marketing channel that is named <!channel> would wake a whole company."""
    chance, made = random.Random(f"{SEED} {name}"), 0  # noqa: S311  # not for secrets
    while made < MESSAGES // len(views()):
        spoil = poison(chance)
        for message in views()[name](spoil):
            made += 1
            surface = Surface.HOME if name == "home" else Surface.MESSAGE
            assert controls_in(message, KNOWN) == []
            assert not message.blocks or findings(list(message.blocks), surface) == []
            assert len(message.text) <= TEXT_LIMIT


@pytest.mark.parametrize(
    "block",
    [
        {"type": "mrkdwn", "text": "from <!channel>", "verbatim": True},
        {"type": "mrkdwn", "text": "from @here"},
        {"type": "mrkdwn", "text": "from `x`", "verbatim": True},
        {"type": "mrkdwn", "text": "a &g", "verbatim": True},
        {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]},
        {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://evil.example"}]},
        {"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "channel"}]},
        {"type": "plain_text", "text": ":skull:", "emoji": True},
        {"type": "raw_text", "text": "\u202egpj.exe"},
        {"type": "text", "text": "\ud800"},
    ],
)
def test_the_check_sees_what_data_can_do(block: Block) -> None:
    """A check that finds nothing in anything would pass everything."""
    assert controls_in(Message("ok", (block,)), KNOWN) != []


@pytest.mark.parametrize("text", ["<!channel>", "<@U1>", "<https://evil.example|x>", "a & b", "a \x00"])
def test_the_check_reads_the_text_of_a_message(text: str) -> None:
    """Where blocks are refused the text alone is shown."""
    assert controls_in(Message(text), KNOWN) != []
