"""`kpibot doctor` on a terminal."""

from databases import DatabaseServer
from terminal import over_a_database


def test_the_doctor_says_what_to_do_and_fails_where_something_must_be_done(
    server: DatabaseServer, template: str
) -> None:
    """A set-up script stops where a person must do something."""
    with over_a_database(server, template) as kpibot:
        done = kpibot("doctor")

    assert done.returncode == 1
    assert "BAD   bot token: SLACK_BOT_TOKEN is not set" in done.stdout
    assert "ok    pictures: one was drawn" in done.stdout
    assert "note  numbers: none have been computed yet" in done.stdout
    assert "2 of " in done.stdout.splitlines()[-1]
    assert done.stderr == ""
