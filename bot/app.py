"""Puts Slack's side of the bot together and runs it. Nothing connects on import."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped

from bot.access.deciding import Access
from bot.access.gate import Gate
from bot.access.roster import Roster, kept_fresh
from bot.alerting.hands import Hands
from bot.alerting.listeners import AlertListeners
from bot.alerting.reconciling import Reconciling, reconciled
from bot.alerting.responders import Responders, anybody_may
from bot.background import Background
from bot.delivery.wiring import Outbox
from bot.directory import Directory
from bot.exhibits import Answers
from bot.exporting.desk import ExportDesk
from bot.exporting.making import FileMaker
from bot.home.home import Home
from bot.home.listeners import HomeListeners
from bot.home.page import Dashboards, Pages
from bot.home.refreshing import HomesFollowing
from bot.identity import Identity, authorize_as, learn_identity
from bot.listeners import Listeners
from bot.live.following import MessagesFollowing
from bot.mentions import Mentions
from bot.news import Follower, News, Pace, followed
from bot.once import answer_once
from bot.picker import Picker
from bot.pictures import READY_PAUSES, Pictures, Renderer
from bot.questions import Questions
from bot.receiving.arrivals import Arrivals, Readiness, always_ready
from bot.receiving.checked_app import CheckedApp
from bot.reception import Reception
from bot.records import Records
from bot.refreshing.refresher import Refresher, Refreshing, TellingPace
from bot.remembering import Remembering
from bot.replying import Patience, Replier
from bot.shortcuts import Shortcuts
from bot.slack_client import SLACK_API, SlackClient, make_client, open_session
from bot.subscriptions.listeners import SubscriptionListeners
from bot.turns import Turns


@dataclass(frozen=True)
class Tuning:
    """How patient the bot is.

    `last_answers`: the seconds that answers on their way may still take when the bot is told to stop.
    """

    patience: Patience = field(default_factory=Patience)
    ready_pauses: tuple[float, ...] = READY_PAUSES
    last_answers: float = 5.0
    pace: Pace = field(default_factory=Pace)
    telling: TellingPace = field(default_factory=TellingPace)


_TUNING = Tuning()
_EVERYBODY = Roster()


@dataclass(frozen=True)
class Bot:
    """A Bolt app with its listeners, and what goes on behind it."""

    app: AsyncApp
    pictures: Pictures
    background: Background
    directory: Directory
    followers: tuple[Follower, ...]
    reconciling: Reconciling | None = None


def build_app(
    answers: Answers,
    renderer: Renderer,
    records: Records,
    session: ClientSession,
    identity: Identity,
    *,
    refreshing: Refreshing,
    dashboards: Dashboards,
    bot_token: str,
    api_url: str = SLACK_API,
    tuning: Tuning = _TUNING,
    roster: Roster = _EVERYBODY,
) -> Bot:
    """Wire the parts together. It must be called in a running event loop, and talks to nobody yet."""
    slack, background = SlackClient(session, api_url, bot_token), Background()
    pictures = Pictures(renderer, slack, ready_pauses=tuning.ready_pauses)
    # The app's own client has no token: Bolt would ask auth.test with it before the first ack.
    logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_no_false_alarm)
    app = CheckedApp(client=make_client(session, api_url, None), authorize=authorize_as(identity))
    answer_once(app)
    remembering, refresher = Remembering(records.posted, records.people), Refresher(refreshing, answers, tuning.telling)
    directory = Directory(slack)
    access = Access(roster, directory)
    desk = records.subscriptions(slack)
    responders = Responders(directory, records.hands.response.responders) if records.hands else None
    replier = Replier(
        answers,
        Gate(access),
        pictures,
        tuning.patience,
        remembering,
        records.statuses,
        refresher,
        previews=records.previews,
        desk=desk,
        alerts=records.alerts,
        audits=records.audits,
        notes=records.notes,
        may_change_rules=responders.may_change_rules if responders else anybody_may,
        exports=ExportDesk(slack, FileMaker(renderer, records.stationery)),
    )
    turns = Turns()
    questions = Questions(replier, records.journal, records.observe, records.pacing)
    reception = Reception(slack, questions, turns, background, records.posted, records.is_first)
    picker = Picker(reception)
    picker.register(app)
    Listeners(reception, picker).register(app)
    Mentions(reception, identity.bot_user_id).register(app)
    Shortcuts(reception, identity.bot_id).register(app)
    SubscriptionListeners(reception).register(app)
    home = Home(slack, Pages(answers, dashboards, records.people), records.homes, access, records.journal)
    HomeListeners(reception, home).register(app)
    reconciling = _listen_to_alerts(app, reception, records.hands, responders)
    messages = MessagesFollowing(records.live, answers, roster, pictures, slack, turns, tuning.pace.messages)
    return Bot(app, pictures, background, directory, (messages, HomesFollowing(home, tuning.pace.homes)), reconciling)


async def run_bot(
    answers: Answers,
    renderer: Renderer,
    records: Records,
    news: News,
    *,
    refreshing: Refreshing,
    dashboards: Dashboards,
    bot_token: str,
    arrivals: Arrivals,
    readiness: Readiness = always_ready,
    outbox: Outbox | None = None,
    api_url: str = SLACK_API,
    tuning: Tuning = _TUNING,
    roster: Roster = _EVERYBODY,
) -> None:
    """Answer and deliver until cancelled. Raises SettingsError where Slack does not know a token."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(open_session())
        identity = await learn_identity(make_client(session, api_url, bot_token))
        bot = build_app(
            answers,
            renderer,
            records,
            session,
            identity,
            refreshing=refreshing,
            dashboards=dashboards,
            bot_token=bot_token,
            api_url=api_url,
            tuning=tuning,
            roster=roster,
        )
        await stack.enter_async_context(kept_fresh(roster, bot.directory))
        await stack.enter_async_context(_finished_in_the_end(bot, tuning.last_answers))
        await stack.enter_async_context(followed(news, bot.followers, tuning.pace.look))
        said_hello = asyncio.Event()
        if bot.reconciling:
            await stack.enter_async_context(reconciled(bot.reconciling, said_hello))
        await stack.enter_async_context(arrivals.into(bot.app, said_hello.set, readiness))
        if outbox:
            slack = SlackClient(session, api_url, bot_token, is_patient=False)
            await stack.enter_async_context(
                outbox.delivered(slack, identity.bot_user_id, bot.pictures, answers, roster)
            )
        await asyncio.Event().wait()


def _listen_to_alerts(
    app: AsyncApp, reception: Reception, hands: Hands | None, responders: Responders | None
) -> Reconciling | None:
    if hands is None or responders is None:
        return None
    AlertListeners(reception, hands, responders).register(app)
    return Reconciling(reception.slack, hands, responders)


def _is_no_false_alarm(record: logging.LogRecord) -> bool:
    """Bolt finds SLACK_BOT_TOKEN in the environment by itself, and warns that it is not used; it is, by our client."""
    return record.msg != warning_client_prioritized_and_token_skipped()


@asynccontextmanager
async def _finished_in_the_end(bot: Bot, within: float) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await bot.background.finish(within)
        await bot.pictures.close()
