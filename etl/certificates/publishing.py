"""Puts changed certificates in the place of those that stood, which go to history as superseded by the snapshot."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, literal, select, tuple_

from store.certificates import Certificate
from store.tables import certificates, certificates_history

_AT_ONCE = 1_000


class CertificateChanges:
    """Certificates to be published and to be withdrawn, of one run. It writes nothing before `publish`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._withdrawn: set[tuple[str, date]] = set()
        self._new: list[Certificate] = []

    def __bool__(self) -> bool:
        return bool(self._withdrawn or self._new)

    def replace(self, standing: Certificate | None, certificate: Certificate) -> None:
        """Let this one stand in the other's place, if it says anything else."""
        if standing == certificate:
            return
        if standing:
            self._withdrawn.add((standing.source, standing.day))
        self._new.append(certificate)

    def withdraw_outside(self, source: str, first: date, last: date) -> None:
        """No day before a source's first has a certificate, nor one long after its last."""
        self._withdraw(and_(certificates.c.source == source, ~certificates.c.day.between(first, last)))

    def withdraw_other_sources(self, sources: Iterable[str]) -> None:
        """Nor has a source without a row."""
        self._withdraw(certificates.c.source.not_in([str(source) for source in sources]))

    def publish(self, snapshot_id: int) -> None:
        """Write them as part of this snapshot."""
        keys = sorted(self._withdrawn)
        for start in range(0, len(keys), _AT_ONCE):
            self._supersede(keys[start : start + _AT_ONCE], snapshot_id)
        rows = [
            {
                "source": each.source,
                "day": each.day,
                "status": each.status,
                "rows": each.rows,
                "findings": [finding.as_json() for finding in each.findings],
                "snapshot_id": snapshot_id,
            }
            for each in self._new
        ]
        if rows:
            self._connection.execute(insert(certificates), rows)

    def _withdraw(self, condition: ColumnElement[bool]) -> None:
        query = select(certificates.c.source, certificates.c.day).where(condition)
        self._withdrawn.update((source, day) for source, day in self._connection.execute(query))

    def _supersede(self, keys: list[tuple[str, date]], snapshot_id: int) -> None:
        these = tuple_(certificates.c.source, certificates.c.day).in_(keys)
        superseded = select(*certificates.columns, literal(snapshot_id)).where(these)
        names = [column.name for column in certificates_history.columns]
        self._connection.execute(insert(certificates_history).from_select(names, superseded))
        self._connection.execute(delete(certificates).where(these))
