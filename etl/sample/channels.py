"""The three marketing channels: what a customer of each costs, and how such a customer behaves."""

from dataclasses import dataclass

from etl.sample.dice import Odds


@dataclass(frozen=True)
class Campaign:
    """One campaign of a channel: its share of the channel's spend, and how its advertisements do."""

    name: str
    share: float
    cents_per_thousand: int
    clicks_per_impression: float


@dataclass(frozen=True)
class Channel:
    """A channel as the sample company lives it.

    `arrivals` are new customers on an average day at the end of the history; `cac` is in cents; `subscribes` and
    `returns` are chances (to start with a subscription; to order again after a first one-off order); `churn` is
    against an average subscriber's; `claims` is how many conversions the platform reports for each new customer.
    """

    name: str
    arrivals: float
    cac: int
    subscribes: float
    returns: float
    churn: float
    claims: float
    basket_sizes: Odds[int]
    campaigns: tuple[Campaign, ...]


META = Channel(
    name="meta",
    arrivals=11.5,
    cac=4050,
    subscribes=0.29,
    returns=0.36,
    churn=1.0,
    claims=1.25,
    basket_sizes=Odds({1: 48, 2: 36, 3: 16}),
    campaigns=(
        Campaign("prospecting", 0.62, 1150, 0.0125),
        Campaign("lookalike", 0.24, 1320, 0.0140),
        Campaign("retargeting", 0.14, 1900, 0.0240),
    ),
)
TIKTOK = Channel(
    name="tiktok",
    arrivals=6.5,
    cac=3500,
    subscribes=0.17,
    returns=0.24,
    churn=1.7,
    claims=1.45,
    basket_sizes=Odds({1: 62, 2: 30, 3: 8}),
    campaigns=(
        Campaign("creators", 0.7, 620, 0.0085),
        Campaign("in-feed", 0.3, 540, 0.0070),
    ),
)
OTHER = Channel(
    name="other",
    arrivals=5.0,
    cac=2500,
    subscribes=0.35,
    returns=0.42,
    churn=0.85,
    claims=1.0,
    basket_sizes=Odds({1: 44, 2: 38, 3: 18}),
    campaigns=(
        Campaign("search-brand", 0.55, 2600, 0.0520),
        Campaign("affiliates", 0.45, 900, 0.0180),
    ),
)
CHANNELS = (META, TIKTOK, OTHER)


@dataclass(frozen=True)
class Mishap:
    """A campaign that went wrong: it takes its channel's spend to `times` the usual, and hardly anyone buys."""

    channel: str
    campaign: Campaign
    starts_before_end: int
    days: int
    times: int

    def runs(self, days_before_end: int) -> bool:
        """Whether it runs that many days before the company's last day."""
        return self.starts_before_end - self.days < days_before_end <= self.starts_before_end


MISHAP = Mishap("tiktok", Campaign("dance-challenge", 1.0, 480, 0.0060), starts_before_end=42, days=10, times=4)
