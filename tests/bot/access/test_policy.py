"""Which numbers a group keeps, and for whom: as it is written, and as it is decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access.policy import OPEN, Group, Policy, Sight
from bot.access.written import EXAMPLE, FINANCE_TOPICS, read_access
from metrics.catalogue import find_metric


def test_the_example_can_be_used_as_it_is() -> None:
    """Whoever copies it from the error or the docs starts."""
    policy = read_access(EXAMPLE)

    assert [(group.name, group.topics) for group in policy.groups] == [
        ("finance", FINANCE_TOPICS),
        ("board", {"mrr", "churn"}),
        ("open", frozenset()),
    ]
    assert policy.groups[0].people == ("S034EF5GH", "U012AB3CD")
    assert policy.groups[0].channels == ("C056IJ7KL",)


def test_cash_runway_burn_and_ebitda_are_for_finance_once_there_is_a_finance_group() -> None:
    """A company that names its finance people would still show its cash to everybody."""
    policy = read_access("finance -> U0000ADA")
    nobody, ada = Sight(policy), Sight(policy, policy.with_member("U0000ADA"))

    assert {"cash", "runway", "burn", "ebitda"} == FINANCE_TOPICS
    assert all(find_metric(name) for name in FINANCE_TOPICS)
    assert nobody.hidden({*FINANCE_TOPICS, "revenue"}) == FINANCE_TOPICS
    assert ada.hidden({*FINANCE_TOPICS, "revenue"}) == frozenset()


def test_without_the_setting_everybody_sees_everything() -> None:
    """An update would take numbers away that were there yesterday."""
    assert read_access("") == Policy()
    assert Sight(read_access(" \n")).hidden({"cash", "revenue"}) == frozenset()


def test_a_number_that_two_groups_keep_is_for_both() -> None:
    """The board would lose what finance is given too."""
    policy = read_access("finance -> U1A1; board: runway, cash balance -> U2B2")

    assert Sight(policy, policy.with_member("U1A1")).sees("runway")
    assert Sight(policy, policy.with_member("U2B2")).sees("cash")
    assert not Sight(policy, policy.with_member("U2B2")).sees("burn")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("finance", "'finance' is no group: it has a name"),
        ("finance -> ada", "has 'ada', which is no id of a person, user group or channel"),
        ("finance ->", "names nobody who sees them"),
        ("board -> U012AB3CD", "names no metrics: write them after a colon"),
        ("board: runwy -> U012AB3CD", "has 'runwy', which is no metric (did you mean runway?)"),
        ("open: cash -> U012AB3CD", "names metrics: open is what no other group keeps"),
        ("finance -> U0A1; finance -> U0B2", "finance is named twice"),
        ("Finance! -> U0A1", "is no group"),
    ],
)
def test_what_is_written_wrongly_is_said_with_how_to_write_it(written: str, fault: str) -> None:
    """A slip would open what was to be kept."""
    with pytest.raises(ValueError, match="It is written so: finance -> U012AB3CD") as refused:
        read_access(written)
    assert fault in str(refused.value)


def test_all_that_is_wrong_is_named_at_once() -> None:
    """One fault for each start of the bot is a bad morning."""
    with pytest.raises(ValueError, match=r"'ada'.*'runwy'"):
        read_access("finance -> ada; board: runwy -> U012AB3CD")


_NAMES = st.sampled_from(["finance", "board", "people"])
_TOPICS = st.frozensets(st.sampled_from(["cash", "runway", "mrr", "cac", "revenue"]), min_size=1)
_MEMBERS = st.frozensets(st.sampled_from(["U1", "U2", "S1", "C1"]), min_size=1)
_GROUPS = st.lists(st.builds(Group, _NAMES, _TOPICS, _MEMBERS), unique_by=lambda group: group.name)


@given(_GROUPS, st.sampled_from(["U1", "U2", "U3"]), st.sampled_from(["cash", "runway", "mrr", "cac", "aov"]))
def test_somebody_sees_what_nobody_keeps_or_a_group_of_theirs_does(
    groups: list[Group], person: str, topic: str
) -> None:
    """The rule in one line, against every policy: neither more nor less is shown."""
    policy = Policy(tuple(groups))
    keepers = [group for group in groups if topic in group.topics]

    expected = not keepers or any(person in group.members for group in keepers)
    assert Sight(policy, policy.with_member(person)).sees(topic) == expected


@given(_GROUPS, st.sampled_from(["cash", "runway", "aov"]))
def test_a_guest_sees_only_what_names_them(groups: list[Group], topic: str) -> None:
    """An agency in one channel would read the company's numbers."""
    policy = Policy((*groups, Group(OPEN, frozenset(), frozenset({"U9"}))))

    assert not Sight(policy, sees_open=False).sees(topic)
