"""What the ETL must know of the company: its zone, currency and days of grace, and how its channels are spelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from etl.engines.addresses import SourceAddress
from etl.relations import Relation
from etl.transforms import fingerprint
from store.assumptions import Assumptions

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

    `grace_days`: how long a subscription stays active after the order that should have followed.
    `attribution_days`: how many days before a first order a touchpoint counts.
    `mirrored`: the relation that holds a source's rows, where the company does not bring them itself.
    `elsewhere`: the engine that some sources lie on and are aggregated on, and which they are.
    """

    zone: str = "America/Toronto"
    currency: str = "CAD"
    spellings: Mapping[str, str] = field(default_factory=lambda: DEFAULT_SPELLINGS)
    grace_days: int = Assumptions().grace_days
    attribution_days: int = Assumptions().attribution_days
    mirrored: Mapping[str, Relation] = field(default_factory=lambda: MappingProxyType({}))
    elsewhere: SourceAddress | None = None

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the transforms are told of the company; the spellings they find in their table."""
        return {"zone": self.zone, "grace_days": self.grace_days, "attribution_days": self.attribution_days}

    @property
    def definition(self) -> Mapping[str, object]:
        """What published rows depend on beside the sources: another one means other rows everywhere."""
        of_rows = {"spellings": dict(self.spellings), "transforms": fingerprint()}
        of_place = {"elsewhere": self.elsewhere.place, "sources": sorted(self.held)} if self.elsewhere else {}
        return {**self.parameters, **of_rows, **of_place}

    @property
    def held(self) -> frozenset[str]:
        """The sources that lie elsewhere: what kpibot's own tables of that name hold does not count."""
        return self.elsewhere.sources if self.elsewhere else frozenset()
