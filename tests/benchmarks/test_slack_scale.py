"""The simulation of Slack's scale keeps the limits that it is about: or its figures would be of another Slack."""

from bisect import bisect_left
from random import Random

import pytest
import slack_scale
from slack_scale import CHANNELS, LIMITS, WORKSPACES, Method, Slack, Workspace, simulated, sizes


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Method, float, int]]:
    """Every call that was not refused, with its second and its channel."""
    calls: list[tuple[Method, float, int]] = []
    call = Slack.call

    def noted(slack: Slack, method: Method, at: float, channel: int) -> float:
        wait = call(slack, method, at, channel)
        if not wait:
            calls.append((method, at, channel))
        return wait

    monkeypatch.setattr(slack_scale.Slack, "call", noted)
    return calls


@pytest.mark.parametrize("replicas", [1, 3])
def test_every_digest_stands_there_once_and_no_limit_is_passed(
    taken: list[tuple[Method, float, int]], replicas: int
) -> None:
    """A plan that Slack would refuse, or that loses a digest, is no plan."""
    workspace = Workspace(700, replicas, Random(1))  # noqa: S311  # a reproducible draw is the purpose
    workspace.run()

    for method in Method:
        times = sorted(at for each, at, _ in taken if each is method)
        assert sorted(channel for each, _, channel in taken if each is method) == list(range(700))
        # In the minute that ends with any call there are no more than are allowed.
        assert all(n + 1 - bisect_left(times, at - 59.999) <= LIMITS[method] for n, at in enumerate(times))
    assert all(workspace.pictures[channel] > workspace.messages[channel] for channel in workspace.messages)


def test_the_channels_are_as_many_as_was_said() -> None:
    """The figures are of 5,000 channels in 200 workspaces."""
    spread = sizes(Random(2))  # noqa: S311  # as above
    assert (len(spread), sum(spread), min(spread) > 0) == (WORKSPACES, CHANNELS, True)


def test_the_same_seed_gives_the_same_figures() -> None:
    """Whoever runs it again reads what docs/scale.md says."""
    first, again = (simulated([5, 80], 3) for _ in range(2))
    assert [each.pictures for each in first] == [each.pictures for each in again]
