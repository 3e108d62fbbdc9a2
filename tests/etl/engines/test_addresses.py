"""SOURCE_URL: what it may say, and what is answered where it says something else."""

import pytest

from etl.engines.addresses import EngineKind, read_source_address

ALL = {"orders", "refunds", "spend", "expenses", "cash_balances", "touchpoints"}


@pytest.mark.parametrize(
    ("written", "kind", "place", "namespace", "folder"),
    [
        ("postgresql://reader:secret@db:5432/shop", EngineKind.POSTGRES, "postgresql://db:5432", "public", None),
        ("postgresql://db/shop?schema=sales&sslmode=require", EngineKind.POSTGRES, "postgresql://db", "sales", None),
        ("parquet:///data/warehouse", EngineKind.DUCKDB, "/data/warehouse", "", "/data/warehouse"),
        ("spark://host:7077?database=shop", EngineKind.SPARK, "spark://host:7077", "shop", None),
        (
            "sc://host:15002?parquet=s3a://bucket/shop",
            EngineKind.SPARK,
            "sc://host:15002",
            "default",
            "s3a://bucket/shop",
        ),
    ],
)
def test_an_address_is_read_and_shown_without_its_password(
    written: str, kind: EngineKind, place: str, namespace: str, folder: str | None
) -> None:
    """Who reads a log learns where the rows lie, and not how to get at them."""
    address = read_source_address(written)

    assert (address.kind, address.place, address.namespace, address.folder) == (kind, place, namespace, folder)
    assert address.sources == ALL
    assert "secret" not in f"{address!r} {address.place}"


def test_what_is_not_ours_stays_in_the_address() -> None:
    """A server that takes encrypted connections only can be reached."""
    assert (
        read_source_address("postgresql://db/shop?schema=a&sslmode=require").url
        == "postgresql://db/shop?sslmode=require"
    )


def test_some_sources_may_lie_elsewhere_and_others_here() -> None:
    """Orders in the warehouse, ad spend from a file: as most companies have it."""
    address = read_source_address("parquet:///data?sources=orders,refunds,touchpoints")
    assert address.sources == {"orders", "refunds", "touchpoints"}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("mysql://reader:secret@db/shop", "must look like postgresql://"),
        ("parquet://data/warehouse", "three slashes"),
        ("parquet:///data?schema=a", "schema says nothing to duckdb"),
        ("spark://host:7077?database=a&parquet=/b", "a database or a folder of Parquet files, not both"),
        ("parquet:///data?sources=orders,sales", "not sales"),
        ("parquet:///data?sources=", "not none"),
        ("parquet:///data?sources=orders", "name refunds, touchpoints as well"),
    ],
)
def test_an_address_that_says_nothing_is_a_sentence(written: str, sentence: str) -> None:
    """Whoever writes it wrong reads what it should be, and no password of theirs."""
    with pytest.raises(ValueError, match=sentence) as raised:
        read_source_address(written)
    assert "secret" not in str(raised.value)
