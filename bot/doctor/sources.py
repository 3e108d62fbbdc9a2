"""Whether sources that lie on another engine can be read there."""

from collections.abc import Iterator

from bot.doctor.finding import Finding, bad, good
from etl.company import Company
from etl.engines.addresses import SourceAddress
from etl.engines.engine import EngineError
from etl.engines.opening import opened
from etl.engines.session import Session

_REMEDY = (
    "Check SOURCE_URL (docs/sources-elsewhere.md), and that what it names is there. Until then the last numbers stand."
)


def source_findings(elsewhere: SourceAddress, company: Company) -> Iterator[Finding]:
    """Which sources there are, by their columns; no row is read."""
    try:
        with opened(elsewhere) as engine:
            session = Session(engine, company)
            session.attach(company.held)
    except EngineError as error:
        yield bad("sources", str(error), _REMEDY)
        return
    missing = sorted(company.held - set(session.present))
    said = f"; not there, so not connected: {', '.join(missing)}" if missing else ""
    yield good("sources", f"{', '.join(session.present)} at {elsewhere.place}{said}")
