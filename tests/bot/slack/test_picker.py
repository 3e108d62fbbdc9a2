"""The picker: a form that asks in the place where it was opened, in the words that one could have typed."""

from typing import Any

import pytest

from bot.language import read_question
from bot.picked import UNSAID, Field, Picked, read_picked
from bot.shown import Shown
from bot.views.picker import known_comparisons, metric_options, picker_view
from metrics.catalogue import METRICS
from metrics.periods import CalendarUnit, Last, Trailing
from metrics.question import Question
from sandbox import Fault, FaultKind


def shows_picture(message: Any) -> bool:
    return any("slack_file" in block for block in message.blocks)


def modal(office: Any, who: str = "U0000ADA") -> Any:
    """The modal that a person sees."""
    stack = office.workspace.views.stack(who)
    return stack[-1] if stack else None


async def opened(office: Any, where: str = "#general") -> Any:
    """The picker, opened by /kpi alone."""
    assert (await office.ask("", where=where)).ok
    await office.until(lambda: modal(office))
    return modal(office)


def offered(groups: list[dict[str, Any]]) -> list[str]:
    return [option["value"] for group in groups for option in group["options"]]


async def test_kpi_alone_opens_the_picker_and_what_is_chosen_is_asked_there(started: Any) -> None:
    """Who does not know the words could not ask."""
    await opened(started)
    chosen = {"picker:metric": "cac", "picker:period": "90d", "picker:by": "by channel"}
    result = await started.server.submit("ada", chosen)
    answer = await started.message(shows_picture)

    assert result.ok
    assert modal(started) is None
    assert started.answers.asked == [Question("cac", Trailing(90), "channel")]
    assert answer.ephemeral_for is None


async def test_only_the_metric_must_be_chosen(started: Any) -> None:
    """A form that wants everything is closed again."""
    await opened(started)
    nothing = await started.server.submit("ada")
    await started.server.submit("ada", {"picker:metric": "cac"})
    await started.message(shows_picture)

    assert nothing.payload == {"errors": {"metric": "Please complete this required field."}}
    assert started.answers.asked == [Question("cac")]


async def test_a_choice_can_be_taken_back(started: Any) -> None:
    """Slack lets nobody empty a menu: one slip, and the form would have to be closed."""
    await opened(started)
    await started.server.submit("ada", {"picker:metric": "cac", "picker:period": UNSAID, "picker:by": UNSAID})
    await started.message(shows_picture)

    assert started.answers.asked == [Question("cac")]


async def test_a_time_in_words_counts_instead_of_the_menu(started: Any) -> None:
    """Times that no menu has could only be typed by who knows the command."""
    await opened(started)
    await started.server.submit(
        "ada", {"picker:metric": "cac", "picker:period": "7d", "picker:words": "  last quarter "}
    )
    await started.message(shows_picture)

    assert started.answers.asked == [Question("cac", Last(CalendarUnit.QUARTER))]


async def test_a_time_that_is_not_understood_is_said_below_its_field(started: Any) -> None:
    """The form would close, and all that was chosen be lost."""
    await opened(started)
    refused = await started.server.submit("ada", {"picker:metric": "cac", "picker:words": "next someday"})
    mended = await started.server.submit("ada", {"picker:words": "7d"})
    await started.message(shows_picture)

    assert (refused.error, refused.payload["errors"]) == (
        "view_errors",
        {"words": "I don't know “next someday”. Write, for example, 7d or since 2026-09-01."},
    )
    assert mended.ok
    assert started.answers.asked == [Question("cac", Trailing(7))]


async def test_where_the_bot_is_no_member_the_picker_answers_the_asker_alone(started: Any) -> None:
    """Everywhere else /kpi works; the picker would do nothing."""
    await opened(started, "#finance")
    await started.server.submit("ada", {"picker:metric": "cac"})
    answer = await started.message(where="#finance", viewer="ada")

    assert answer.ephemeral_for == "U0000ADA"
    assert answer.text.startswith("CAC: ")


