"""What people ask of alerts in Slack, and what they make of rules there."""

import re
from datetime import date
from decimal import Decimal

import pytest
from clocks import set_clock
from company import ZONE
from quarters import CHANNELS, LAST, days
from watches import Watch

from alerts.grammar import rule_words
from alerts.rules import Side
from bot.access.policy import Sight
from bot.access.written import read_access
from bot.alerting.desk import AlertDesk
from bot.alerting.running import Alerts, permitted_place
from bot.answering import Answering
from bot.command import AboutAlerts
from bot.command_registry import all_commands, read_command
from bot.drawing import Drawing
from bot.views.message import Message
from metrics.answer import Answer
from sandbox.blocks.check import message_findings

BEGIN, OVER = date(2026, 9, 14), date(2026, 10, 9)


class Office:
    """A desk over the quarter, whose day moves; what it says is right for Slack."""

    def __init__(self, watch: Watch, place: str | None = "C1X") -> None:
        self.watch, self.day = watch, LAST
        self.drawing: Drawing | None = None
        answering = Answering(watch.quarter.database, ZONE, "CAD", lambda: watch.quarter.view(self.day).now)
        self.alerts = Alerts(answering, place)
        self.desk = AlertDesk(self.alerts)

    def ask(self, text: str) -> str:
        """What /kpi says to words, in words."""
        reply = read_command(text, all_commands())
        assert isinstance(reply, AboutAlerts)
        told = self.desk.of(reply.verb, reply.words, "U1")
        message = told if isinstance(told, Message) else told.messages("F1")[0]
        self.drawing = None if isinstance(told, Message) else told.drawing
        assert message_findings(list(message.blocks)) == []
        return message.text.replace("&gt;", ">").replace("&lt;", "<")

    def mornings(self, first: date, last: date) -> None:
        for self.day in days(first, last):
            set_clock(self.watch.quarter.database, self.watch.quarter.view(self.day).now)
            self.alerts.look()
            self.watch.posts.deliver()


@pytest.fixture
def office(watch: Watch) -> Office:
    return Office(watch)


def test_a_rule_is_added_judged_told_and_removed(office: Office) -> None:
    """A team watches a number of its own without asking anybody to deploy."""
    assert "No open alerts" in office.ask("alerts")

    added = office.ask("alert add cac > 20 critical in C7X runbook Stop the ads.")
    office.mornings(LAST, LAST)

    assert added == "Added as cac: “cac > 20 critical in C7X runbook Stop the ads.”. It is judged within a minute."
    assert [row.channel for row in office.watch.owed("alert") if "CAC is critical" in row.message["text"]] == ["C7X"]
    assert "🚨 CAC is critical:" in office.ask("alerts")

    assert "cac is not watched any more" in office.ask("alert remove cac")
    office.mornings(LAST, LAST)

    assert "closed because the rule was removed" in office.watch.owed("alert-story")[-1].message["text"]
    assert "CAC is critical" not in office.ask("alerts")


def test_the_list_has_the_default_rules_as_they_can_be_typed(office: Office) -> None:
    """Nobody has to guess what is watched, nor how a rule is written."""
    listed = office.ask("alert list")

    for watched in office.alerts.rules():
        assert f"{watched.key}: {rule_words(watched)}" in listed
    assert "runway: runway < 6 critical, < 9 warning in C1X" in listed


def test_a_rule_is_changed_by_its_levels_alone(office: Office) -> None:
    """Who edits a rule need not repeat which number it is of, and reads what it was."""
    said = office.ask("alert edit runway < 7 critical")

    assert "runway was “runway < 6 critical, < 9 warning in C1X”, and is “runway < 7 critical” now" in said
    (rule,) = [each for each in office.alerts.rules() if each.key == "runway"]
    assert (rule.rule.side, [level.enter for level in rule.rule.levels]) == (Side.BELOW, [Decimal(7)])


def test_a_muted_rule_tells_nobody(office: Office) -> None:
    """A known trouble does not drown the next one."""
    office.ask("alert add cac > 20 critical")
    assert "muted for 2d" in office.ask("alert mute cac 2d")

    office.mornings(LAST, LAST)

    assert not any("CAC is critical" in row.message["text"] for row in office.watch.owed())
    assert "(muted)" in office.ask("alert list")
    office.ask("alert unmute cac")
    office.mornings(LAST, LAST)
    assert any("CAC is critical" in row.message["text"] for row in office.watch.owed("alert"))


def test_a_rule_can_be_muted_for_days_that_come(office: Office) -> None:
    """A planned migration is told to the bot the week before, and the alarm is on again by itself."""
    office.ask("alert add cac > 20 critical")
    told = office.ask("alert mute cac from 2026-11-21 to 2026-11-21")
    assert "muted from Nov 21, 2026 to Nov 21, 2026" in told

    muted = {}
    for day in (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)):
        set_clock(office.watch.quarter.database, office.watch.quarter.view(day).now)
        muted[day] = next(each for each in office.alerts.rules() if each.key == "cac").is_muted
    # Asked on the morning after each.
    assert list(muted.values()) == [False, True, False]


def test_a_rule_is_tried_on_the_last_ninety_days(office: Office) -> None:
    """Whoever writes a rule sees first how often it would have woken somebody."""
    tried = office.ask("alert test cac > 50 critical, > 46 warning of 10d")

    assert tried.startswith("It would have fired 2 times from Aug 24, 2026 to Nov 21, 2026.")
    assert "critical, Sep 14 – Oct 9, 2026 (25 days), $75.91 at worst" in tried
    assert "still open" in tried
    assert "would not have fired" in office.ask("alert test cac > 900 critical")
    assert office.watch.owed() == []


