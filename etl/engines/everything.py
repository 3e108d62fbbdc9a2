"""All of an engine's sources, aggregated where they lie."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from etl.deltas import Deltas
from etl.engines.gathering import Files, gather, gather_recent, gather_volumes
from etl.engines.loading import load_aggregates
from etl.engines.memory import load_recent, remember
from etl.engines.session import Session


@dataclass(frozen=True)
class Everything:
    """What was made of all of them, and the rows of the last days, which the next look is held against."""

    place: str
    files: Files
    sources: tuple[str, ...]
    since: date
    zone: str
    is_whole = True

    def load(self, connection: Connection) -> None:
        """Bring it into the run's transaction."""
        load_aggregates(connection, self.files)
        load_recent(connection, self.files, self.sources)
        remember(connection, self.files, self.sources, self.zone, None)

    def has_changes(self) -> bool:
        """Whether anything may be other than when it was last read."""
        return True

    def add_to(self, deltas: Deltas) -> None:
        """Add it to the run's differences; once it is loaded."""
        deltas.add_gathered()


def read_everything(session: Session, files: Files, since: date) -> Everything:
    """Aggregate all of it. Raises EngineError where a row breaks its contract, or the engine fails."""
    session.check()
    gather(session, files)
    sources = session.narrow(since)
    gather_volumes(session, files, {source: source for source in sources})
    gather_recent(session, files, sources)
    return Everything(session.place, files, sources, since, session.zone)
