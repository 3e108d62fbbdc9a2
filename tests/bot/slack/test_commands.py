"""Every declared subcommand, and how words find theirs."""

from dataclasses import replace

import pytest

from bot.command import Command, Say, Show
from bot.command_registry import all_commands, checked, read_command
from bot.shown import Face, Shown
from metrics.catalogue import METRICS, find_metric
from metrics.periods import Trailing
from metrics.question import Question


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.name or "(default)")
def test_every_command_has_usage_and_help(command: Command) -> None:
    """A command without help is one that nobody finds."""
    assert command.usage.startswith(f"/kpi {command.name}".rstrip())
    assert command.help.endswith(".")


@pytest.mark.parametrize("command", [c for c in all_commands() if c.name], ids=lambda command: command.name)
def test_no_command_hides_a_metric(command: Command) -> None:
    """The metric could not be asked for any more."""
    assert find_metric(command.name) is None


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_what_a_message_shows_fits_into_a_control(metric: object) -> None:
    """Slack takes 150 characters for an option's value."""
    shown = Shown(Question(metric.name, Trailing(36500), "channel"), Face.EXPLANATION)  # type: ignore[attr-defined]  # a Metric

    assert len(shown.words) <= 150
    assert read_command(shown.words, all_commands()) == Show(shown)


@pytest.mark.parametrize("text", ["help", "HELP", " help me ", "", "   "])
def test_help_is_found_in_any_case(text: str) -> None:
    """Who is lost should not have to spell."""
    assert isinstance(read_command(text, all_commands()), Say)


def test_words_that_no_command_begins_are_a_question() -> None:
    """`helpful revenue` is no cry for help."""
    assert read_command("revenue 7d", all_commands()) == Show(Shown(Question("revenue", Trailing(7))))
    assert isinstance(read_command("helpful revenue", all_commands()), Say)
    assert isinstance(read_command("EXPLAIN revenue", all_commands()), Show)


def test_a_name_used_twice_and_a_missing_default_are_both_named() -> None:
    """One of the two commands would vanish without a word."""
    named = next(command for command in all_commands() if command.name == "help")

    with pytest.raises(ValueError, match="two commands are named 'help'; no command is the default"):
        checked([named, replace(named, usage="/kpi help more")])
