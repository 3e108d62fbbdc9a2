"""The `kpibot` command: every subcommand, and the one place where an error becomes a sentence and an exit code."""

import sys

import typer
from sqlalchemy.exc import OperationalError

from bot.cli import ask, digest, doctor, etl, export, hub, importing, init, journal, manifest, serving
from bot.cli.looking_up import KeptError
from bot.exporting.files import ExportError
from bot.legible import legible
from bot.settings import SettingsError
from etl.certificates import AcceptanceError
from etl.importing import ImportFileError
from etl.mirroring import MirrorError
from etl.run import RunError
from metrics.as_of import UnknownSnapshotError
from store.database import DatabaseError
from store.embedded import EmbeddedServerError

app = typer.Typer(
    name="kpibot",
    help="Brings a company's numbers to Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ask.register(app)
digest.register(app)
export.register(app)
importing.register(app)
etl.register(app)
serving.register(app)
init.register(app)
manifest.register(app)
journal.register(app)
hub.register(app)
doctor.register(app)

# What a person can mend gets a sentence; anything else is a fault of ours and keeps its trace.
_EXPLAINED = (
    KeptError,
    AcceptanceError,
    ExportError,
    UnknownSnapshotError,
    SettingsError,
    ImportFileError,
    MirrorError,
    RunError,
    DatabaseError,
    EmbeddedServerError,
)


def main() -> None:
    """Run the command line and exit."""
    try:
        app()
    except _EXPLAINED as error:
        sys.exit(f"kpibot: {legible(str(error))}")
    except OperationalError as error:
        first_line = str(error.orig).splitlines()[0]
        sys.exit(f"kpibot: The database can't be reached: {first_line}. Check DATABASE_URL and that it is running.")
