"""Several companies in one process: each with its own workspace, token and database. They share the app alone."""
