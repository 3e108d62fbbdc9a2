"""What people are told of episodes: one message each, which stays true, with its story in the thread."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from clocks import move_clock
from company import SmallCompany
from posts import stated
from quarters import CHANNELS, LAST, days
from sqlalchemy import Connection
from watches import CAC, CHANNEL_CAC, REFUNDS, Watch, levels

from alerts.developing import Ask
from alerts.looking import Look, look
from alerts.rules import Severity
from alerts.watching import UNUSUAL_PERIOD, Watched, unusual_rule
from bot.alerting.telling import tell
from bot.answering import Answering
from bot.corrections.correcting import Corrections
from bot.corrections.kinds import PICTURE_SETTLES
from bot.delivery.drawn import drawing_of
from bot.delivery.outgoing import PictureSpec
from metrics.answer import Answer, Levels, Status
from metrics.periods import DEFAULT_PERIOD, Trailing
from sandbox.blocks.check import message_findings
from store.owing import Priority

BEGIN = date(2026, 9, 14)
WORSE = date(2026, 9, 15)
# On its days CAC is at warning level from the 14th, critical from the 15th, eased on Oct 8 and over on the 9th.
EASED, OVER = date(2026, 10, 8), date(2026, 10, 9)


def test_an_episode_is_one_message_whose_story_is_in_its_thread(watch: Watch) -> None:
    """A channel has one message that is always true, and not one for each turn that a number takes."""
    for day in days(BEGIN, OVER):
        watch.morning(day, CAC)
        watch.posts.deliver()

    (alert,) = watch.owed("alert")
    edits, stories = watch.owed("alert-edit"), watch.owed("alert-story")
    assert [each.message["text"].split(".")[0] for each in (alert, *edits)] == [
        "⚠️ CAC is at warning level: $47",
        "<@U9> 🚨 CAC is critical: $51",
        "⚠️ CAC is at warning level: $44",
        "✅ CAC has recovered: $42",
    ]
    assert [each.message["text"] for each in stories] == [
        "<@U9> CAC has got worse, it is critical now: $51.20 on Sep 15, 2026.",
        "CAC has eased, it is at warning level now: $44.93 on Oct 8, 2026.",
        "CAC has recovered: $42.18 on Oct 9, 2026, after 25 days; $75.91 at worst.",
    ]
    assert {each.about_id for each in (*edits, *stories)} == {alert.id}
    assert [each.priority for each in (alert, *edits)] == [
        Priority.ALERT,
        Priority.CRITICAL,
        Priority.ALERT,
        Priority.ALERT,
    ]
    assert {each.series for each in edits} == {f"alert-edit {alert.id}"}


def test_a_message_says_what_to_know_at_once(watch: Watch) -> None:
    """Who is woken reads the number, its level, since when, what moved it and what to do."""
    watch.morning(BEGIN, CAC)

    (alert,) = watch.owed("alert")
    for words in (
        "CAC is at warning level: $47.92",
        "Above $46 since Sep 14, 2026",
        "critical above $50",
        "over at $43.70",
    ):
        assert words in alert.message["text"]
    shown = str(alert.message["blocks"])
    for words in (
        "What moved it against Aug 26 – Sep 4, 2026",
        "ad spend",
        "new customers",
        "tiktok's new customers",
        "What to do: Look",
    ):
        assert words.lower() in shown.lower()
    assert alert.picture == {"words": "cac 10d as line", "as_of": "2026-09-14", "snapshot_id": 1, "at": 2}


def test_the_picture_has_the_rules_own_levels(watch: Watch) -> None:
    """Who set $30 would see no line at all, or the company's $80."""
    watch.morning(LAST, replace(CAC, rule=levels("30", "1000"), period=DEFAULT_PERIOD))

    (alert,) = watch.owed("alert")
    view = watch.quarter.view(LAST)
    answering = Answering(view.database, view.zone, "CAD", lambda: view.now)
    drawn = drawing_of(PictureSpec.read(alert.picture), answering, view.now)
    assert isinstance(drawn, Answer)
    assert (drawn.levels, drawn.status) == (Levels(Decimal(30), Decimal(1000)), Status.WARNING)


