"""`kpibot` on a terminal: its own home, its own words, exit codes that scripts can trust."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DatabaseServer, copied
from terminal import Kpibot, over_a_database, run_kpibot

from etl.booking import book_run
from etl.run_records import Trigger
from store.embedded import EmbeddedServer

ORDERS = "id,customer_id,ordered_at,gross_amount\n" + "".join(
    f"o{number},c{number},2026-10-{number % 28 + 1:02}T15:00:00Z,50.00\n" for number in range(40)
)
SPEND = "day,channel,amount\n" + "".join(f"2026-10-{day:02},meta,30\n" for day in range(1, 29))


@pytest.fixture
def kpibot(server: DatabaseServer, template: str) -> Iterator[Kpibot]:
    """Over an empty database."""
    with over_a_database(server, template) as command:
        yield command


@pytest.fixture(scope="module")
def filled(server: DatabaseServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kpibot]:
    """Over forty orders and their spend, published; only to be asked."""
    folder = tmp_path_factory.mktemp("files")
    with over_a_database(server, template) as command:
        for source, content in (("orders", ORDERS), ("spend", SPEND), ("refunds", "id,order_id,refunded_at,amount\n")):
            file = folder / f"{source}.csv"
            file.write_text(content)
            assert command("import", source, str(file), "--complete-to", "2026-10-28").returncode == 0
        assert command("etl", "run").returncode == 0
        yield command


def test_import_prints_an_account_that_adds_up(kpibot: Kpibot, tmp_path: Path) -> None:
    """Whoever imports sees what became of every row."""
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS + "o99,c1,2026-10-01T10:00:00,50\n")

    done = kpibot("import", "orders", str(file))

    assert done.returncode == 0
    account, refusal = done.stdout.splitlines()
    assert account == "orders from orders.csv: read 41 = 40 new + 0 changed + 0 same + 1 refused"
    assert refusal.startswith("  line 42: ordered_at '2026-10-01T10:00:00' has no time zone: write an offset")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("day,amount\n", "kpibot: orders.csv is not a file of orders: its header lacks id, customer_id"),
        ("id,customer_id,ordered_at,gross_amount\no1,c1,yesterday,5\n", "No row of orders.csv could be used"),
    ],
)
def test_a_broken_file_is_a_sentence_and_an_exit_code(
    kpibot: Kpibot, tmp_path: Path, content: str, sentence: str
) -> None:
    """A script stops, and a person knows what to do."""
    file = tmp_path / "orders.csv"
    file.write_text(content)

    done = kpibot("import", "orders", str(file))

    assert done.returncode == 1
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_beside_another_says_who_has_the_lease(server: DatabaseServer, template: str) -> None:
    """Whoever runs the ETL by hand beside the bot reads whom to wait for, and nothing is run twice."""
    with copied(server, template) as database:
        book_run(database, Trigger.DAILY, "replica:7")

        done = run_kpibot(
            {"DATABASE_URL": server.url_of(str(database.engine.url.database))}, "etl", "run", "--wait", "0"
        )

    assert done.returncode == 1
    assert done.stderr.startswith("kpibot: Run 1 is under way since ")
    assert done.stderr.endswith("(replica:7); nothing was changed. Try again when it is over.\n")


def test_channels_that_nothing_knows_are_named_until_they_are_folded_in(
    server: DatabaseServer, template: str, tmp_path: Path
) -> None:
    """Ads under an odd name do not vanish in "other": whoever imports or runs sees them, and what to do."""
    name = server.copy(template)
    url = {"DATABASE_URL": server.url_of(name)}
    orders, spend = tmp_path / "orders.csv", tmp_path / "spend.csv"
    orders.write_text(ORDERS.replace("amount\n", "amount,channel\n").replace("50.00\n", "50.00,Reels\n"))
    spend.write_text(SPEND.replace("2026-10-01,meta", "2026-10-01,Reels").replace("2026-10-02,meta", "2026-10-02,Bing"))

    imported = [run_kpibot(url, "import", file.stem, str(file)).stdout for file in (orders, spend)]
    unknowing = run_kpibot(url, "etl", "run").stdout
    knowing = run_kpibot(url | {"KPIBOT_CHANNELS": "reels = meta, bing = other"}, "etl", "run").stdout
    server.drop(name)

    said = "Channels that no mapping knows count as other: {}. Fold them in with KPIBOT_CHANNELS.\n"
    assert imported[0].endswith(said.format("'Reels' (40 rows)"))
    assert imported[1].endswith(said.format("'Bing' (1 row), 'Reels' (1 row)"))
    assert unknowing.endswith("(first run).\n" + said.format("'Reels' (41 rows), 'Bing' (1 row)"))
    assert knowing.endswith("(redefined run).\n")


def test_ask_prints_one_json_object(filled: Kpibot) -> None:
    """Scripts read decimals as text, days as ISO dates, and the same sentence that Slack shows."""
    done = filled("ask", "cac", "2026-10-01..2026-10-28", "by", "channel", "--json")

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["metric"], answer["value"], answer["unit"], answer["status"]) == ("cac", "21", "money", "none")
    assert answer["period"] == {"start": "2026-10-01", "end": "2026-10-28", "label": "Oct 1 – Oct 28, 2026"}
    # One channel brought the customers, the other the spend.
    assert answer["breakdown"] == {"meta": None, "other": None}
    assert answer["breakdown_reasons"]["other"] == "no ad spend is recorded in these days"
    assert [each["name"] for each in answer["inputs"]] == ["spend", "new_customers"]
    assert answer["sample"] == {"size": 40, "of": "new customers", "minimum": 20}
    assert answer["freshness"]["through"] == "2026-10-28"
    assert len(answer["series"]) == 28
    assert answer["snapshot"] == 1
    assert answer["text"].startswith("CAC: $21.00.")


def test_the_command_line_follows_the_same_policy(filled: Kpibot) -> None:
    """What Slack keeps would be read from any shell that has the settings."""
    kept = filled("ask", "cac", KPIBOT_ACCESS="finance: cac -> U0FIN")
    file = filled("export", "cac", "as", "csv", KPIBOT_ACCESS="finance: cac -> U0FIN")
    named = filled("ask", "cac", "2026-10-01..2026-10-28", KPIBOT_ACCESS="finance: cac -> U0FIN, cli")

    assert (kept.returncode, kept.stdout) == (1, "")
    assert kept.stderr == (
        "kpibot: CAC is only for the group finance: name cli in KPIBOT_ACCESS for the command line.\n"
    )
    assert file.returncode == 1
    assert named.stdout.startswith("CAC: $21.00.")
    kept_lines = filled("audit", "refused", "--csv").stdout.splitlines()
    assert [line.split(",")[1:] for line in kept_lines[:1]] == [["kind", "user", "channel", "words", "outcome", "code"]]
    assert [",cac 30d," in line and ",command line,cli:" in line for line in kept_lines[1:]] == [True, True]


def test_no_value_is_null_with_a_reason(filled: Kpibot) -> None:
    """A script can tell "none" from nought."""
    answer = json.loads(filled("ask", "cac", "2026-10-01..2026-10-03", "--json").stdout)

    assert answer["value"] is None
    assert answer["reason"] == "there are 6 new customers in these days, and it takes at least 20"


def test_as_of_moves_the_closed_day_back(filled: Kpibot) -> None:
    """Last week's report can be run again."""
    answer = json.loads(filled("ask", "orders", "7d", "--as-of", "2026-10-14", "--json").stdout)

    assert (answer["period"]["start"], answer["period"]["end"], answer["value"]) == ("2026-10-08", "2026-10-14", "12")


