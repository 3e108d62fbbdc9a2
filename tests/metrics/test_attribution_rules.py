"""Every rule shares out all conversions and all revenue, and no more; each by its own definition."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.apportioning import apportioned
from metrics.attribution.crediting import attribute
from metrics.attribution.markov import markov_shares
from metrics.attribution.paths import Path, Touch, channels_in, read_touches, written
from metrics.attribution.rules import BY_PATH, MEANINGS, Rule, decay

CHANNELS = ("meta", "tiktok", "other", "email")


def path(text: str, conversions: int = 1, revenue: str = "100") -> Path:
    return Path(read_touches(text), conversions, Decimal(revenue))


def credited(rule: Rule, *paths: Path) -> dict[str, Decimal]:
    return {credit.channel: credit.conversions for credit in attribute(paths, rule).credits}


touches = st.lists(st.builds(Touch, st.sampled_from(CHANNELS), st.integers(0, 30)), max_size=6).map(
    lambda found: tuple(sorted(found, key=lambda touch: -touch.days_before))
)
money = st.decimals(0, 10_000, places=2)
paths_of = st.lists(st.builds(Path, touches, st.integers(1, 40), money), max_size=8)


@given(paths_of, st.sampled_from(list(Rule)))
@settings(max_examples=300)
def test_parts_come_to_the_whole_exactly(paths: list[Path], rule: Rule) -> None:
    """The table would not add up to the number of new customers, nor to their revenue."""
    found = attribute(paths, rule)

    assert found.conversions == sum(each.conversions for each in paths)
    assert found.revenue == sum((each.revenue for each in paths), Decimal(0))
    assert found.untouched.conversions == sum(each.conversions for each in paths if not each.touches)
    assert all(credit.conversions >= 0 and credit.revenue >= 0 for credit in found.credits)


@given(paths_of, st.sampled_from(list(Rule)))
def test_rounding_moves_nobody_by_more_than_a_hundredth(paths: list[Path], rule: Rule) -> None:
    """A channel would be given what another earned."""
    for credit in attribute(paths, rule).credits:
        assert abs(Fraction(credit.conversions) - credit.exact) < Fraction(1, 100)


@given(touches.filter(bool), st.sampled_from(list(BY_PATH)))
def test_the_shares_of_a_path_come_to_one(touched: tuple[Touch, ...], rule: Rule) -> None:
    """A conversion would count for more or less than one."""
    assert sum(BY_PATH[rule](touched).values()) == 1


@given(touches.filter(bool), st.sampled_from(list(Rule)), st.integers(1, 50))
def test_one_channel_alone_is_credited_with_everything(touched: tuple[Touch, ...], rule: Rule, number: int) -> None:
    """A rule would invent channels."""
    alone = Path(tuple(Touch("meta", each.days_before) for each in touched), number, Decimal("9.99"))

    (credit,) = attribute([alone], rule).credits
    assert (credit.channel, credit.conversions, credit.revenue) == ("meta", number, Decimal("9.99"))


@given(paths_of, st.sampled_from(list(Rule)), st.randoms())
def test_the_order_in_which_paths_are_read_changes_nothing(paths: list[Path], rule: Rule, dice: object) -> None:
    """The same days would have two answers."""
    shuffled = list(paths)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis's own random

    assert attribute(shuffled, rule) == attribute(paths, rule)


def test_first_and_last_take_the_ends() -> None:
    """The two rules that everybody knows would be mixed up."""
    one = path("meta 9, other 4, tiktok 0", 10)

    assert credited(Rule.FIRST, one) == {"meta": 10}
    assert credited(Rule.LAST, one) == {"tiktok": 10}


def test_linear_counts_each_touch() -> None:
    """A channel that was touched twice would count once."""
    assert credited(Rule.LINEAR, path("meta 9, tiktok 4, meta 0", 9)) == {"meta": 6, "tiktok": 3}


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("meta 1", {"meta": 100}),
        ("meta 3, tiktok 1", {"meta": 50, "tiktok": 50}),
        ("meta 3, tiktok 2, other 1", {"meta": 40, "tiktok": 20, "other": 40}),
        ("meta 4, tiktok 3, tiktok 2, other 1", {"meta": 40, "tiktok": 20, "other": 40}),
        ("meta 4, tiktok 3, meta 2, other 1", {"meta": 50, "tiktok": 10, "other": 40}),
    ],
)
def test_position_gives_the_ends_forty_each(text: str, shares: dict[str, int]) -> None:
    """Short paths would lose what belongs to the middle that they have not."""
    assert credited(Rule.POSITION, path(text, 100)) == shares


def test_decay_halves_in_seven_days() -> None:
    """A half-life of another length would tell another story."""
    assert credited(Rule.DECAY, path("meta 7, tiktok 0", 3)) == {"meta": 1, "tiktok": 2}
    assert credited(Rule.DECAY, path("meta 21, tiktok 7", 5)) == {"meta": 1, "tiktok": 4}


@given(touches.filter(bool))
def test_decay_is_what_floating_point_says_to_its_last_digits(touched: tuple[Touch, ...]) -> None:
    """A digit that was cut off too early would move money."""
    weights = [2.0 ** (-touch.days_before / 7) for touch in touched]
    expected: Counter[str] = Counter()
    for touch, weight in zip(touched, weights, strict=True):
        expected[touch.channel] += weight / sum(weights)  # type: ignore[assignment]  # floats add up as well

    for channel, share in decay(touched).items():
        assert float(share) == pytest.approx(expected[channel], rel=1e-12)


def worth(paths: Sequence[Path], coalition: frozenset[str]) -> int:
    """The conversions that these channels reach by themselves."""
    return sum(each.conversions for each in paths if each.touches and set(each.channels) <= coalition)


@given(paths_of)
@settings(max_examples=60)
def test_shapley_is_the_mean_of_what_each_channel_adds_over_all_orders_of_joining(paths: list[Path]) -> None:
    """The shortcut would be a rule of our own under a famous name."""
    players = channels_in(paths)
    orders = list(permutations(players))
    added: Counter[str] = Counter()
    for order in orders:
        for place, player in enumerate(order):
            joined = frozenset(order[:place])
            added[player] += worth(paths, joined | {player}) - worth(paths, joined)

    for credit in attribute(paths, Rule.SHAPLEY).credits:
        assert credit.exact == Fraction(added[credit.channel], len(orders))


def walked(paths: Sequence[Path], removed: str | None, steps: int = 2_000) -> float:
    """The probability of a conversion, by walking the chain step by step with floats: nothing of the solver's."""
    places = ["start", *channels_in(paths), "won"]
    taken = np.zeros((len(places), len(places)))
    for each in paths:
        for here, there in pairwise(["start", *each.channels, "won"]):
            taken[places.index(here), places.index(there)] += each.conversions
    leaving = taken.sum(axis=1, keepdims=True)
    chain = np.divide(taken, leaving, out=np.zeros_like(taken), where=leaving > 0)
    chain[-1, -1] = 1
    if removed is not None:
        chain[:, places.index(removed)] = 0
    at = np.zeros(len(places))
    at[0] = 1
    for _ in range(steps):
        at = at @ chain
    return float(at[-1])