def test_what_adds_up_is_told_by_exact_contributions(watch: Watch) -> None:
    """The channels' shares of a change add up to the change, to the cent."""
    spend = replace(CAC, key="spend", metric="spend", rule=levels("1", "2"), period=Trailing(10))

    watch.morning(LAST, spend)

    moved = {
        channel: sum(watch.quarter.spent[day, channel] for day in days(LAST - timedelta(days=9), LAST))
        - sum(watch.quarter.spent[day, channel] for day in days(LAST - timedelta(days=19), LAST - timedelta(days=10)))
        for channel in ("meta", "tiktok")
    }
    shown = str(watch.owed("alert")[0].message["blocks"])
    for channel, change in moved.items():
        assert f"{channel}  " in shown
        assert f"{'+' if change > 0 else '−'}${abs(change):,}" in shown.replace(".00", "")


def test_all_that_is_owed_is_taken_by_slack(watch: Watch) -> None:
    """No alert is lost because its blocks are refused."""
    for day in days(BEGIN, LAST):
        watch.morning(day)
        watch.posts.deliver()

    rows = watch.owed()
    assert len(rows) > 20
    for row in rows:
        assert message_findings(row.message["blocks"]) == []


def test_what_opens_at_once_in_a_channel_is_one_message_with_parts_below_the_whole(watch: Watch) -> None:
    """A bad morning is one message and not five; each channel stands below the number that it is a part of."""
    elsewhere = replace(REFUNDS, rule=levels("0.01", "0.02"), place="C2")
    strict = levels("5", "10")

    watch.morning(LAST, replace(CHANNEL_CAC, rule=strict), elsewhere, replace(CAC, rule=strict))

    first, second = sorted(watch.owed("alert"), key=lambda row: row.channel)
    assert first.message["text"].startswith("<@U9> 🚨 3 alerts: 3 critical. CAC is critical")
    lists = [each for each in first.message["blocks"][1]["elements"] if each["type"] == "rich_text_list"]
    assert [each["indent"] for each in lists] == [0, 1, 1, 1]
    assert second.message["text"].startswith("🚨 Refund rate is critical")
    assert {each.outbox_id for each in watch.episodes()} == {first.id, second.id}


def test_what_was_bad_before_anybody_looked_says_so(watch: Watch) -> None:
    """The day since when it is bad is not made up from how far kpibot looked back."""
    watch.morning(LAST, replace(CAC, rule=levels("1", "2")))

    assert "Above $2 since Oct 23, 2026 or earlier" in watch.owed("alert")[0].message["text"]


def test_a_part_that_follows_its_whole_joins_its_message(watch: Watch) -> None:
    """A channel that turns bad while the whole is known to be is no second alarm."""
    watch.morning(LAST, CAC)
    watch.posts.deliver()

    watch.morning(LAST, CAC, replace(CHANNEL_CAC, rule=levels("5", "10")))

    assert len(watch.owed("alert")) == 1
    assert "of meta" in watch.owed("alert-edit")[-1].message["text"]
    assert "CAC of meta is critical, too" in watch.owed("alert-story")[-1].message["text"]


def test_an_alert_that_is_over_before_it_was_posted_is_not_posted_as_firing(watch: Watch) -> None:
    """After an outage of Slack nobody is woken for what is long over, and nobody reads "recovered" alone."""
    watch.mornings(BEGIN, OVER, CAC)

    rows = watch.owed()
    assert {row.kind for row in rows} == {"alert"}
    assert [row.status for row in rows] == [*["expired"] * (len(rows) - 1), "owed"]
    assert (
        rows[-1].message["text"].startswith("✅ CAC has recovered: $42.18 after 25 days. It was bad from Sep 14, 2026")
    )
    assert rows[-1].priority == Priority.ALERT
    assert [each.outbox_id for each in watch.episodes()] == [rows[-1].id]


def test_an_episode_of_days_on_which_nobody_looked_is_told_once_as_over(watch: Watch) -> None:
    """After a month of downtime the channel learns what happened, and is not told that it happens."""
    watch.morning(date(2026, 9, 1), REFUNDS)

    watch.morning(date(2026, 10, 5), REFUNDS)

    (row,) = watch.owed()
    assert row.message["text"].startswith("✅ Refund rate has recovered")


def test_a_crash_between_the_state_and_its_message_loses_neither(watch: Watch) -> None:
    """The transaction has both or none, so the next look owes what this one could not."""

    def tell_and_die(connection: Connection, looked: Look, ask: Ask) -> None:
        tell(connection, looked, ask)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look(watch.quarter.view(BEGIN), [CAC], tell_and_die)
    assert (watch.owed(), watch.episodes()) == ([], ())

    watch.morning(BEGIN, CAC)

    assert [row.kind for row in watch.owed()] == ["alert"]