def test_ask_draws_the_picture(filled: Kpibot, tmp_path: Path) -> None:
    """The picture of a terminal is the picture of Slack."""
    file = tmp_path / "orders.png"

    assert filled("ask", "orders", "--png", str(file)).returncode == 0

    assert file.read_bytes().startswith(b"\x89PNG")


def test_words_that_are_no_question_are_asked_about(kpibot: Kpibot) -> None:
    """A typo is answered with what was probably meant, and a code of its own."""
    done = kpibot("ask", "revnue", "90d")

    assert done.returncode == 2
    assert "I don't know “revnue”." in done.stdout
    assert "Revenue, 90d" in done.stdout


def test_a_wrong_setting_is_named_and_its_secret_kept() -> None:
    """All faults at once, in a sentence, without the password."""
    done = run_kpibot(
        {"KPIBOT_ZONE": "Mars/Olympus", "KPIBOT_CURRENCY": "dollars", "DATABASE_URL": "postgresql://u:s3cret@h/d"},
        "ask",
        "orders",
    )

    assert done.returncode == 1
    assert "'Mars/Olympus' is no time zone" in done.stderr
    assert "KPIBOT_CURRENCY" in done.stderr
    assert "s3cret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreachable_database_is_a_sentence() -> None:
    """Not a page of trace, and not the password."""
    done = run_kpibot({"DATABASE_URL": "postgresql://u:s3cret@127.0.0.1:9/none"}, "ask", "orders")

    assert done.returncode == 1
    assert done.stderr.startswith("kpibot: The database can't be reached")
    assert "s3cret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_run_without_tokens_says_which(kpibot: Kpibot) -> None:
    """A forgotten token is named, and the way to try without one."""
    done = kpibot("run")

    assert done.returncode == 1
    assert "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN" in done.stderr


