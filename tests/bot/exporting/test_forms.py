"""How a file is asked for."""

import pytest

from bot.command import Export, Say, Show
from bot.command_registry import all_commands, read_command
from bot.exporting.forms import Form, without_form
from bot.shown import Face, Page, Shown


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("revenue 90d as csv", "revenue 90d"),
        ("as csv revenue 90d", "revenue 90d"),
        ("revenue as a CSV file, 90d", "revenue 90d"),
        ("revenue csv", "revenue"),
        ("show revenue in csv!", "show revenue"),
        ("export revenue to csv", "export revenue"),
    ],
)
def test_a_file_is_asked_for_wherever_the_words_stand(typed: str, left: str) -> None:
    """People would have to learn an order."""
    assert without_form(typed) == ((Form.CSV,), left)


@pytest.mark.parametrize("typed", ["revenue by channel", "pdfs", "csvx revenue", "as csv-like", ""])
def test_other_words_stay_as_they_are(typed: str) -> None:
    """A word that only looks like one would vanish from the question."""
    assert without_form(typed) == ((), typed)


def test_a_form_leaves_the_question_as_it_is() -> None:
    """The file would be of another number than the message."""
    asked = read_command("revenue 90d by channel", all_commands())
    wanted = read_command("revenue 90d as pdf by channel", all_commands())

    assert isinstance(asked, Show)
    assert wanted == Export(asked.shown, Form.PDF)


def test_export_makes_csv_unless_pdf_is_named() -> None:
    """“/kpi export revenue” would answer with a message."""
    page = read_command("export finance 2026-10 as pdf", all_commands())
    number = read_command("export revenue", all_commands())

    assert isinstance(page, Export)
    assert isinstance(page.shown, Page)
    assert page.form is Form.PDF
    assert isinstance(number, Export)
    assert number.form is Form.CSV


def test_an_explanation_is_a_file_too() -> None:
    """What went into a number could not be handed to an auditor."""
    wanted = read_command("explain revenue as csv", all_commands())

    assert isinstance(wanted, Export)
    assert isinstance(wanted.shown, Shown)
    assert wanted.shown.face is Face.EXPLANATION


def test_export_alone_says_what_to_write() -> None:
    """An empty file would come, or nothing."""
    said = read_command("export", all_commands())

    assert isinstance(said, Say)
    assert said.message.text.startswith("Write what you want as a file, for example: /kpi revenue 90d as csv")
