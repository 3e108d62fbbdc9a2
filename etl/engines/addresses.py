"""SOURCE_URL: where sources lie that are not brought into kpibot's own tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from etl.contracts import CONTRACTS, ORDERS, REFUNDS, TOUCHPOINTS

_OURS = ("schema", "database", "parquet", "sources")
# Joined with each other.
_OF_CUSTOMERS = frozenset(each.source for each in (ORDERS, REFUNDS, TOUCHPOINTS))
_EXAMPLES = (
    "postgresql://reader@host/shop?schema=public, parquet:///data/warehouse, spark://host:7077?database=shop or "
    "sc://host:15002?parquet=s3a://bucket/warehouse"
)


class EngineKind(StrEnum):
    """What reads the sources where they lie."""

    POSTGRES = "postgres"
    DUCKDB = "duckdb"
    SPARK = "spark"


_KINDS: Mapping[str, EngineKind] = {
    "postgresql": EngineKind.POSTGRES,
    "postgres": EngineKind.POSTGRES,
    "parquet": EngineKind.DUCKDB,
    "spark": EngineKind.SPARK,
    "sc": EngineKind.SPARK,
}
_ALLOWED: Mapping[EngineKind, frozenset[str]] = {
    EngineKind.POSTGRES: frozenset({"schema", "sources"}),
    EngineKind.DUCKDB: frozenset({"sources"}),
    EngineKind.SPARK: frozenset({"database", "parquet", "sources"}),
}


@dataclass(frozen=True)
class SourceAddress:
    """An engine, which sources lie on it, and where. `url` may hold a password; `place` never does."""

    kind: EngineKind
    url: str = field(repr=False)
    place: str
    sources: frozenset[str]
    namespace: str
    folder: str | None = None


def read_source_address(value: str) -> SourceAddress:
    """The address in SOURCE_URL. Raises ValueError saying what it may look like; never repeats a password."""
    parts = urlsplit(value.strip())
    kind = _KINDS.get(parts.scheme)
    if kind is None:
        raise ValueError(f"must look like {_EXAMPLES}")
    queried = dict(parse_qsl(parts.query, keep_blank_values=True))
    ours = {name: queried.pop(name) for name in _OURS if name in queried}
    unfit = sorted(ours.keys() - _ALLOWED[kind])
    if unfit:
        raise ValueError(f"{', '.join(unfit)} says nothing to {kind}: it must look like {_EXAMPLES}")
    if kind is EngineKind.DUCKDB and (parts.netloc or not parts.path.startswith("/")):
        raise ValueError("a folder of Parquet files is written with three slashes: parquet:///data/warehouse")
    sources = _read_sources(ours.pop("sources", None))
    if len(ours) > 1:
        raise ValueError("name a database or a folder of Parquet files, not both")
    url = urlunsplit(parts._replace(query=urlencode(queried)))
    host = parts.netloc.rpartition("@")[2]
    place = parts.path if kind is EngineKind.DUCKDB else f"{parts.scheme}://{host}"
    namespace = ours.get("schema") or ours.get("database") or _DEFAULT_NAMESPACE.get(kind, "")
    return SourceAddress(
        kind, url, place, sources, namespace, parts.path if kind is EngineKind.DUCKDB else ours.get("parquet")
    )


def _read_sources(names: str | None) -> frozenset[str]:
    if names is None:
        return frozenset(CONTRACTS)
    sources = frozenset(name.strip() for name in names.split(",") if name.strip())
    unknown = sorted(sources - CONTRACTS.keys())
    if unknown or not sources:
        raise ValueError(f"sources must be some of {', '.join(CONTRACTS)}, not {', '.join(unknown) or 'none'}")
    apart = sorted(_OF_CUSTOMERS - sources)
    if apart and sources & _OF_CUSTOMERS:
        raise ValueError(f"sources of customers lie in one place: name {', '.join(apart)} as well")
    return sources


_DEFAULT_NAMESPACE = {EngineKind.POSTGRES: "public", EngineKind.SPARK: "default"}
