"""What people type behind /kpi subscribe is read as they meant it, or they are told what to write."""

from datetime import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.subscriptions.reading import Misread, Request, read_request
from bot.subscriptions.schedule import LAST, Every, Schedule
from bot.subscriptions.wish import ChannelId, ChannelName, Here, Me, Wish

MONDAYS = Schedule(Every.WEEK, time(9), 1)


def wish_of(text: str) -> Wish:
    read = read_request(f"cac {text}")
    assert isinstance(read, Request), read
    assert read.question == "cac"
    return read.wish


def complaint(text: str) -> str:
    read = read_request(text)
    assert isinstance(read, Misread), read
    return read.sentence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("daily 8:30", Schedule(Every.DAY, time(8, 30))),
        ("every day at 8.30", Schedule(Every.DAY, time(8, 30))),
        ("Every Morning 8", Schedule(Every.DAY, time(8))),
        ("weekdays 9am", Schedule(Every.WEEKDAY, time(9))),
        ("each weekday at 9 AM", Schedule(Every.WEEKDAY, time(9))),
        ("weekly mon 9:00", MONDAYS),
        ("weekly on Monday, at 9", MONDAYS),
        ("mondays 09:00", MONDAYS),
        ("every mon 9h", MONDAYS),
        ("weekly tues 5:15pm", Schedule(Every.WEEK, time(17, 15), 2)),
        ("sundays midnight", Schedule(Every.WEEK, time(0), 7)),
        ("monthly 1st 09:00", Schedule(Every.MONTH, time(9), 1)),
        ("every month on the 15th at noon", Schedule(Every.MONTH, time(12), 15)),
        ("monthly 22 12am", Schedule(Every.MONTH, time(0), 22)),
        ("monthly last 17:00", Schedule(Every.MONTH, time(17), LAST)),
        ("monthly on the last day at 17:00", Schedule(Every.MONTH, time(17), LAST)),
    ],
)
def test_schedules_are_read_as_people_say_them(typed: str, meant: Schedule) -> None:
    """Nobody has to learn one way to say Monday morning."""
    assert wish_of(typed) == Wish(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("weekly mon 9:00 #Growth", Wish(MONDAYS, None, ChannelName("growth"))),
        ("#growth weekly mon 9:00", Wish(MONDAYS, None, ChannelName("growth"))),
        ("weekly mon 9:00 in <#C0123ABCD|growth>", Wish(MONDAYS, None, ChannelId("C0123ABCD"))),
        ("weekly mon 9:00 to C0123ABCD in europe/berlin", Wish(MONDAYS, "Europe/Berlin", ChannelId("C0123ABCD"))),
        ("weekly mon 9:00 UTC here", Wish(MONDAYS, "UTC", Here())),
        ("weekly mon 9:00 to me", Wish(MONDAYS, None, Me())),
    ],
)
def test_the_zone_and_the_place_may_stand_in_any_order(typed: str, meant: Wish) -> None:
    """Who writes the channel first is understood, too."""
    assert wish_of(typed) == meant


def test_the_questions_own_words_are_left_to_it() -> None:
    """“weekly” may be how far apart the points lie, and “each month” a part of the question."""
    read = read_request("refundrate 365d weekly weekly mon 9:00")
    other = read_request("revenue each month daily 8:30")

    assert isinstance(read, Request)
    assert isinstance(other, Request)
    assert (read.question, other.question) == ("refundrate 365d weekly", "revenue each month")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "When shall I post it?"),
        ("cac by channel", "weekly mon 9:00"),
        ("weekly mon 9:00", "What shall I post?"),
        ("cac daily", "At what time? For example: daily 8:30."),
        ("cac weekly 9:00", "On which day of the week?"),
        ("cac monthly 9:00", "On which day of the month?"),
        ("cac monthly 32nd 9:00", "“32nd” is no day of a month"),
        ("cac monthly 0 9:00", "“0” is no day of a month"),
        ("cac weekly mon 24:00", "“24:00” is no time of the day"),
        ("cac weekly mon 13pm", "“13pm” is no time of the day"),
        ("cac weekly mon 9:60", "“9:60” is no time of the day"),
        ("cac weekly mon 9:00 in Berlin", "Did you mean in Europe/Berlin?"),
        ("cac weekly mon 9:00 in Atlantis/Main", "I don't know “Atlantis/Main”"),
        ("cac weekly mon 9:00 <@U0123ABCD>", "I don't know “<@U0123ABCD>”"),
        ("cac weekly mon 9:00 here me", "I don't know “me”"),
        ("cac weekly mon 9:00 #growth #sales", "name one channel"),
    ],
)
def test_what_is_not_understood_says_what_to_write(typed: str, told: str) -> None:
    """A refusal that only says no is typed again and again."""
    assert told in complaint(typed)


CLOCKS = st.times().map(lambda at: time(at.hour, at.minute))
SCHEDULES = st.one_of(
    st.builds(Schedule, st.sampled_from([Every.DAY, Every.WEEKDAY]), CLOCKS),
    st.builds(Schedule, st.just(Every.WEEK), CLOCKS, st.integers(1, 7)),
    st.builds(Schedule, st.just(Every.MONTH), CLOCKS, st.integers(1, 31) | st.just(LAST)),
)
PLACES = st.one_of(
    st.none(),
    st.sampled_from([Here(), Me()]),
    st.builds(ChannelId, st.from_regex(r"C0[A-Z0-9]{7}", fullmatch=True)),
    st.builds(ChannelName, st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True)),
)
ZONES = st.none() | st.sampled_from(["America/Toronto", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "EST"])


@given(st.builds(Wish, SCHEDULES, ZONES, PLACES))
def test_a_wishs_own_words_are_read_as_the_same(wish: Wish) -> None:
    """A button that subscribes what was nearly typed would subscribe something else."""
    assert wish_of(wish.words) == wish


@given(
    st.text() | st.lists(st.sampled_from(["cac", "weekly", "mon", "9", "in", "every", "#g", "<#", "me"])).map(" ".join)
)
@example("cac every")
@example("cac weekly mon 9 in")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nobody who mistypes is left without a word."""
    assert isinstance(read_request(text), Request | Misread)


@pytest.mark.parametrize(
    ("schedule", "spoken"),
    [
        (Schedule(Every.DAY, time(8, 30)), "every day at 08:30"),
        (Schedule(Every.WEEKDAY, time(9)), "Monday to Friday at 09:00"),
        (MONDAYS, "every Monday at 09:00"),
        (Schedule(Every.MONTH, time(9), 22), "on the 22nd of every month at 09:00"),
        (Schedule(Every.MONTH, time(9), 11), "on the 11th of every month at 09:00"),
        (Schedule(Every.MONTH, time(9), 31), "on the 31st of every month (the last day of a shorter one) at 09:00"),
        (Schedule(Every.MONTH, time(17), LAST), "on the last day of every month at 17:00"),
    ],
)
def test_a_schedule_is_echoed_as_it_was_read(schedule: Schedule, spoken: str) -> None:
    """Who was misread sees it at once, and not a month later."""
    assert schedule.spoken == spoken
