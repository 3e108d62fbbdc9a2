"""Opens the engine of an address; each is an optional extra, imported where it is used."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from sqlalchemy.engine import make_url

from etl.engines.addresses import EngineKind, SourceAddress
from etl.engines.engine import Engine, EngineError

_EXTRA: Mapping[EngineKind, str] = {
    EngineKind.POSTGRES: "source",
    EngineKind.DUCKDB: "duckdb",
    EngineKind.SPARK: "spark",
}


@contextmanager
def opened(address: SourceAddress) -> Iterator[Engine]:
    """A session on the engine. Raises EngineError where it is not installed, or can't be reached."""
    try:
        import_module("sqlglot")
        engine = _engine_at(address)
    except ImportError as error:
        raise EngineError(
            f"SOURCE_URL needs {error.name}, which is not installed: pip install 'kpibot[{_EXTRA[address.kind]}]'."
        ) from error
    try:
        yield engine
    finally:
        engine.close()


def _engine_at(address: SourceAddress) -> Engine:
    match address.kind:
        case EngineKind.POSTGRES:
            from etl.engines.on_postgres import PostgresEngine  # noqa: PLC0415  # an optional extra

            return PostgresEngine(make_url(address.url), address.place, address.namespace)
        case EngineKind.DUCKDB:
            from etl.engines.on_duckdb import DuckDbEngine  # noqa: PLC0415  # as above

            return DuckDbEngine(Path(str(address.folder)))
        case EngineKind.SPARK:
            from etl.engines.on_spark import SparkEngine  # noqa: PLC0415  # as above

            return SparkEngine(address.url, address.place, address.namespace, address.folder)
