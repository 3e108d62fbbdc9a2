"""A Spark cluster: tables of a database in its catalog, or Parquet in a folder that every worker sees."""

from collections.abc import Iterator, Mapping
from threading import Lock

from py4j.protocol import Py4JError
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import DataFrame, SparkSession

from etl.engines.dialect import SPARK
from etl.engines.engine import EngineError, Row

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    # A number that does not fit is an error, not NULL.
    "spark.sql.ansi.enabled": "true",
    # As PostgreSQL, which keeps every digit of a product.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
}


_ERRORS = (PySparkException, Py4JError)

# A process has one context at a time, and whoever asks for another gets that one: readings follow one another.
_alone = Lock()


class SparkEngine:
    """One session of its own on a cluster (spark://host:7077) or on a Spark Connect server (sc://host:15002)."""

    dialect = SPARK

    def __init__(self, master: str, place: str, database: str, folder: str | None) -> None:
        self.place = place
        self._database, self._folder = database, folder
        _alone.acquire()
        try:
            self._session = _session_on(master)
        except (*_ERRORS, RuntimeError) as error:
            _alone.release()
            raise self._failed(error) from error

    def attach(self, source: str, name: str) -> Mapping[str, str] | None:
        try:
            frame = self._frame(source)
            if frame is None:
                return None
            frame.createOrReplaceTempView(name)
            return dict(frame.dtypes)
        except _ERRORS as error:
            raise self._failed(error) from error

    def define(self, name: str, select: str) -> None:
        self._run(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS {select}")

    def keep(self, name: str, select: str) -> None:
        self._run(f"CACHE TABLE {name} AS {select}")

    def rows(self, select: str) -> Iterator[Row]:
        try:
            for row in self._session.sql(select).toLocalIterator():
                yield tuple(row)
        except _ERRORS as error:
            raise self._failed(error) from error

    def close(self) -> None:
        try:
            # Executors that wait are the company's machines; nobody waits for them until the next run.
            self._session.stop()
        finally:
            _alone.release()

    def _frame(self, source: str) -> DataFrame | None:
        if self._folder is None:
            table = f"{self._database}.{source}"
            return self._session.table(table) if self._session.catalog.tableExists(table) else None
        try:
            return self._session.read.parquet(f"{self._folder}/{source}")
        except AnalysisException as error:
            if error.getCondition() == "PATH_NOT_FOUND":
                return None
            raise

    def _run(self, statement: str) -> None:
        try:
            self._session.sql(statement)
        except _ERRORS as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> EngineError:
        return EngineError(f"Spark at {self.place} can't be used: {str(error).splitlines()[0]}")


def _session_on(master: str) -> SparkSession:
    builder = SparkSession.builder.appName("kpibot")
    session = (builder.remote(master) if master.startswith("sc://") else builder.master(master)).getOrCreate()
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    return session
