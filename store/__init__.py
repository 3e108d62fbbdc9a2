"""The database: tables, measures, migrations, connection, and the embedded server."""
