"""A process that delivers and hears nobody: what is owed goes out, whichever process owed it."""

import asyncio
from contextlib import AsyncExitStack

from bot.access.roster import Roster, kept_fresh
from bot.delivery.wiring import Outbox
from bot.directory import Directory
from bot.exhibits import Answers
from bot.identity import learn_identity
from bot.pictures import Pictures, Renderer
from bot.slack_client import SLACK_API, SlackClient, make_client, open_session


async def run_worker(
    answers: Answers, renderer: Renderer, outbox: Outbox, roster: Roster, *, bot_token: str, api_url: str = SLACK_API
) -> None:
    """Deliver until cancelled. Raises SettingsError where Slack does not know the token."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(open_session())
        identity = await learn_identity(make_client(session, api_url, bot_token))
        slack = SlackClient(session, api_url, bot_token)
        await stack.enter_async_context(kept_fresh(roster, Directory(slack)))
        pictures = Pictures(renderer, slack)
        stack.push_async_callback(pictures.close)
        sending = SlackClient(session, api_url, bot_token, is_patient=False)
        await stack.enter_async_context(outbox.delivered(sending, identity.bot_user_id, pictures, answers, roster))
        await asyncio.Event().wait()