async def test_typing_finds_metrics_by_what_people_call_them(started: Any) -> None:
    """A name that is only an alias would find nothing."""
    view = await opened(started)
    everything = await started.server.suggest_in_view("ada", view.id, "picker:metric", "")
    found = await started.server.suggest_in_view("ada", view.id, "picker:metric", "LTV : C")
    nothing = await started.server.suggest_in_view("ada", view.id, "picker:metric", "zebra")

    assert [each["value"] for each in everything] == [metric.name for metric in METRICS]
    assert [each["value"] for each in found] == ["ltvcac"]
    assert nothing == []


async def test_a_bare_mention_brings_a_button_that_opens_the_picker_for_its_thread(started: Any) -> None:
    """A mention has no trigger: calling the bot by its name would lead nowhere."""
    asked = await started.say("@kpibot")
    invitation = await started.message(viewer="ada")
    await started.click(invitation, "pick")
    await started.until(lambda: modal(started))
    await started.server.submit("ada", {"picker:metric": "cac"})
    answer = await started.message(shows_picture)

    assert invitation.ephemeral_for == "U0000ADA"
    assert invitation.text == (
        "Which number would you like? Write it behind my name, for example “cac 90d by channel”, or pick one."
    )
    assert answer.thread_ts == asked.ts


async def test_too_late_for_the_picker_the_help_comes_with_a_button_for_another_try(started: Any) -> None:
    """In a slow moment /kpi alone would do nothing at all."""
    started.workspace.faults.add(Fault(FaultKind.API_ERROR, "views.open", error="expired_trigger_id"))
    await started.ask("")
    told = await started.message(viewer="ada")
    await started.click(told, "pick")
    await started.until(lambda: modal(started))

    assert told.ephemeral_for == "U0000ADA"
    assert told.text.startswith("Ask me for a number.")
    assert 'reason="views.open failed: expired_trigger_id"' in started.log()


async def test_the_picker_waits_for_nothing(started: Any) -> None:
    """The trigger lives for three seconds: behind a slow question there would be no picker."""
    gate = started.answers.hold()
    await started.ask("cac")
    await started.until(lambda: started.answers.asked)
    await opened(started)
    gate.set()

    assert modal(started).content["callback_id"] == "picker"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_is_found_by_its_name(metric: Any) -> None:
    """A metric that the menu does not find does not exist for who picks."""
    assert metric.name in offered(metric_options(metric.name.upper()))


def test_a_menu_holds_no_more_than_slack_takes() -> None:
    """One metric too many, and there would be no menu at all."""
    groups = metric_options("")

    assert len(offered(groups)) == min(100, len(METRICS))
    assert all(group["options"] for group in groups)


def test_each_choice_is_words_that_the_language_knows() -> None:
    """The picker and the command would mean different things by the same words."""
    view = picker_view("{}", known_comparisons())
    menus = [b["element"] for b in view["blocks"] if b["element"]["type"] == "static_select"]
    choices = [option["value"] for menu in menus for option in menu["options"]]

    assert choices
    for words in set(choices) - {UNSAID}:
        assert isinstance(read_question(f"cac {words}"), Shown), words


def test_comparisons_are_offered_as_a_field_where_there_are_any() -> None:
    """The form would lack a choice that the command has."""
    fields = [block["block_id"] for block in picker_view("{}", (("Last year", "vs last year"),))["blocks"]]

    assert fields == ["metric", "period", "words", "by", "versus"]
    assert [block["block_id"] for block in picker_view("{}", ())["blocks"]] == fields[:-1]


def test_choices_that_do_not_go_together_are_told_where_they_were_typed() -> None:
    """Each field would be right, and the form would neither ask nor say why."""
    picked = Picked({Field.METRIC: "cac", Field.WORDS: "90d vs target", Field.VERSUS: "vs last year"})

    assert picked.faults() == {"words": "This does not go together with the other choices."}


def test_a_metric_that_is_gone_is_told_below_its_field() -> None:
    """A form that stood open over an update would swallow the question."""
    assert set(Picked({Field.METRIC: "gone"}).faults()) == {"metric"}


def test_untouched_fields_are_no_words() -> None:
    """`None` would be asked."""
    values = {
        "metric": {"picker:metric": {"type": "external_select", "selected_option": {"value": "cac"}}},
        "period": {"picker:period": {"type": "static_select", "selected_option": None}},
        "words": {"picker:words": {"type": "plain_text_input", "value": None}},
    }

    assert read_picked({"state": {"values": values}}).words == "cac"
