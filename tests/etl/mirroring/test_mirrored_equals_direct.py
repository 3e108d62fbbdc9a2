"""Whatever happens in a company's own tables, mirroring ends where writing the same rows directly would."""

from random import Random

from aggregates import tables_of
from histories import Step, forget_everything, play, random_history
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from moments import NOW
from shops import Shop
from sqlalchemy import select

from etl.company import Company
from etl.mirroring import Depth, Mirroring
from etl.run import run_etl
from store.database import Database, open_database
from store.tables import SOURCE_TABLES

# As in the property of incremental runs: a history of real runs is not shrunk, but replayed from its seed.
_ON_A_DATABASE = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _has_changed(done: Mirroring) -> bool:
    return any(each.has_changed for each in done.sources)


def _sources_of(database: Database) -> dict[str, set[tuple[object, ...]]]:
    with database.read() as connection:
        return {table.name: {tuple(row) for row in connection.execute(select(table))} for table in SOURCE_TABLES}


def _play_in_the_shop(shop: Shop, history: list[Step], dice: Random) -> None:
    """The same statements on the shop's own tables; in the place of runs, mirrorings of some depth and then runs."""

    def mirror_and_run() -> None:
        shop.mirror(dice.choice([Depth.RECENT, Depth.DAYS]))
        run_etl(shop.database, shop.company, NOW)

    own = shop.database.engine.url.render_as_string(hide_password=False)
    tables = open_database(own, schema="shop")
    play(tables, history, mirror_and_run)
    tables.close()


@settings(_ON_A_DATABASE, max_examples=6)
@given(seed=st.integers(0, 2**32))
def test_mirroring_ends_where_direct_writing_does(database: Database, shop: Shop, seed: int) -> None:
    """New, changed, moved and deleted rows reach the numbers from tables without triggers, once each."""
    history = random_history(seed)
    forget_everything(database)
    shop.empty()
    mirrored = shop.mirroring_everything()

    play(database, [step for step in history if step.sql != "RUN"], lambda: None)
    run_etl(database, Company(), NOW)
    _play_in_the_shop(mirrored, history, Random(seed))  # noqa: S311  # a reproducible draw
    mirrored.mirror(Depth.DAYS)
    by_rows = mirrored.mirror(Depth.ROWS)
    run_etl(shop.database, mirrored.company, NOW)

    assert _sources_of(shop.database) == _sources_of(database)
    assert tables_of(shop.database) == tables_of(database)
    # The rows of a relation without updated_at are hashed: fingerprints have missed nothing.
    assert not _has_changed(by_rows)
