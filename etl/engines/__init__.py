"""Runs the transforms where the sources lie: another Postgres, Parquet files, a Spark cluster."""