def test_the_picture_of_a_trial_has_the_days_as_they_were_judged(office: Office) -> None:
    """Whoever chooses a level sees how near the days came to it, and which would have woken somebody."""
    office.ask("alert test cac > 50 critical, > 46 warning of 10d")
    drawn = office.drawing

    assert isinstance(drawn, Answer)
    assert [point.day for point in drawn.series] == days(date(2026, 8, 24), LAST)
    assert {point.day: point.value for point in drawn.series}[BEGIN] == office.watch.quarter.cac(BEGIN, 10, *CHANNELS)
    assert (drawn.levels.warning, drawn.levels.critical) == (46, 50)
    assert [mark.meaning for mark in drawn.annotations] == ["an alert opens"] * 2
    assert drawn.annotations[0].day == BEGIN


def test_the_picture_of_a_trial_by_channel_has_a_line_for_each(office: Office) -> None:
    """A level for each channel is chosen by what each channel did."""
    office.ask("alert test cac > 60 critical of 10d by channel")
    drawn = office.drawing

    assert isinstance(drawn, Answer)
    last = {part.name: part.series[-1].value for part in drawn.breakdown}
    assert last == {channel: office.watch.quarter.cac(LAST, 10, channel) for channel in CHANNELS}


def test_the_history_has_what_ended_and_how_long_it_took(office: Office) -> None:
    """A team sees whether its alarms get shorter."""
    office.ask("alert add cac > 50 critical, > 46 warning of 10d")
    office.mornings(BEGIN, BEGIN)
    office.mornings(OVER, OVER)

    history = office.ask("alerts history 40d")

    assert "CAC, critical, Sep 14 – Oct 9, 2026 (25 days), $75.91 at worst, resolved" in history
    assert "Mean time to resolve: 7.1 days, over 7 that ended." in history
    assert office.ask("alerts history soon") == "Write for how many days: /kpi alerts history 30d."


def test_without_a_channel_it_is_said_that_nobody_is_told(watch: Watch) -> None:
    """A company that has not set the channel does not believe that silence is good news."""
    office = Office(watch, place=None)

    assert "KPIBOT_ALERTS names no channel" in office.ask("alerts")
    assert "Nobody is told" in office.ask("alert add cac > 20 critical")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("alert add cca > 80 critical", "Did you mean cac"),
        ("alert edit nothing > 80 critical", "There is no rule 'nothing'"),
        ("alert remove nothing", "There is no rule 'nothing'"),
        ("alert mute runway", "Write /kpi alert mute NAME 4h, 2d or 1w"),
        ("alert mute runway from 2026-13-01 to 2026-12-02", "There is no such day"),
        ("alert mute runway from 2026-12-03 to 2026-12-02", "The last day lies before the first one"),
        ("alert mute nothing from 2026-12-01 to 2026-12-02", "There is no rule 'nothing'"),
        ("alert mute nothing 2d", "There is no rule 'nothing'"),
        ("alert sing", "I don't understand “sing”"),
        ("alerts sing", "I don't understand “sing”"),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(office: Office, text: str, says: str) -> None:
    """A slip changes no rule, and whoever made it reads how it is written."""
    before = office.alerts.rules()

    assert says in office.ask(text)
    assert office.alerts.rules() == before


def test_who_may_not_see_a_number_learns_nothing_of_it_from_alerts(office: Office) -> None:
    """`/kpi alert test runway below 100` would read the cash out, one number after the other."""
    policy = read_access("finance: cac -> U0FIN")
    grace, finance = Sight(policy), Sight(policy, frozenset({"finance"}))
    tried = office.desk.of("test", "cac > 3 critical", "U1", grace)
    added = office.desk.of("add", "cac > 3 critical", "U1", grace)
    listed = [office.desk.of("list", "", "U1", sight) for sight in (grace, finance)]

    assert all(isinstance(each, Message) for each in (tried, added, *listed))
    assert [each.text for each in (tried, added)] == ["cac is only for the group finance. Ask <@U0FIN>."] * 2
    assert [re.findall(r"\bcac\b", each.text) != [] for each in listed] == [False, True]
    assert all(each.changed_by == "" for each in office.alerts.rules())


def test_an_open_rule_is_not_edited_into_one_over_what_is_kept(office: Office) -> None:
    """`/kpi alert edit NAME cac > 3` would be a way around what `add` refuses."""
    sight = Sight(read_access("finance: cac -> U0FIN"))
    office.desk.of("add", "aov < 20 warning", "U1")
    before = office.alerts.rules()
    open_rule = next(each.key for each in before if each.metric == "aov")

    edited = office.desk.of("edit", f"{open_rule} cac > 3 critical", "U1", sight)

    assert isinstance(edited, Message)
    assert edited.text == "cac is only for the group finance. Ask <@U0FIN>."
    assert office.alerts.rules() == before


def test_an_alert_of_what_a_group_keeps_goes_to_the_groups_own_channel() -> None:
    """The number that nobody in #alerts may ask for would be posted there."""
    with_channel, without = read_access("finance -> U0FIN, C0FIN"), read_access("finance -> U0FIN")

    assert permitted_place(with_channel, "runway", "C0ALERTS") == "C0FIN"
    assert permitted_place(with_channel, "runway", "C0FIN") == "C0FIN"
    assert permitted_place(with_channel, "cac", "C0ALERTS") == "C0ALERTS"
    assert permitted_place(without, "runway", "C0ALERTS") is None
    assert permitted_place(with_channel, "runway", None) is None
