"""What the docs say: links lead somewhere, commands can be typed, settings are there, and nothing written is stale."""

import re
import shlex
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.main import app
from bot.command import Say
from bot.command_registry import all_commands, read_command
from bot.hub.settings import HubSettings
from bot.references.documents import wanted
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TEXTS = {file: file.read_text(encoding="utf-8") for file in FILES}
# What was said of older versions is not mended afterwards.
OF_TODAY = {file: text for file, text in TEXTS.items() if file.name != "CHANGELOG.md"}
SETTINGS = {str(field.validation_alias) for field in Settings.model_fields.values()}
OF_THE_HUB = {str(field.validation_alias) for field in HubSettings.model_fields.values()}
NOT_OF_THE_BOT = re.compile(r"KPIBOT_(SOAK|TEST|TESTS|CHROMIUM|WRITE_FAULTS)\w*")


def anchors_of(text: str) -> set[str]:
    """What a link into a file may name: its headings, as GitHub writes them, and its own anchors."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file: Path) -> None:
    """A reader would click, and stand before nothing."""
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[file]):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        there = (file.parent / name).resolve() if name else file
        assert there.exists(), target
        assert not anchor or anchor in anchors_of(there.read_text(encoding="utf-8")), target


def typed_on_a_terminal() -> list[str]:
    """Every `kpibot …` that stands in a code block or span."""
    found = []
    for text in OF_TODAY.values():
        blocks = re.findall(r"^    (?:\$ )?((?:[A-Z_]+=\S+ )*kpibot .*)$", text, re.MULTILINE)
        spans = [" ".join(span.split()) for span in re.findall(r"`(kpibot [^`]+)`", text)]
        found += [re.sub(r"^(?:[A-Z_]+=\S+ )+", "", line.split("  ")[0].split(" #")[0]) for line in (*blocks, *spans)]
    return sorted(set(found))


@pytest.mark.parametrize("line", typed_on_a_terminal())
def test_every_terminal_command_is_one(line: str) -> None:
    """A newcomer would type what the guide says, and be told that there is no such thing."""
    command, words = get_command(app), shlex.split(line.replace("…", "x").replace("'", ""))[1:]
    while isinstance(command, TyperGroup):
        assert words, line
        assert words[0] in command.commands, line
        command = command.commands[words.pop(0)]
    options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= {*options, "--help"}, line


def typed_in_slack() -> list[str]:
    """Every `/kpi …` of a code block or span that is no pattern of what may be typed."""
    found = []
    for text in OF_TODAY.values():
        lines = re.findall(r"^    /kpi ?(.*?)(?:   .*)?$", text, re.MULTILINE)
        found += [*lines, *re.findall(r"`/kpi ?([^`]*)`", text)]
    plain = {" ".join(words.split()) for words in found}
    return sorted(words for words in plain if words and not re.search(r"[<\[|…;,·A-Z]", words))


@pytest.mark.parametrize("words", typed_in_slack())
def test_everything_to_type_in_slack_is_understood(words: str) -> None:
    """A reader would be answered with a question."""
    reply = read_command(words, all_commands())

    # The bare words are answered with how to use them.
    assert words in {"help", "export", "explain", "why"} or not isinstance(reply, Say), reply


def test_every_setting_is_one_and_every_one_is_documented() -> None:
    """A setting with a slip does nothing, in silence."""
    named = {name for text in OF_TODAY.values() for name in re.findall(r"\bKPIBOT_[A-Z_]+\b", text)}

    assert {name for name in named if not NOT_OF_THE_BOT.fullmatch(name)} <= SETTINGS | OF_THE_HUB
    assert all(f"`{name}`" in TEXTS[ROOT / "docs" / "settings.md"] for name in SETTINGS)
    told = TEXTS[ROOT / "docs" / "several-companies.md"]
    assert all(f"`{name}`" in told for name in OF_THE_HUB - {"SLACK_API_URL"})


@pytest.mark.parametrize("name", sorted(wanted(ROOT / "docs")))
def test_what_is_written_from_declarations_is_of_this_version(name: str) -> None:
    """The docs would tell of a bot that is no more."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == wanted(ROOT / "docs")[name], "stale: run `make docs`"


def test_the_procfile_starts_what_there_is() -> None:
    """A platform would start nothing, after the deploy."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    commands = {name: line.strip() for name, _, line in (each.partition(":") for each in lines)}

    assert set(commands) == {"release", "all", "web", "worker"}
    for line in commands.values():
        test_every_terminal_command_is_one(re.sub(r"^(?:[A-Z_]+=\S+ )+", "", line))
