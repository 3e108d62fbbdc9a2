"""What is attested of a source's local day, in words that the ETL writes and everybody else reads."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum


class CertificateStatus(StrEnum):
    """CERTIFIED: nothing to say. MARKED: shown, with a word of warning. WITHHELD: the day is not closed."""

    CERTIFIED = "certified"
    MARKED = "marked"
    WITHHELD = "withheld"


class Check(StrEnum):
    """What was looked at and found wanting."""

    NOT_COMPLETE = "not complete"
    NO_ROWS = "no rows"
    MISSING_CHANNEL = "missing channel"
    ALL_ZERO = "all zero"
    NOT_RECONCILED = "not reconciled"
    IMPLAUSIBLE = "implausible"
    UNKNOWN_CHANNEL = "unknown channel"


# A person who knows the business may say that such a day is right as it is. What does not add up is never right, and a
# channel is folded in, not accepted.
ACCEPTABLE = frozenset({Check.NO_ROWS, Check.MISSING_CHANNEL, Check.ALL_ZERO, Check.IMPLAUSIBLE})


@dataclass(frozen=True)
class Finding:
    """One check that a day did not pass.

    `label`: it in a few words, as on a picture: "no rows of ad spend". `detail`: its figures, where it has any.
    `advice`: what a person should look at. `subject`: the channel that it is about, where it is about one.
    """

    check: Check
    label: str
    advice: str
    detail: str = ""
    withholds: bool = False
    subject: str | None = None

    def as_json(self) -> dict[str, object]:
        """It as a value for a jsonb column."""
        return asdict(self)


def finding_of(stored: Mapping[str, object]) -> Finding:
    """The finding that `as_json` made this of."""
    values = dict(stored)
    return Finding(check=Check(str(values.pop("check"))), **values)  # type: ignore[arg-type]  # as as_json wrote them


@dataclass(frozen=True)
class Certificate:
    """What is attested of one local day of a source. Not a promise about other days: each has its own."""

    source: str
    day: date
    rows: int
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> CertificateStatus:
        if any(finding.withholds for finding in self.findings):
            return CertificateStatus.WITHHELD
        return CertificateStatus.MARKED if self.findings else CertificateStatus.CERTIFIED