def test_a_muted_rule_is_told_of_when_the_mute_ends(watch: Watch) -> None:
    """A mute silences a rule for a while; what is still bad then is not forgotten."""
    muted = replace(CAC, is_muted=True)
    watch.morning(BEGIN, muted)
    assert watch.owed() == []
    assert len(watch.episodes()) == 1

    watch.morning(BEGIN, CAC)

    assert len(watch.owed("alert")) == 1


def test_without_a_place_nobody_is_told_until_there_is_one(watch: Watch) -> None:
    """Setting the channel later brings what is bad, and nothing of what is over."""
    nowhere = replace(CAC, place=None)
    watch.mornings(BEGIN, LAST, nowhere)
    assert watch.owed() == []
    assert len(watch.episodes()) == 2

    watch.morning(LAST, CAC)

    (row,) = watch.owed("alert")
    assert [each.outbox_id for each in watch.episodes()] == [None, row.id]


def test_a_rule_that_is_changed_says_so_in_the_thread(watch: Watch) -> None:
    """Whoever reads that it is over reads that the rule, and not the number, has changed."""
    watch.morning(LAST, CAC)
    watch.posts.deliver()

    watch.morning(LAST, replace(CAC, rule=levels("900", "1000"), changed_by="U2"))

    assert "closed because the rule was changed" in watch.owed("alert-story")[-1].message["text"]
    assert watch.owed("alert-edit")[-1].message["text"].startswith("✅ CAC: the alert was closed")


def test_the_numbers_that_an_alert_states_can_be_corrected(watch: Watch) -> None:
    """Late rows that move an alert's number are told in its thread, as for every posted number."""
    watch.morning(BEGIN, CAC)
    watch.posts.deliver()

    (row,) = watch.owed("alert")
    with watch.quarter.database.read() as connection:
        found = connection.exec_driver_sql("SELECT words, as_of, title, shown, value FROM stated_numbers").all()
    expected = stated(str(watch.quarter.cac(BEGIN, 10, "meta", "tiktok")), "cac 10d", title="CAC", as_of=BEGIN)
    assert [tuple(each)[:3] for each in found] == [(expected.words, expected.as_of, expected.title)]
    assert found[0].value == pytest.approx(expected.value)
    assert row.snapshot_id == 1


def test_an_alert_of_an_unusual_day_is_not_corrected_while_its_day_is_what_it_was(watch: Watch) -> None:
    """The day's number would be "put right" to the sum of eight weeks, of which the alert never spoke."""
    unusual = replace(unusual_rule(), levels=levels("0.001", "9000").levels)
    watch.morning(LAST, Watched("spend-unusual", "spend", unusual, UNUSUAL_PERIOD, is_unusual=True, place="C1"))
    watch.posts.deliver()
    view = watch.quarter.view(LAST)
    shop = SmallCompany(watch.quarter.database)
    shop.spend(LAST - timedelta(days=1), LAST - timedelta(days=1), 1, "other")
    shop.publish()
    move_clock(view.database, 2 * PICTURE_SETTLES)

    corrections = Corrections(
        view.database, Answering(view.database, view.zone, "CAD", lambda: view.now), Decimal("0.01"), "a"
    )
    looked = corrections.look()

    spent = sum(watch.quarter.spent[LAST, channel] for channel in CHANNELS)
    (alert,) = watch.owed("alert")
    assert f"Ad spend is unusual on Nov 21, 2026: ${spent:,}" in alert.message["text"].replace(".00", "")
    assert looked is not None
    assert (looked.compared, looked.corrected) == (1, 0)


def test_late_rows_are_noted_in_the_thread_of_an_open_alert(watch: Watch) -> None:
    """Who handles an alert learns that its day looks otherwise by now, and nobody is paged for it."""
    low = replace(CAC, rule=levels("30", "1000"))
    watch.morning(LAST, low)
    watch.posts.deliver()
    shop = SmallCompany(watch.quarter.database)
    shop.spend(LAST, LAST, 200_000, "other")
    shop.publish()

    watch.morning(LAST, low)

    (story,) = watch.owed("alert-story")
    assert "which would be critical. The next closed day decides." in story.message["text"]
    assert watch.episodes()[0].severity is Severity.WARNING
