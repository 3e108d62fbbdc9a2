"""The SQL by which differences become published rows. The names in it are those of the table declarations."""

from collections.abc import Sequence

from etl.terms import Term
from store.tables import Aggregate


def net_query(aggregate: Aggregate, terms: Sequence[Term]) -> str:
    """What the terms come to: one row for each key that really changes."""
    keys = ", ".join(aggregate.key_names)
    sums = ", ".join(f"sum({name}) AS {name}" for name in aggregate.measure_names)
    changes = " OR ".join(f"sum({name}) <> 0" for name in aggregate.measure_names)
    rows = "\nUNION ALL\n".join(term.rows(aggregate) for term in terms)
    return f"SELECT {keys}, {sums} FROM (\n{rows}\n) AS terms GROUP BY {keys} HAVING {changes}"  # noqa: S608  # declared names


def publish_statement(aggregate: Aggregate) -> str:
    """Add `net_<aggregate>` to the published rows; what they were goes to history, and a row of zeros goes.

    The parts of one statement all see the table as it was before it.
    """
    name, keys, measures = aggregate.name, aggregate.key_names, aggregate.measure_names
    same_key = " AND ".join(f"p.{key} = n.{key}" for key in keys)
    is_zero = " AND ".join(f"p.{each} + n.{each} = 0" for each in measures)
    added = ", ".join(f"{each} = p.{each} + n.{each}" for each in measures)
    columns = ", ".join([*keys, *measures])
    of_published = ", ".join(f"p.{each}" for each in [*keys, *measures, "snapshot_id"])
    return f"""
        WITH superseded AS (
            INSERT INTO {name}_history ({columns}, snapshot_id, superseded_by)
            SELECT {of_published}, :snapshot FROM {name} p JOIN net_{name} n ON {same_key}
        ), gone AS (
            DELETE FROM {name} p USING net_{name} n WHERE {same_key} AND {is_zero}
        ), changed AS (
            UPDATE {name} p SET {added}, snapshot_id = :snapshot FROM net_{name} n WHERE {same_key} AND NOT ({is_zero})
        )
        INSERT INTO {name} ({columns}, snapshot_id)
        SELECT {columns}, :snapshot FROM net_{name} n WHERE NOT EXISTS (SELECT FROM {name} p WHERE {same_key})
    """  # noqa: S608  # declared names
