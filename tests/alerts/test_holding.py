"""Who holds an episode: whatever order, doubling or loss of events leads to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.holding import BUTTON, SNOOZE, Hold, Touch, Turn, first_held, hold_at, is_belied, read_back, standing
from alerts.rules import Severity

START = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)
WARNING, CRITICAL = Turn(START, Severity.WARNING), Turn(START + timedelta(hours=2), Severity.CRITICAL)
LATER = START + timedelta(days=1)


def touch(minutes: int, *, person: str = "U1", name: str = "eyes", is_set: bool = True, **changes: object) -> Touch:
    at = START + timedelta(minutes=minutes)
    return replace(Touch(1, person, name, is_set, at, at), **changes)  # type: ignore[arg-type]  # fields of Touch


def held(*touches: Touch, at: datetime = LATER, turns: Sequence[Turn] = (WARNING,)) -> tuple[str, ...]:
    hold = hold_at(touches, turns, at)
    return hold.people if hold else ()


def test_it_is_held_while_any_mark_stands() -> None:
    """Two people had taken it up; that one of them lets go must not call everybody out of bed."""
    ada, grace = touch(1), touch(2, person="U2")

    assert hold_at([grace, ada], [WARNING], LATER) == Hold(("U1", "U2"), ada.at)
    assert held(ada, grace, touch(3, is_set=False)) == ("U2",)
    assert held(ada, touch(2, name=BUTTON), touch(3, is_set=False)) == ("U1",)
    assert held(ada, touch(3, is_set=False), touch(4)) == ("U1",)


def test_it_covers_the_severity_at_which_it_was_given() -> None:
    """Who acknowledged a warning last night has not seen that it is critical by now."""
    assert held(touch(119), turns=(WARNING, CRITICAL)) == ()
    assert held(touch(120), turns=(WARNING, CRITICAL)) == ("U1",)
    assert held(touch(119), touch(121), turns=(WARNING, CRITICAL)) == ("U1",)
    # What has eased is covered by who took it up when it was worse.
    assert held(touch(1), turns=(replace(CRITICAL, at=START), replace(WARNING, at=LATER))) == ("U1",)
    # Whoever reacted before it opened meant something else.
    assert held(touch(-1)) == ()


def test_it_runs_out() -> None:
    """A snooze for an hour that lasted for ever would be a mute."""
    snooze = touch(1, name=SNOOZE, until=START + timedelta(hours=1))

    hold = hold_at([snooze], [WARNING], START + timedelta(minutes=59))
    assert hold == Hold(("U1",), snooze.at, snooze.until, is_snooze=True)
    assert held(snooze, at=START + timedelta(hours=1)) == ()
    assert held(snooze, touch(2)) == ("U1",)


def test_when_it_was_first_taken_up() -> None:
    """The mean time to acknowledge counts who came first, also if they have let go since."""
    assert first_held([touch(9, person="U2"), touch(4), touch(5, is_set=False)], [WARNING], LATER) == touch(4).at
    assert first_held([touch(9)], [WARNING], START) is None


def test_what_is_read_back_never_covers_what_came_later() -> None:
    """Nobody knows when a reaction was put there that was found after an outage: perhaps before it was critical."""
    (found,) = read_back([], message_id=1, there={("U1", "eyes")}, at=LATER, posted_at=START)

    assert held(found) == ("U1",)
    assert held(found, turns=(WARNING, CRITICAL)) == ()
    assert read_back([found], message_id=1, there={("U1", "eyes")}, at=LATER, posted_at=START) == ()
    (gone,) = read_back([found], message_id=1, there=set(), at=LATER + timedelta(minutes=1), posted_at=START)
    assert held(found, gone, at=LATER + timedelta(minutes=2)) == ()


def test_what_is_read_back_leaves_buttons_alone() -> None:
    """No reaction tells that somebody pressed a button."""
    assert read_back([touch(1, name=BUTTON)], message_id=1, there=set(), at=LATER, posted_at=START) == ()


people, names = st.sampled_from(["U1", "U2"]), st.sampled_from(["eyes", "white_check_mark"])


@st.composite
def histories(draw: st.DrawFn) -> list[Touch]:
    """What people really did: each mark put and taken away in turn, at moments of its own."""
    steps = draw(st.lists(st.tuples(people, names, st.integers(1, 90)), max_size=12))
    moments = accumulate(minutes for _, _, minutes in steps)
    there: set[tuple[str, str]] = set()
    done = []
    for (person, name, _), minutes in zip(steps, moments, strict=True):
        is_set = (person, name) not in there
        there ^= {(person, name)}
        done.append(touch(minutes, person=person, name=name, is_set=is_set))
    return done


def marks_of(history: Iterable[Touch]) -> set[tuple[str, str]]:
    """What stands on the message, told step by step."""
    there: set[tuple[str, str]] = set()
    for each in history:
        (there.add if each.is_set else there.discard)((each.person, each.name))
    return there


@given(history=histories(), data=st.data())
@settings(max_examples=1000, deadline=None)
def test_every_order_ends_in_the_same_state(history: list[Touch], data: st.DataObject) -> None:
    """Slack sends events again, late and in any order: who holds it must not depend on that."""
    doubled = history + data.draw(st.lists(st.sampled_from(history), max_size=5)) if history else []
    delivered = data.draw(st.permutations(doubled))

    turns = (WARNING, CRITICAL)
    assert hold_at(set(delivered), turns, LATER) == hold_at(history, turns, LATER)
    assert {(each.person, each.name) for each in standing(set(delivered), LATER)} == marks_of(history)


@given(history=histories(), data=st.data())
@settings(max_examples=1000, deadline=None)
def test_what_was_lost_is_read_back_and_may_still_come(history: list[Touch], data: st.DataObject) -> None:
    """While nobody was connected, events were lost; some come after all, when the reactions were read back already."""
    lost = set(data.draw(st.lists(st.sampled_from(history), unique=True)) if history else [])
    known = [each for each in history if each not in lost]
    back = read_back(known, message_id=1, there=marks_of(history), at=LATER, posted_at=START)
    late = data.draw(st.lists(st.sampled_from(sorted(lost, key=lambda each: each.at)))) if lost else []

    late = [each for each in late if not is_belied([*known, *back], each, LATER)]

    after = standing({*known, *back, *late}, LATER)
    assert {(each.person, each.name) for each in after} == marks_of(history)
    # Never does what was read back make somebody hold what they did not.
    turns, true = (WARNING, CRITICAL), held(*history, turns=(WARNING, CRITICAL))
    assert set(held(*known, *back, *late, turns=turns)) <= set(true)
