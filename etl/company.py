"""What the ETL must know of the company: its zone, its currency, and how its marketing channels are spelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

DEFAULT_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "meta": "meta",
        "meta ads": "meta",
        "facebook": "meta",
        "facebook ads": "meta",
        "fb": "meta",
        "instagram": "meta",
        "ig": "meta",
        "tiktok": "tiktok",
        "tiktok ads": "tiktok",
        "tik tok": "tiktok",
        "tt": "tiktok",
        "other": "other",
    }
)


@dataclass(frozen=True)
class Company:
    """One company's calendar zone (an IANA name), currency (ISO 4217) and channel spellings (lower case -> channel).

    `grace_days`: for how many days a subscription stays active after the months that it was billed for.
    """

    zone: str = "America/Toronto"
    currency: str = "CAD"
    spellings: Mapping[str, str] = field(default_factory=lambda: DEFAULT_SPELLINGS)
    grace_days: int = 3


def parameters_of(sql: str, company: Company) -> dict[str, object]:
    """The parameters that a transform takes of the company."""
    values: dict[str, object] = {"zone": company.zone, "grace_days": company.grace_days}
    return {name: value for name, value in values.items() if f":{name}" in sql}
