"""Who reads a digest, and which numbers: declarations. A company adds its own by settings (bot.digest.configured)."""

from dataclasses import dataclass

# What is longer is not read in twenty seconds.
MOST_METRICS = 8


@dataclass(frozen=True)
class Audience:
    """The readers of a digest. All metrics by their names in the catalogue.

    `headlines`: the numbers that stand in it each time. `watched`: those that it names besides when they moved most.
    `page`: the dashboard that is drawn under it; without one it is the first number's own picture. `has_experiments`:
    what came of tests that ended in its days, and which run with users split wrongly. `kept`: what stands in it by its
    declaration, and is not for all who read it.
    """

    name: str
    title: str
    headlines: tuple[str, ...]
    watched: tuple[str, ...] = ()
    page: str | None = None
    has_experiments: bool = False
    kept: tuple[str, ...] = ()


EXECUTIVE = Audience(
    name="executive",
    title="Executive digest",
    headlines=("revenue", "newcustomers", "mrr", "cac", "ltvcac", "grossmargin", "runway"),
    watched=("spend", "aov", "refundrate"),
    page="executive",
    has_experiments=True,
)
FINANCE = Audience(
    name="finance",
    title="Finance digest",
    headlines=("netrevenue", "refunds", "mrr", "refundrate", "grossmargin", "cash", "runway", "ebitda"),
    watched=("cogspct", "aov", "spend"),
    page="finance",
)
GROWTH = Audience(
    name="growth",
    title="Growth digest",
    headlines=("newcustomers", "spend", "cac", "ltvcac", "payback", "retention", "conversionrate"),
    watched=("orders", "aov", "ctr"),
    page="growth",
    has_experiments=True,
)

AUDIENCES = (EXECUTIVE, FINANCE, GROWTH)


def find_audience(name: str) -> Audience | None:
    """The declared audience of this name."""
    return next((audience for audience in AUDIENCES if audience.name == name.strip().lower()), None)
