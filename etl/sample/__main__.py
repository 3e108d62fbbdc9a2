"""`python -m etl.sample OUT_DIR --last-day 2026-11-22`: write the sample company's files and say what is in them."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from etl.sample.company import make_company
from etl.sample.files import write_company
from etl.sample.summary import summary


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files and print the summary."""
    options = _parser().parse_args(arguments)
    company = make_company(options.last_day, seed=options.seed, days=options.days)
    write_company(options.folder, company, ugly=not options.clean)
    for line in summary(company):
        print(line)  # noqa: T201 - a command's output


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl.sample", description="Write the files of a sample company.")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR", help="where the .csv files go")
    parser.add_argument("--last-day", type=date.fromisoformat, required=True, help="the last day, like 2026-11-22")
    parser.add_argument("--seed", type=int, default=7, help="another number makes another company")
    parser.add_argument("--days", type=int, default=730, help="how long the history is")
    parser.add_argument("--clean", action="store_true", help="leave the ugly rows out")
    return parser


if __name__ == "__main__":
    main()
