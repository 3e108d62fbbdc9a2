"""Source tables -> pre-aggregated tables: contracts, import, SQL transforms, runs and snapshots."""
