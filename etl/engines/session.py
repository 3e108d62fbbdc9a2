"""The sources of one engine under their own names, read by their contracts, for the transforms to be run over."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from etl.company import Company
from etl.contracts import IMPORTED, ORDERS, Contract
from etl.engines import contracted
from etl.engines.engine import Engine, EngineError, Row, quoted
from etl.meanings import TYPES

_DAY = timedelta(days=1)


class Session:
    """What one reading defines on an open engine."""

    def __init__(self, engine: Engine, company: Company) -> None:
        from etl.engines.dialect import Translator  # noqa: PLC0415  # an optional extra: whoever has opened an engine has it

        self._engine = engine
        self._company = company
        self._translator = Translator(engine.dialect, {**company.parameters, "currency": company.currency})
        # By source, where the engine has it.
        self._columns: dict[str, Mapping[str, str]] = {}

    @property
    def place(self) -> str:
        return self._engine.place

    @property
    def zone(self) -> str:
        """The company's, which days are of."""
        return self._company.zone

    @property
    def present(self) -> tuple[str, ...]:
        """The sources that the engine has."""
        return tuple(self._columns)

    def attach(self, sources: Collection[str]) -> None:
        """Make these readable under their names; every other source is there too, and empty.

        Raises EngineError for a relation that does not fit its contract, and where there are none.
        """
        self._define_spellings()
        for contract in IMPORTED.values():
            found = self._engine.attach(contract.source, _raw(contract)) if contract.source in sources else None
            self._define_source(contract, found)
        wanted = ORDERS.source if ORDERS.source in sources else None
        if not self._columns or (wanted and wanted not in self._columns):
            raise EngineError(f"There is no relation {wanted or ' or '.join(sorted(sources))} at {self.place}.")

    def define(self, name: str, select: str, *, is_kept: bool = False) -> None:
        """Let queries read a SELECT under a name; computed once where it is kept."""
        (self._engine.keep if is_kept else self._engine.define)(name, self._translator.define(name, select))

    def rows(self, select: str) -> Iterator[Row]:
        """The rows of a SELECT, which is PostgreSQL's."""
        return self._engine.rows(self._translator.translate(select))

    def check(self) -> None:
        """Raise EngineError where a row breaks its contract: what is wrong is not added up."""
        for contract in self._present():
            self._check(contract, _cells(contract), contract.source)

    def narrow(self, since: date) -> tuple[str, ...]:
        """Define `recent_<source>` of every source that is there: its rows from a local day on, checked.

        Returns which they are. Where files lie in partitions by day, only the last are read.
        """
        for contract in self._present():
            columns = self._columns[contract.source]
            near = " AND ".join(_near(contract, columns, since)) or "true"
            cells, recent = f"recent_cells_{contract.source}", recent_name(contract.source)
            self.define(cells, f"{contracted.cells(contract, _raw(contract), columns)} WHERE {near}")
            day = contracted.local_day(contract)
            rows = contracted.rows(contract, cells)
            self.define(recent, f"SELECT *, {day} AS local_day FROM ({rows}) AS r WHERE {day} >= date '{since}'")  # noqa: S608  # declared names and a date
            self._check(contract, cells, recent)
        return self.present

    def _present(self) -> Iterator[Contract]:
        return (IMPORTED[source] for source in self._columns)

    def _define_source(self, contract: Contract, columns: Mapping[str, str] | None) -> None:
        if columns is None:
            self.define(_cells(contract), _nothing(contract))
        else:
            kinds = self._translator.attach(_raw(contract), columns)
            faults = contracted.faults_of_columns(contract, columns, kinds)
            if faults:
                raise EngineError(f"{contract.source} at {self.place} can't be read: {'; '.join(faults)}.")
            self._columns[contract.source] = kinds
            self.define(_cells(contract), contracted.cells(contract, _raw(contract), columns))
        self.define(contract.source, contracted.rows(contract, _cells(contract)))

    def _check(self, contract: Contract, cells: str, rows: str) -> None:
        faults = [*self._broken(contract, cells), *self._repeated(contract, rows)]
        if faults:
            raise EngineError(
                f"{contract.source} at {self.place} has {'; '.join(faults)}. Nothing is published from it until that "
                "is mended there, or left out by a view of that name."
            )

    def _broken(self, contract: Contract, cells: str) -> Iterator[str]:
        select, meanings = contracted.broken(contract, cells, self._columns[contract.source])
        for count, meaning in zip(next(self.rows(select)), meanings, strict=True):
            if count:
                yield f"{count} {'row' if count == 1 else 'rows'} whose {meaning}"

    def _repeated(self, contract: Contract, rows: str) -> Iterator[str]:
        count = next(self.rows(contracted.repeated(contract, rows)))[0]
        if count:
            yield f"{count} {'row' if count == 1 else 'rows'} too many of the same {', '.join(contract.key)}"

    def _define_spellings(self) -> None:
        spellings = self._company.spellings.items()
        self.define(
            "channel_spellings",
            " UNION ALL ".join(
                f"SELECT {literal(each)} AS spelling, {literal(channel)} AS channel" for each, channel in spellings
            ),
        )


def recent_name(source: str) -> str:
    """What the rows of a source's last days are kept under."""
    return f"recent_{source}"


def literal(words: str) -> str:
    """A text in SQL."""
    return f"CAST({quoted(words)} AS text)"


def literals(words: Iterable[str]) -> str:
    """Texts in SQL, as a list that a value may be among."""
    return ", ".join(map(quoted, words))


def _raw(contract: Contract) -> str:
    return f"raw_{contract.source}"


def _cells(contract: Contract) -> str:
    return f"cells_{contract.source}"


def _nothing(contract: Contract) -> str:
    cells = ", ".join(f"CAST(NULL AS {TYPES[each.kind]}) AS {each.name}" for each in contract.of_relation)
    return f"SELECT * FROM (SELECT {cells}) AS nothing WHERE false"  # noqa: S608  # declared names


def _near(contract: Contract, columns: Mapping[str, str], since: date) -> Iterator[str]:
    """Conditions that rows from a local day on meet, with few besides, for the engine to skip files by."""
    field = contract.dated
    # A day more on either side, for every zone.
    earliest = since - _DAY
    moment = datetime(earliest.year, earliest.month, earliest.day, tzinfo=UTC).isoformat(sep=" ")
    column = str(field.among(columns))
    # A day that is written as text is compared once it is read, and skips no file.
    at = {"TIMESTAMPTZ": f"CAST('{moment}' AS timestamptz)", "DATE": f"date '{earliest}'"}.get(columns[column])
    if at:
        yield f'r."{column}" >= {at}'
    if column != "day" and columns.get("day") == "DATE":
        yield f"r.day >= date '{earliest}'"
