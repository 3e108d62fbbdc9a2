"""What a run's differences are sums of: source rows as one side has them, or what is published, each with its sign."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from etl.sides import Side
from etl.transforms import DATED, KEPT, read_transform
from store.tables import Aggregate


@dataclass(frozen=True)
class Days:
    """An inclusive run of local days that a rebuild is confined to."""

    start: date
    end: date

    def in_whole_buckets(self) -> "Days":
        """The days, widened to whole weeks and months: what counts a month is built from all of it or not at all."""
        first, last = self.start, self.end
        return Days(
            min(first - timedelta(days=first.weekday()), first.replace(day=1)),
            max(last + timedelta(days=6 - last.weekday()), last.replace(day=monthrange(last.year, last.month)[1])),
        )


@dataclass(frozen=True)
class Confined:
    """Which rows of an aggregate a term speaks of: all, or those keyed within the run's days, or all others."""

    condition: str

    def where(self, aggregate: Aggregate) -> str:
        return self.condition.format(day=aggregate.day_key)


ANYWHERE = Confined("")
WITHIN = Confined(" WHERE {day} BETWEEN :start AND :end")
OUTSIDE = Confined(" WHERE {day} NOT BETWEEN :start AND :end")


@dataclass(frozen=True)
class Computed:
    """What the transforms make of a side's rows. Its kept relations are temporary tables that end in its number."""

    number: int
    side: Side
    confined: Confined = ANYWHERE

    def kept_name(self, relation: str) -> str:
        return f"{relation}_{self.number}"

    def kept_query(self, relation: str) -> str:
        """The rows of a relation that is kept, from the sources and from those kept before it."""
        return self._over(self.side.reading(DATED[relation], read_transform(relation)))

    def rows(self, aggregate: Aggregate) -> str:
        return _signed(aggregate, self.side.sign, self._over(read_transform(aggregate.name)), self.confined)

    def _over(self, select: str) -> str:
        """The SELECT with the relations that it names put in front of it, to be read in place."""
        named = [name for name in DATED if name in select]
        if not named:
            return select
        relations = ",\n".join(f"{name} AS NOT MATERIALIZED (\n{self._relation(name)}\n)" for name in named)
        return f"WITH {relations}\nSELECT * FROM (\n{select}\n) AS result"

    def _relation(self, name: str) -> str:
        if name in KEPT:
            return f"SELECT * FROM {self.kept_name(name)}"  # noqa: S608  # a declared name
        return self.side.reading(DATED[name], read_transform(name))


@dataclass(frozen=True)
class Published:
    """What stands in the published tables, taken away, so that what is computed beside it replaces it."""

    confined: Confined = ANYWHERE

    def rows(self, aggregate: Aggregate) -> str:
        return _signed(aggregate, -1, f"SELECT * FROM {aggregate.name}", self.confined)  # noqa: S608  # a declared name


@dataclass(frozen=True)
class Staged:
    """What the slices of a backfill found that published rows must change by."""

    backfill_id: int
    confined: Confined = ANYWHERE

    def rows(self, aggregate: Aggregate) -> str:
        staged = f"SELECT * FROM {aggregate.name}_staged WHERE backfill_id = {self.backfill_id:d}"  # noqa: S608  # a declared name and a number
        return _signed(aggregate, +1, staged, self.confined)


@dataclass(frozen=True)
class Gathered:
    """What an engine made of the sources that it holds, once it lies in temporary tables."""

    confined: Confined = ANYWHERE

    def rows(self, aggregate: Aggregate) -> str:
        return _signed(aggregate, +1, f"SELECT * FROM {gathered_name(aggregate)}", self.confined)  # noqa: S608  # a declared name


Term = Computed | Published | Staged | Gathered


def gathered_name(aggregate: Aggregate) -> str:
    """The temporary table of what an engine made of an aggregate."""
    return f"gathered_{aggregate.name}"


def _signed(aggregate: Aggregate, sign: int, query: str, confined: Confined) -> str:
    columns = ", ".join([*aggregate.key_names, *(f"{sign} * {name} AS {name}" for name in aggregate.measure_names)])
    return f"SELECT {columns} FROM (\n{query}\n) AS rows{confined.where(aggregate)}"  # noqa: S608  # declared names