@given(paths_of.map(lambda found: [each for each in found if each.touches]).filter(bool))
@settings(max_examples=60, deadline=None)
def test_markov_is_what_walking_the_chain_without_each_channel_loses(paths: list[Path]) -> None:
    """The removal effect would be another than the one that is named."""
    lost = {channel: 1 - walked(paths, channel) for channel in channels_in(paths)}

    assert walked(paths, None) == pytest.approx(1)
    for channel, share in markov_shares(paths).items():
        assert float(share) == pytest.approx(lost[channel] / sum(lost.values()), abs=1e-9)


def test_markov_on_a_chain_that_can_be_counted_by_hand() -> None:
    """The two could be wrong together."""
    paths = [path("meta 2, tiktok 1"), path("meta 1"), path("tiktok 1")]

    # meta: start->meta 2/3, meta->tiktok 1/2. Without meta 1/3 remains, lost 2/3; without tiktok 2/3 * 1/2, lost 2/3.
    assert markov_shares(paths) == {"meta": Fraction(1, 2), "tiktok": Fraction(1, 2)}


def test_conversions_without_touches_stand_by_themselves() -> None:
    """They would be credited to whoever else was there."""
    found = attribute([path("meta 1", 3, "30"), path("", 2, "20.55")], Rule.LINEAR)

    assert (found.untouched.conversions, found.untouched.revenue) == (2, Decimal("20.55"))
    assert [credit.conversions for credit in found.credits] == [3]


def test_no_conversions_at_all_is_no_error() -> None:
    """A quiet week would bring a failure in place of a table."""
    for rule in Rule:
        assert attribute([], rule).credits == ()


def test_what_is_left_by_rounding_goes_to_the_largest_remainder_then_by_name() -> None:
    """A third of a cent would go to somebody by chance."""
    thirds = dict.fromkeys(("meta", "tiktok", "other"), Fraction(1, 3))

    assert apportioned(thirds, Decimal(1), 2) == {
        "meta": Decimal("0.34"),
        "other": Decimal("0.33"),
        "tiktok": Decimal("0.33"),
    }


@given(touches)
def test_touches_read_back_as_they_were_written(touched: tuple[Touch, ...]) -> None:
    """What is published could not be read."""
    assert read_touches(written(touched)) == touched


def test_every_rule_says_what_it_does() -> None:
    """A rule without a meaning is a number without one."""
    assert set(MEANINGS) == set(Rule)
