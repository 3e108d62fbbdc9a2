"""Marketing metrics. Impressions, clicks and conversions are what the ad accounts report."""

from metrics.answer import ChartKind, Direction, Unit
from metrics.catalogue.measured import CLICKS, CONVERSIONS, IMPRESSIONS, SPEND
from metrics.metric import Metric

AD_SPEND = Metric(
    name="spend",
    title="Ad spend",
    doc="Money spent on ads, on the ad account's day.",
    unit=Unit.MONEY,
    expression=SPEND,
    chart=ChartKind.PIE,
    aliases=("adspend", "marketingspend", "ads"),
    default_by="channel",
)
IMPRESSION_COUNT = Metric(
    name="impressions",
    title="Impressions",
    doc="Times an ad was shown.",
    unit=Unit.COUNT,
    expression=IMPRESSIONS,
    direction=Direction.UP_IS_GOOD,
    aliases=("impression", "views"),
    default_by="channel",
)
CLICK_COUNT = Metric(
    name="clicks",
    title="Clicks",
    doc="Clicks on an ad.",
    unit=Unit.COUNT,
    expression=CLICKS,
    direction=Direction.UP_IS_GOOD,
    aliases=("click",),
    default_by="channel",
)
CONVERSION_COUNT = Metric(
    name="conversions",
    title="Ad conversions",
    doc="Conversions that the ad accounts report; not the orders or new customers that came of them.",
    unit=Unit.COUNT,
    expression=CONVERSIONS,
    direction=Direction.UP_IS_GOOD,
    aliases=("adconversions",),
    default_by="channel",
)
CTR = Metric(
    name="ctr",
    title="Click-through rate",
    doc="Clicks for each time an ad was shown.",
    unit=Unit.FRACTION,
    expression=CLICKS / IMPRESSIONS,
    direction=Direction.UP_IS_GOOD,
    aliases=("clickthroughrate", "clickrate"),
)
CONVERSION_RATE = Metric(
    name="conversionrate",
    title="Conversion rate",
    doc="Conversions that the ad accounts report for each click. It may exceed 100%.",
    unit=Unit.FRACTION,
    expression=CONVERSIONS / CLICKS,
    direction=Direction.UP_IS_GOOD,
    aliases=("cvr", "convrate"),
)

METRICS = (AD_SPEND, IMPRESSION_COUNT, CLICK_COUNT, CONVERSION_COUNT, CTR, CONVERSION_RATE)
