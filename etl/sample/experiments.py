"""What the sample company tries out: tests that were won, lost, stopped or split wrongly, one that runs, and a flag."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from etl.sample.customers import Span
from etl.sample.dice import Dice

# Of a hundred visitors who see a test, so many order, and an order is of so many cents.
BASE_SHARE = 0.032
ORDER_CENTS = (2_400, 14_500)


@dataclass(frozen=True)
class Variant:
    """A variant: its share of the users, and how much more of them convert, and spend, than of the control's.

    `seen`: the share of its users that the tracking keeps.
    """

    name: str
    share: float
    converts: float = 1.0
    spends: float = 1.0
    seen: float = 1.0
    is_control: bool = False


@dataclass(frozen=True)
class Plan:
    """An experiment: how many days before the last one it began and ended, and the users of a day.

    `rises_to`: a flag is switched on for ever more of its users, at last for this share.
    """

    key: str
    name: str
    hypothesis: str
    status: str
    primary_metric: str
    begins: int | None = None
    ends: int | None = None
    daily_users: int = 0
    planned_users: int | None = None
    threshold: str = ""
    kind: str = "ab_test"
    variants: tuple[Variant, ...] = field(default_factory=tuple)
    rises_to: float | None = None

    @property
    def allocation(self) -> str:
        if self.kind == "feature_flag":
            return ""
        return " ".join(f"{each.name}:{each.share:g}" for each in self.variants)


@dataclass(frozen=True)
class VariantDay:
    """A variant cumulatively to the end of a day; revenue in cents, its squares in cents squared."""

    key: str
    day: date
    variant: str
    is_control: bool
    users: int
    conversions: int
    revenue: int
    revenue_squared: int


@dataclass(frozen=True)
class Experiment:
    """A plan with its days."""

    plan: Plan
    started_on: date | None
    ended_on: date | None
    days: tuple[VariantDay, ...]


_CONTROL = Variant("control", 0.5, is_control=True)
PLANS = (
    Plan(
        "onepage_checkout",
        "One-page checkout",
        "One page instead of three loses fewer who are about to pay",
        "completed",
        "conversion",
        begins=74,
        ends=33,
        daily_users=1_150,
        planned_users=48_000,
        threshold="0.05",
        variants=(_CONTROL, Variant("one_page", 0.5, converts=1.21)),
    ),
    Plan(
        "bundle_pricing",
        "Bundle pricing",
        "Three for the price of two and a half brings more revenue a visitor",
        "completed",
        "revenue",
        begins=60,
        ends=26,
        daily_users=900,
        planned_users=30_000,
        threshold="0.05",
        variants=(_CONTROL, Variant("bundles", 0.5, converts=0.99, spends=1.01)),
    ),
    Plan(
        "exit_discount",
        "Discount on leaving",
        "Ten percent off keeps those who are about to leave",
        "completed",
        "conversion",
        begins=50,
        ends=21,
        daily_users=800,
        planned_users=22_000,
        threshold="0.05",
        # The pop-up's script drops users before they are counted.
        variants=(_CONTROL, Variant("discount", 0.5, converts=1.22, seen=0.94)),
    ),
    Plan(
        "hero_image",
        "Hero image",
        "People rather than products on the first screen",
        "stopped",
        "conversion",
        begins=31,
        ends=17,
        daily_users=1_000,
        planned_users=45_000,
        threshold="0.05",
        variants=(
            Variant("control", 1 / 3, is_control=True),
            Variant("people", 1 / 3, converts=0.97),
            Variant("kitchen", 1 / 3, converts=1.02),
        ),
    ),
    Plan(
        "free_shipping_bar",
        "Free shipping bar",
        "Showing what is missing to free shipping raises the order value",
        "running",
        "revenue",
        begins=18,
        daily_users=950,
        planned_users=40_000,
        threshold="0.04",
        variants=(_CONTROL, Variant("bar", 0.5, converts=1.03, spends=1.05)),
    ),
    Plan(
        "reviews_on_cards",
        "Reviews on product cards",
        "Stars on the cards bring more to the product pages",
        "running",
        "conversion",
        begins=9,
        daily_users=1_100,
        planned_users=50_000,
        threshold="0.05",
        variants=(_CONTROL, Variant("stars", 0.5, converts=1.06)),
    ),
    Plan(
        "new_search",
        "New search",
        "Search that knows synonyms",
        "running",
        "conversion",
        kind="feature_flag",
        begins=28,
        daily_users=1_300,
        variants=(Variant("off", 0.0, is_control=True), Variant("on", 0.0, converts=1.12)),
        rises_to=0.8,
    ),
    Plan("loyalty_points", "Loyalty points", "Points bring customers back sooner", "draft", "revenue"),
)


def make_experiments(span: Span, seed: int) -> tuple[Experiment, ...]:
    """Those that the company is old enough for, with their days."""
    return tuple(
        _experiment(plan, span, Dice(seed, f"experiment {plan.key}"))
        for plan in PLANS
        if plan.begins is None or span.last - timedelta(days=plan.begins) >= span.first
    )


def _experiment(plan: Plan, span: Span, dice: Dice) -> Experiment:
    if plan.begins is None:
        return Experiment(plan, None, None, ())
    first = span.last - timedelta(days=plan.begins)
    ended = None if plan.ends is None else span.last - timedelta(days=plan.ends)
    return Experiment(plan, first, ended, tuple(_days(plan, first, ended or span.last, dice)))


def _days(plan: Plan, first: date, last: date, dice: Dice) -> Iterator[VariantDay]:
    sums = {variant.name: [0, 0, 0, 0] for variant in plan.variants}
    length = (last - first).days + 1
    for number in range(length):
        for variant in plan.variants:
            users = dice.count(plan.daily_users * _share(plan, variant, number, length) * variant.seen)
            conversions = min(users, dice.count(users * BASE_SHARE * variant.converts))
            spent = [round(dice.mostly_low(*ORDER_CENTS) * variant.spends) for _ in range(conversions)]
            of = sums[variant.name]
            for place, more in enumerate((users, conversions, sum(spent), sum(each * each for each in spent))):
                of[place] += more
            yield VariantDay(plan.key, first + timedelta(days=number), variant.name, variant.is_control, *of)


def _share(plan: Plan, variant: Variant, number: int, length: int) -> float:
    if plan.rises_to is None:
        return variant.share
    on = plan.rises_to * (number + 1) / length
    return 1 - on if variant.is_control else on
