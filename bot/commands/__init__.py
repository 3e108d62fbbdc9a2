"""One file for each subcommand of /kpi, each with its COMMANDS."""
