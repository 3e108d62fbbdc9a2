"""The sample company in a few lines, for a person who has just made one."""

from collections.abc import Iterator

from etl.sample.channels import CHANNELS, MISHAP, Channel
from etl.sample.company import Company
from etl.sample.ugly import UGLY_ROWS


def summary(company: Company) -> Iterator[str]:
    """The lines: the span, the totals, each channel, and the ugly rows with their expected outcome."""
    span = company.span
    yield f"{span.first} to {span.last}: {len(company.orders):,} orders, {len(company.refunds):,} refunds"
    yield f"Revenue {_dollars(sum(one.price.gross for one in company.orders))}"
    yield f"Refunds {_dollars(sum(one.amount for one in company.refunds))}"
    yield f"Spend   {_dollars(sum(one.amount for one in company.spend))}"
    yield f"Expenses {_dollars(sum(one.amount for one in company.expenses))}"
    yield f"Cash    {_dollars(company.balances[-1].balance)}"
    yield from (_channel_line(channel, company) for channel in CHANNELS)
    yield (
        f"The campaign that went wrong: {MISHAP.campaign.name} ({MISHAP.channel}), "
        f"{MISHAP.days} days from {MISHAP.starts_before_end} days before the end"
    )
    yield "Rows to be refused or mended:"
    yield from (f"  {ugly.table}: {ugly.expected}" for ugly in UGLY_ROWS)


def _channel_line(channel: Channel, company: Company) -> str:
    orders = [one for one in company.orders if one.what.channel == channel.name]
    spend = sum(one.amount for one in company.spend if one.channel == channel.name)
    return f"  {channel.name}: {len(orders):,} orders, spend {_dollars(spend)}"


def _dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02d}"
