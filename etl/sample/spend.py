"""What advertising costs, by day, channel and campaign, with what each platform reports about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.sample.channels import CHANNELS, MISHAP, Campaign, Channel
from etl.sample.customers import Span, expected_arrivals
from etl.sample.dice import Dice
from etl.sample.seasons import auction_price

DRIFT_DAYS = 18  # how long it takes a channel to become dearer or cheaper


@dataclass(frozen=True)
class Spend:
    """One campaign's day: cents spent, and the platform's own counts."""

    day: date
    channel: str
    campaign: str
    amount: int
    impressions: int
    clicks: int
    conversions: int


@dataclass(frozen=True)
class Drift:
    """How a channel's prices wander: a level for every knot, counted back from the end, and straight lines between."""

    knots: tuple[float, ...]

    def at(self, days_before_end: int) -> float:
        """The level that many days before the end, around 1."""
        knot, into = divmod(days_before_end, DRIFT_DAYS)
        return self.knots[knot] + (self.knots[knot + 1] - self.knots[knot]) * into / DRIFT_DAYS


def make_spend(span: Span, seed: int) -> tuple[Spend, ...]:
    """The spend of every campaign on every day of the span."""
    dice = Dice(seed, "spend")
    drifts = {channel.name: _drift(span, Dice(seed, f"drift/{channel.name}")) for channel in CHANNELS}
    return tuple(
        row
        for day in span.days()
        for channel in CHANNELS
        for row in _channel_day(channel, day, drifts[channel.name], span, dice)
    )


def _drift(span: Span, dice: Dice) -> Drift:
    return Drift(tuple(dice.between(0.90, 1.10) for _ in range(span.before_end(span.first) // DRIFT_DAYS + 2)))


def _channel_day(channel: Channel, day: date, drift: Drift, span: Span, dice: Dice) -> Iterator[Spend]:
    ago = span.before_end(day)
    customers = expected_arrivals(channel, day, span)
    budget = customers * channel.cac * auction_price(day) * drift.at(ago) * dice.between(0.94, 1.06)
    for campaign in channel.campaigns:
        claimed = customers * channel.claims * campaign.share
        yield _campaign_day(channel.name, campaign, day, dice, cents=budget * campaign.share, claimed=claimed)
    if MISHAP.channel == channel.name and MISHAP.runs(ago):
        extra = budget * (MISHAP.times - 1)
        yield _campaign_day(channel.name, MISHAP.campaign, day, dice, cents=extra, claimed=0.4)


def _campaign_day(channel: str, campaign: Campaign, day: date, dice: Dice, *, cents: float, claimed: float) -> Spend:
    impressions = int(cents / (campaign.cents_per_thousand * auction_price(day)) * 1000 * dice.between(0.93, 1.07))
    clicks = int(impressions * campaign.clicks_per_impression * dice.between(0.88, 1.12))
    return Spend(day, channel, campaign.name, int(cents), impressions, clicks, dice.count(claimed))
