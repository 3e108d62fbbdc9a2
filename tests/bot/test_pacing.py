"""One person, or one channel, can't take all of the bot."""

from bot.pacing import Pace, Pacing, too_many


def test_up_to_the_limit_is_fine_and_one_more_is_told_once() -> None:
    """A script that asks in a loop would keep everybody else waiting, and be answered each time."""
    pacing = Pacing(per_person=3, per_channel=100)
    asked = [pacing.ask("U1", "C1") for _ in range(6)]

    assert asked == [Pace.FINE] * 3 + [Pace.TOLD] + [Pace.IGNORED] * 2
    assert pacing.ask("U2", "C1") is Pace.FINE


def test_a_channel_has_a_limit_of_its_own() -> None:
    """Ten people who play would have ten times as much."""
    pacing = Pacing(per_person=100, per_channel=4)
    asked = [pacing.ask(f"U{number}", "C1") for number in range(6)]

    assert asked == [Pace.FINE] * 4 + [Pace.TOLD] * 2
    assert pacing.ask("U9", "C2") is Pace.FINE


def test_they_are_told_how_much_is_answered() -> None:
    """Nobody would know whether the bot is broken."""
    assert "up to 3 questions a minute for each person, and 4 in a channel" in too_many(Pacing(3, 4)).text
