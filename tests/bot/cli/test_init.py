"""`kpibot init`: questions in, a `.env` out that loses nothing."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.env_file import named_in, with_settings

GOOD = ("xoxb-1-a", "", "xapp-1-b", "", "Europe/Berlin", "EUR")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that one stands in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(*lines: str, words: tuple[str, ...] = ("init",)) -> str:
    """What the terminal shows."""
    done = CliRunner().invoke(app, [*words], input="".join(f"{line}\n" for line in lines))
    assert done.exit_code == 0, done.output
    return done.output


def test_what_was_asked_for_is_in_the_file_and_nobody_else_can_read_it(folder: Path) -> None:
    """Tokens in a file that all may read, or on the screen, are not secret any more."""
    shown = answered(*GOOD)

    file = folder / ".env"
    assert file.read_text(encoding="utf-8").splitlines() == [
        "SLACK_BOT_TOKEN=xoxb-1-a",
        "SLACK_APP_TOKEN=xapp-1-b",
        "KPIBOT_ZONE=Europe/Berlin",
        "KPIBOT_CURRENCY=EUR",
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "xoxb-1-a" not in shown
    assert [each.name for each in folder.iterdir()] == [".env"]


def test_a_wrong_answer_is_asked_again_with_what_is_wrong(folder: Path) -> None:
    """The two tokens in each other's place are noticed while one still has the page open."""
    shown = answered("xapp-1-b", *GOOD[:3], "mysql://x", "postgres://u:p@h/db", "Berlin", *GOOD[4:])

    assert "It begins with xoxb-." in shown
    assert "It looks like postgresql://" in shown
    assert "It is a name such as America/Toronto" in shown
    assert "DATABASE_URL=postgres://u:p@h/db" in (folder / ".env").read_text(encoding="utf-8")


def test_what_is_there_stays_and_is_not_asked_for(folder: Path) -> None:
    """Who runs it a second time loses no line that was written by hand."""
    own = "# ours\nKPIBOT_DIGESTS='executive -> C012AB3CD'\nexport SLACK_BOT_TOKEN=xoxb-old\n"
    (folder / ".env").write_text(own, encoding="utf-8")
    answered(*GOOD[1:])
    after = (folder / ".env").read_text(encoding="utf-8")

    assert after.startswith(own)
    assert "SLACK_APP_TOKEN=xapp-1-b" in after
    # A database of its own was chosen by saying nothing, so it is asked once more.
    assert "has all of it" not in answered("", "")
    answered(*GOOD, words=("init", "--again"))
    assert "SLACK_BOT_TOKEN=xoxb-1-a" in (folder / ".env").read_text(encoding="utf-8")
    assert "# ours" in (folder / ".env").read_text(encoding="utf-8")


def test_only_lines_that_set_something_are_settings() -> None:
    """A token that is commented out is not there."""
    assert named_in("# A=1\n B = 2\nexport C=3\nnothing\n") == {"B", "C"}


def test_a_value_that_no_line_can_hold_is_refused() -> None:
    """A line break in a pasted token would become another setting."""
    assert with_settings("A=1\n", {"A": "a b"}) == "A='a b'\n"
    with pytest.raises(ValueError, match="A has a line break"):
        with_settings("", {"A": "x\nB=2"})
    with pytest.raises(ValueError, match="A has a quotation mark"):
        with_settings("", {"A": "it's"})


def test_for_http_mode_it_asks_for_the_signing_secret_in_place_of_the_app_token(folder: Path) -> None:
    """Who can't use Socket Mode would be asked for a token that they have not got."""
    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    shown = answered("xoxb-1-a", "0.0.0.0:99999", "0.0.0.0:3000", "xapp-1-b", secret, "", "Europe/Berlin", "EUR")
    lines = (folder / ".env").read_text(encoding="utf-8").splitlines()

    assert "is no address to listen at" in shown
    assert "It is a row of letters and digits, and no token" in shown
    assert lines[1:3] == ["KPIBOT_HTTP=0.0.0.0:3000", f"SLACK_SIGNING_SECRET={secret}"]
    assert not any(line.startswith("SLACK_APP_TOKEN") for line in lines)
    assert secret not in shown
