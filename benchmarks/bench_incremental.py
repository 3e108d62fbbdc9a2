"""Incremental runs after changes among the last month's orders, against full builds; for a company and one of a tenth.

Run: make bench, or python benchmarks/bench_incremental.py [ORDERS] [ROUNDS]

The full build is the fastest of those tried in this run; each is `run_etl(full=True)` on a server set as it says.
docs/performance.md has a run of it over ten million orders.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from statistics import median

from large_company import change, fill
from side_by_side import database, goal, seconds, show
from sqlalchemy import text

from etl.company import Company
from etl.run import run_etl
from store.database import Database

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
# As a server has that so many orders lie on; both kinds of runs are measured on it.
SHARED_BUFFERS = "4GB"
# A hundredth of a full build, where the table is large.
MOST_PERCENT = 1.0
CHANGES = (0, 10, 100, 1_000)
# A run itself sets what helps (work_mem, no JIT); these are the settings around it.
TUNINGS = {
    "as shipped": {},
    "no parallel workers": {"max_parallel_workers_per_gather": "0"},
    "four parallel workers, cheap": {
        "max_parallel_workers_per_gather": "4",
        "parallel_setup_cost": "0",
        "parallel_tuple_cost": "0",
    },
    "large local buffers": {"temp_buffers": "1GB", "hash_mem_multiplier": "4", "effective_cache_size": "8GB"},
}


@contextmanager
def tuned(target: Database, settings: dict[str, str]) -> Iterator[None]:
    """New connections have these settings."""
    role = target.engine.url.username
    with target.write() as connection:
        for name, value in settings.items():
            connection.execute(text(f"ALTER ROLE \"{role}\" SET {name} = '{value}'"))
    target.engine.dispose()
    try:
        yield
    finally:
        with target.write() as connection:
            connection.execute(text(f'ALTER ROLE "{role}" RESET ALL'))
        target.engine.dispose()


def full_builds(target: Database) -> dict[str, float]:
    """The seconds of a full build under each tuning; first of all the one that fills the empty tables."""
    taken = {"first, into empty tables": seconds(lambda: run_etl(target, Company(), NOW))}
    for name, settings in TUNINGS.items():
        with tuned(target, settings):
            taken[name] = seconds(lambda: run_etl(target, Company(), NOW, full=True))
    return taken


def incremental_runs(targets: dict[str, Database], rounds: int) -> dict[tuple[str, int], float]:
    """The median seconds of a run after so many changes to each company; companies and numbers in turn."""
    taken: dict[tuple[str, int], list[float]] = {(name, changes): [] for changes in CHANGES for name in targets}
    for of_round in range(rounds + 1):
        for (name, changes), kept in taken.items():
            change(targets[name], changes)
            took = seconds(partial(run_etl, targets[name], Company(), NOW))
            # The first round warms up.
            if of_round:
                kept.append(took)
    return {key: median(values) for key, values in taken.items()}


def main() -> None:
    """Measure and print."""
    orders, rounds = (int(argument) for argument in (*sys.argv[1:], "300000", "5")[:2])
    with database(SHARED_BUFFERS) as small, database(SHARED_BUFFERS) as large:
        targets = {f"{fill(small, orders // 10):,}": small, f"{fill(large, orders):,}": large}
        of_small, of_large = targets
        run_etl(small, Company(), NOW)
        full = full_builds(large)
        show(f"Full builds over {of_large} orders", {name: f"{took:.1f} s" for name, took in full.items()})
        incremental = incremental_runs(targets, rounds)
    fastest = min(full.values())
    for changes in CHANGES:
        took, of_tenth = incremental[of_large, changes], incremental[of_small, changes]
        show(
            f"A run after {changes:,} changes among the last month's orders, median of {rounds}",
            {
                f"{of_large} orders": f"{took:.3f} s, 1/{fastest / took:,.0f} of the fastest full build",
                "% of the fastest full build": goal(took / fastest * 100, MOST_PERCENT, " %"),
                f"{of_small} orders": f"{of_tenth:.3f} s; with ten times the orders {took / of_tenth:.2f} times that",
            },
        )


if __name__ == "__main__":
    main()