def test_without_a_database_kpibot_brings_its_own_and_keeps_it_in_its_home(tmp_path: Path) -> None:
    """Nothing to install, and two homes never touch each other."""
    file, homes = tmp_path / "orders.csv", [tmp_path / "one", tmp_path / "two"]
    file.write_text(ORDERS)

    for home, command in zip(homes, (["import", "orders", str(file)], ["etl", "run"]), strict=True):
        assert run_kpibot({"KPIBOT_HOME": str(home)}, *command).returncode == 0

    first, second = (run_kpibot({"KPIBOT_HOME": str(home)}, "etl", "run").stdout for home in homes)
    assert first.startswith("Published snapshot 1")
    assert second.startswith("Nothing changed")
    for home in homes:
        EmbeddedServer(home).destroy()


def test_a_day_is_closed_by_who_loads_and_accepted_by_who_knows(kpibot: Kpibot, tmp_path: Path) -> None:
    """Last day's orders count once the loader says that they are all there; an odd day once somebody vouches for it."""
    orders, spend = tmp_path / "orders.csv", tmp_path / "spend.csv"
    orders.write_text(ORDERS)
    spend.write_text(SPEND.replace("2026-10-20,meta,30", "2026-10-20,meta,0"))
    for file in (orders, spend):
        kpibot("import", file.stem, str(file))
    kpibot("etl", "run")

    completed = kpibot("etl", "complete", "orders", "2026-10-28")
    accepted = kpibot("etl", "accept", "2026-10-20", "spend", "--reason", "Meta was paused", "--by", "fin")
    again = kpibot("etl", "accept", "2026-10-20", "spend", "--reason", "Meta was paused")

    assert completed.stdout == "orders are complete to 2026-10-28. Published as snapshot 2.\n"
    assert accepted.stdout == (
        "Accepted for spend of 2026-10-20: meta's ad spend is all zero. Published as snapshot 3.\n"
    )
    assert again.returncode == 1
    assert again.stderr == "kpibot: Nothing was found about spend on 2026-10-20 that would need accepting.\n"


def test_an_older_snapshot_answers_as_it_did(kpibot: Kpibot, tmp_path: Path) -> None:
    """What stood in last week's mail can be had again; a snapshot that never was is a sentence."""
    orders = tmp_path / "orders.csv"
    for content in (ORDERS, ORDERS + "late,c99,2026-10-05T15:00:00Z,25.00\n"):
        orders.write_text(content)
        kpibot("import", "orders", str(orders), "--complete-to", "2026-10-28")
        kpibot("etl", "run")

    newest, first = (kpibot("ask", "revenue", "2026-10", *more).stdout for more in ((), ("--as-of-snapshot", "1")))
    never = kpibot("ask", "revenue", "--as-of-snapshot", "9")

    assert ("$2,025" in newest, "$2,000" in first) == (True, True)
    assert never.stderr == "kpibot: Snapshot 9 is not kept; the nearest that is: 2.\n"
