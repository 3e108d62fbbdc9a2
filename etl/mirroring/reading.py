"""Brings rows of a relation through the same checks as those of a file, into the staging tables of import."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

from psycopg import sql
from sqlalchemy import Connection, text

from etl.company import Company
from etl.importing.checking import Checker
from etl.importing.reading import BATCH_ROWS, Batch
from etl.importing.staging import Staging
from etl.mirroring.dating import Span
from etl.mirroring.queries import written
from etl.mirroring.shape import Shape

# Told after each batch how many rows were read so far.
RowsRead = Callable[[int], None]


class RelationReader:
    """Stages rows of one relation; memory stays bounded whatever their number."""

    def __init__(self, staging: Staging, shape: Shape, company: Company, tell: RowsRead) -> None:
        self._staging = staging
        self._shape = shape
        self._zone = company.zone
        fields = tuple(shape.columns)
        self._names = [field.name for field in fields]
        self._checker = Checker(fields, tuple(self._names), company.currency)
        self._numbers = count(1)
        self._tell = tell
        self.read = 0

    def stage_days(self, span: Span) -> None:
        """The rows on the compared days, which all lie in the span."""
        # What lies on no day lies in no range either.
        near = self._shape.near if span.first > date.min else sql.SQL("true")
        self._stage(
            sql.SQL(
                "SELECT {cells} FROM {relation} r WHERE {near} AND {day} IN (SELECT day FROM compared_days)"
            ).format(cells=self._shape.cells, relation=self._shape.relation.identifier, near=near, day=self._shape.day),
            span.parameters,
        )

    def stage_moved(self) -> None:
        """The rows that are `missing` on the compared days and lie on others now."""
        query = (
            "SELECT {cells} FROM {relation} r JOIN missing m ON {same} "
            "WHERE {day} NOT IN (SELECT day FROM compared_days)"
        )
        self._stage(
            sql.SQL(query).format(
                cells=self._shape.cells,
                relation=self._shape.relation.identifier,
                same=self._shape.has_key(sql.Identifier("m", self._shape.contract.key[0])),
                day=self._shape.day,
            ),
            {},
        )

    def _stage(self, query: sql.Composable, parameters: dict[str, object]) -> None:
        for rows in _batches(self._staging.connection, written(query), {"zone": self._zone, **parameters}):
            lines = [next(self._numbers) for _ in rows]
            good, refused = self._checker.split(Batch(lines, rows))
            self._staging.copy(self._names, good)
            self._staging.refuse(refused)
            self.read += len(rows)
            self._tell(self.read)
        self._staging.analyze()


def _batches(connection: Connection, query: str, parameters: dict[str, object]) -> Iterator[list[list[str]]]:
    with connection.execute(text(query), parameters, execution_options={"stream_results": True}) as result:
        for rows in result.partitions(BATCH_ROWS):
            # A file has no NULL: an empty cell is one.
            yield [[cell or "" for cell in row] for row in rows]
