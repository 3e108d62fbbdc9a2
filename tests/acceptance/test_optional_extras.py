"""Whoever installs kpibot without its extras, as `make demo` does, has a kpibot that starts."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

_PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_EXTRAS = [
    re.split(r"[\[<>=]", requirement)[0].replace("-", "_")
    for extra, requirements in _PROJECT["optional-dependencies"].items()
    if extra != "build"
    for requirement in requirements
]
_WITHOUT_THEM = """
import sys
from importlib import import_module

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
import_module({module!r})
"""


@pytest.mark.parametrize(
    "module", ["bot.cli.main", "bot.service", "bot.demo", "bot.worker", "etl.run", "sandbox.__main__"]
)
def test_what_starts_needs_no_optional_extra(module: str) -> None:
    """A newcomer's first command would end in a traceback, though every test passes where everything is installed."""
    assert {"sqlglot", "duckdb", "pyspark", "cryptography", "pandas"} <= set(_EXTRAS)
    script = _WITHOUT_THEM.format(absent=set(_EXTRAS), module=module)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603  # our own

    assert done.returncode == 0, done.stderr[-600:]
