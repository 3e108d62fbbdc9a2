"""Every view that shows data, over declarations that can be filled with any texts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from hostile import Poison
from hostile_data import AT, DAY, ZONE, examples, spoilt_by
from hostile_numbers import answers_shown, digests_shown, experiments_shown, pages_shown, since_of

from alerts.episodes import Episode
from alerts.evaluation import Event, What
from alerts.rules import Level, Rule, Severity, Side
from alerts.trials import Trial
from alerts.watching import Watched
from bot.access.policy import Group, Policy, Sight
from bot.alerting.content import Told
from bot.auditing.findings import Missing, Outcome, Well, Why
from bot.auditing.standing import Delivered, Deliveries
from bot.corrections.followed import Content, FollowedMessage, FollowedNumber, Said
from bot.corrections.judging import Correction, Restated
from bot.corrections.kinds import CORRECTED_KINDS
from bot.delivery.outgoing import Outgoing
from bot.delivery.refusals import refusal_text
from bot.exporting.forms import Form
from bot.home.page import Entry
from bot.home.page import Page as HomePage
from bot.language import read_question
from bot.refreshing.outcome import Step
from bot.shown import Page, Shown
from bot.status import SourceStatus, Status
from bot.subscriptions.due import Due
from bot.subscriptions.schedule import Every, Schedule
from bot.subscriptions.subscription import Subscription
from bot.views import alert, alert_lists, alert_words, audit, exporting, notices, subscription_posts, updated
from bot.views import subscriptions as subscription_views
from bot.views.access import refusal_message
from bot.views.alert_reminder import reminder_message
from bot.views.attribution import no_such_attribution
from bot.views.blocks import capital
from bot.views.correction import correction_message, marked
from bot.views.experiments import no_such_words
from bot.views.home import home_view
from bot.views.message import Message, spoken
from bot.views.not_understood import command_meant, no_such_period, not_understood
from bot.views.refreshing import folding_in
from bot.views.status import status_message
from bot.views.subscription_refusals import channel_not_known
from charts.examples import revenue_by_channel, why_cac_rose
from etl.run_records import RunRecord, RunStatus, Trigger
from metrics.answer import Answer, Snapshot
from metrics.catalogue.dashboards import find_dashboard
from metrics.reader import Doubt, SourceState
from store.certificates import Check, Finding
from store.measures import Source
from store.owing import StatedNumber

Make = Callable[[Poison], Iterator[Message]]


def views() -> Mapping[str, Make]:
    """Each by a name; given what spoils texts, it makes all messages of that kind."""
    return {
        "answers": answers_shown,
        "pages": pages_shown,
        "experiments": experiments_shown,
        "digests": digests_shown,
        "alerts": _alerts,
        "corrections": _corrections,
        "status": _status,
        "subscriptions": _subscriptions,
        "typed": _typed,
        "home": _home,
        "sentences": _sentences,
    }


def _alerts(spoil: Poison) -> Iterator[Message]:
    told: Told = spoilt_by(_told(), spoil)
    over = replace(told, episode=replace(told.episode, ending=What.RESOLVED, ended_on=DAY))
    whole = replace(told, episode=replace(told.episode, part=""))
    event = spoilt_by(Event(What.SILENT, DAY, None, Severity.CRITICAL, "no rows"), spoil)
    yield alert.alert_message([told])
    yield alert.alert_message([whole, told, over] * 4)
    yield alert.story_message([alert_words.story_line(told, event)], [told])
    yield alert_lists.open_message([told] * 30, [told.watched] if told.watched else [])
    yield alert_lists.history_message([told, over], 90)
    yield alert_lists.rules_message([told.watched] * 30 if told.watched else [])
    if told.watched:
        yield alert_lists.trial_message(told.watched, Trial(DAY, DAY, {told.episode.part: (over.episode,)}), [over])
    yield reminder_message(alert_words.headline(told), timedelta(hours=3), ["U9", "S9"], "C9")


def _told() -> Told:
    answer = replace(revenue_by_channel(), metric="revenue")
    rule = Rule(Side.ABOVE, (Level(Severity.CRITICAL, Decimal(5), Decimal(4)),))
    watched = Watched("cac", "revenue", rule, runbook="Ask Ada", place="C9", mentions=("U9", "S9"))
    part = answer.breakdown[0].name
    bad = (Severity.CRITICAL, Severity.CRITICAL, DAY, DAY, Decimal(9), Decimal(9))
    return Told(Episode("cac", part, "v", "revenue", *bad, opened_at=AT), watched, answer, answer, why_cac_rose())


def _corrections(spoil: Poison) -> Iterator[Message]:
    answer = next(iter(examples().values()))
    stated = StatedNumber("revenue", DAY, "Revenue", "$5", Decimal(5), 6)
    number = FollowedNumber(0, stated, (Said(Decimal(6), "$6", AT),))
    content = Content("It was $5.", (), AT)
    posted = FollowedMessage(1, CORRECTED_KINDS["digest"], "C9", 1, 6, 1, (number,), content)
    restated = tuple(Restated(number, each, since_of(answer, spoil)) for each in (answer, replace(answer, value=None)))
    correction: Correction = spoilt_by(Correction(posted, 2, restated, Snapshot(7, AT)), spoil)
    yield correction_message(correction)
    yield marked("It was $5.", _blocks_of_digest(spoil), correction)


def _blocks_of_digest(spoil: Poison) -> tuple[Any, ...]:
    return next(digests_shown(spoil)).blocks


def _status(spoil: Poison) -> Iterator[Message]:
    ran = RunRecord(
        1, "full", Trigger.DAILY, RunStatus.FAILED, AT, AT, DAY, "host", None, 5, "it broke", 1, 9, "orders"
    )
    missing = Missing("digest", "executive 2026-11-22", "C9", Why.NOT_SENT, AT, "channel_not_found")
    deliveries = Deliveries((Delivered("subscription", "cac weekly", "U9", AT),), (missing,), None)
    runs = (ran, replace(ran, status=RunStatus.RUNNING), replace(ran, status=RunStatus.DONE))
    finding = Finding(Check.NO_ROWS, "no rows", "load them", "of meta", withholds=True)
    state = SourceState(True, DAY, DAY, DAY)  # noqa: FBT003  # a row as the reader makes it
    spend = SourceStatus(Source.SPEND, state, (Doubt(Source.SPEND, DAY, (finding,)),))
    status: Status = spoilt_by(Status(DAY, ZONE, Snapshot(7, AT), (spend,), runs, (DAY,), (), deliveries), spoil)
    yield status_message(status)
    many = spoilt_by((missing,) * 12, spoil)
    yield _told_alone(audit.missing_text(many[:1], ZONE))
    yield _told_alone(audit.missing_text(many, ZONE))
    yield _told_alone(audit.well_text([Well(1, each, AT, Outcome.DONE) for each in many]))


def _told_alone(text: str) -> Message:
    """A notice to owners is text alone, escaped where it was written."""
    return Message(text)


def _subscriptions(spoil: Poison) -> Iterator[Message]:
    schedule = Schedule(Every.DAY, time(9))
    made = Subscription(3, "cac by channel", "C9", schedule, ZONE, "U9", AT, paused_why="unknown words")
    one: Subscription = spoilt_by(made, spoil)
    due, title = Due(DAY, AT), spoil("CAC")
    yield subscription_views.made_message(one, title, due)
    yield subscription_views.made_note(one, title, due)
    yield subscription_views.made_from_elsewhere(one, title, due)
    yield subscription_views.standing_message(replace(one, is_paused=True), title, AT)
    yield subscription_views.list_message([(one, title)] * 20, AT, spoil("remark"))
    yield subscription_posts.posted_message(one, _sentence(spoil), [spoil("late"), spoil("marked")])
    yield Message(subscription_posts.misunderstood_text(one))
    yield Message(subscription_posts.overtaken_text(one, due, due))
    yield channel_not_known(spoil("general"))


def _sentence(spoil: Poison) -> Message:
    return notices.plain_sentence(spoil("The answer"))


def _typed(spoil: Poison) -> Iterator[Message]:
    """What people type comes back to them, and to nobody else."""
    typed = spoil("ltvca by moon")
    read = read_question(f"{typed} q9")
    if not isinstance(read, Shown):
        yield not_understood(read)
    yield command_meant(typed, "explain")
    yield notices.failure(typed, "c0de", "again:")
    yield notices.unsure(typed, "c0de")
    yield no_such_attribution(typed)
    yield no_such_words(typed)
    executive = find_dashboard("executive")
    assert executive is not None
    yield no_such_period(executive, typed)


def _home(spoil: Poison) -> Iterator[Message]:
    answer = spoilt_by(next(iter(examples().values())), spoil)
    entries = (Entry("revenue 90d", answer, is_starred=True), Entry(spoil("gone"), None, is_starred=True))
    page = HomePage(("executive", "my metrics"), "my metrics", (("Starred", entries),), (spoil("cac"), spoil("ltv")))
    yield Message("", tuple(home_view(page, "{}")["blocks"]))


def _sentences(spoil: Poison) -> Iterator[Message]:
    answer: Answer = spoilt_by(next(iter(examples().values())), spoil)
    title = spoil("Revenue")
    yield exporting.no_file(Page("executive"), spoil("reason"))
    yield exporting.file_refused(Page("executive"), Form.CSV, spoil("code"))
    yield Message(spoken(exporting.file_words(answer, Form.CSV)))
    yield folding_in(Step(1, 9, spoil("orders")), Page("executive")).passing
    yield refusal_message(title, ["cac"], _sight(spoil("finance")))
    note = updated.update_note([(title, spoil("1"))], [(title, spoil("2"))], AT, DAY)
    yield updated.noted(_sentence(spoil), note)
    yield notices.plain_sentence(capital(spoil("fault")))
    yield Message(refusal_text(replace(_owed(), subject=spoil("cac meta")), spoil("is_archived")))


def _owed() -> Outgoing:
    nobody = dict.fromkeys(field.name for field in fields(Outgoing))
    return Outgoing(**nobody | {"kind": "alert", "subject": "", "channel": "C9"})  # type: ignore[arg-type]  # unread


def _sight(name: str) -> Sight:
    return Sight(Policy((Group(name, frozenset({"cac"}), frozenset({"U9", "C9"})),)))
