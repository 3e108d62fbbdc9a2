"""Opens the engine of an address; each is an optional extra, imported where it is used."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

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
        engine: Engine = _OPENERS[address.kind](address)
    except ImportError as error:
        raise EngineError(
            f"SOURCE_URL needs {error.name}, which is not installed: pip install 'kpibot[{_EXTRA[address.kind]}]'."
        ) from error
    try:
        yield engine
    finally:
        engine.close()


def _postgres(address: SourceAddress) -> Engine:
    module: Any = import_module("etl.engines.on_postgres")
    engine: Engine = module.PostgresEngine(make_url(address.url), address.place, address.namespace)
    return engine


def _duckdb(address: SourceAddress) -> Engine:
    module: Any = import_module("etl.engines.on_duckdb")
    engine: Engine = module.DuckDbEngine(Path(str(address.folder)))
    return engine


def _spark(address: SourceAddress) -> Engine:
    module: Any = import_module("etl.engines.on_spark")
    engine: Engine = module.SparkEngine(address.url, address.place, address.namespace, address.folder)
    return engine


_OPENERS: Mapping[EngineKind, Callable[[SourceAddress], Engine]] = {
    EngineKind.POSTGRES: _postgres,
    EngineKind.DUCKDB: _duckdb,
    EngineKind.SPARK: _spark,
}
