"""The same arguments, the same bytes: on any machine, with any version of Python or its libraries."""

import ast
import hashlib
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import etl.sample
from etl.sample import SampleFiles, write_sample_company
from etl.sample.__main__ import main

LAST_DAY = date(2026, 11, 22)
# Tables that came later, each by itself: the first ones must not change by a digit for them.
PINNED_LATER = {
    "touchpoints": "94c0d1c270642126ea1d67817745736db15853ace7308fc4bd002616483cac5a",
    "forecasts": "171a197fcaa2ac2754301adca2fabd90f3195eb59d96fc737a9be3338f6aaabc",
    "experiments": "40c7eb2283b7a591eb1613a3d7d861a1c29f91600ac89ef37a78568ce4dcc2e3",
    "experiment_results": "7ae75dbce6f3db0252949ee82693eeb5bdad6496399f34ea8a9b2ef7be16b08d",
}


def digest(files: SampleFiles | SimpleNamespace) -> str:
    """One hash over all the files."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in vars(files).values())).hexdigest()


def small(folder: Path, *, seed: int = 7, last_day: date = LAST_DAY) -> SampleFiles:
    """A company of 120 days."""
    return write_sample_company(folder, last_day, seed=seed, days=120)


def test_a_small_company_is_pinned(tmp_path: Path) -> None:
    """Two people would talk about the same demo and see different numbers."""
    files = vars(small(tmp_path))
    later = {name: hashlib.sha256(files.pop(name).read_bytes()).hexdigest() for name in PINNED_LATER}

    assert digest(SimpleNamespace(**files)) == "2da1366504f85a967234438f9e0000980bf1d0f71d6fff411657b7e0904d1674"
    assert later == PINNED_LATER


def test_writing_again_writes_the_same_over_it(tmp_path: Path) -> None:
    """A second `make demo` on the same day would import every row as changed."""
    first = digest(small(tmp_path))

    assert digest(small(tmp_path)) == first


def test_another_seed_or_day_is_another_company(tmp_path: Path) -> None:
    """The arguments would be decoration."""
    companies = (
        small(tmp_path / "a"),
        small(tmp_path / "b", seed=8),
        small(tmp_path / "c", last_day=date(2026, 11, 21)),
    )

    assert len({digest(files) for files in companies}) == 3


def test_a_single_day_is_a_company_too(tmp_path: Path) -> None:
    """Whoever needs a tiny company for a test would meet an error about a missing ugly row."""
    files = write_sample_company(tmp_path, LAST_DAY, days=1)

    assert all(line.split(",")[2].startswith("2026-11-22") for line in files.orders.read_text().splitlines()[1:])
    assert files.refunds.read_text() == "id,order_id,refunded_at,amount\n"


def test_no_history_is_refused_in_words(tmp_path: Path) -> None:
    """A wrong number of days would end in three empty files."""
    with pytest.raises(ValueError, match="at least one day of history, not 0"):
        write_sample_company(tmp_path, LAST_DAY, days=0)


def test_the_command_writes_what_the_function_writes_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Someone who looks into the files by hand would look at another company than the demo's."""
    expected = small(tmp_path / "function")

    main([str(tmp_path / "command"), "--last-day", "2026-11-22", "--days", "120"])

    assert (tmp_path / "command" / "orders.csv").read_bytes() == expected.orders.read_bytes()
    said = capsys.readouterr().out
    assert "2026-07-26 to 2026-11-22" in said
    assert "dance-challenge (tiktok)" in said
    assert "'Pinterest' is counted as other" in said


def test_the_generator_stands_alone() -> None:
    """A change of the engine could change the data that the engine is checked with."""
    folder = Path(etl.sample.__file__).parent
    imported = {
        name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imports(node)
    }

    assert {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names} == {
        name for name in imported if name.startswith("etl.sample")
    }


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
