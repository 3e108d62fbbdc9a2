"""200 workspaces with 5,000 channels and a digest in each at 07:30: how the outbox empties under Slack's limits.

A simulation: each replica has one sender and one illustrator, as a running bot has, which claim, wait for Slack, and
write down what came of it. Slack refuses what comes too soon, with Retry-After. The limits are Slack's published ones;
how long a call takes is assumed, and what a claim costs was measured by bench_outbox.py.

Run: python benchmarks/slack_scale.py [--plot FILE.png]
"""

import argparse
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from pathlib import Path
from random import Random
from statistics import median

from bot_at_work import percentile
from matplotlib.figure import Figure
from side_by_side import show

from bot.delivery.claiming import PACE
from bot.delivery.delivering import IDLE_SECONDS

WORKSPACES, CHANNELS, SEED = 200, 5_000, 730
# Seconds: a call to Slack (median and spread of a log-normal), and what claiming and writing down cost.
CALL_SECONDS, CALL_SPREAD, CLAIM_SECONDS = 0.18, 0.4, 0.016
# Drawing and uploading a page, once for each workspace: it has the same digest in all of its channels.
PICTURE_SECONDS = 2.5


class Method(StrEnum):
    """What is called, by Slack's name for it."""

    POST = "chat.postMessage"
    UPDATE = "chat.update"


# Calls a minute in one workspace: "several hundred" taken as 300, and tier 3.
LIMITS = {Method.POST: 300, Method.UPDATE: 50}
_WINDOW = 60.0


@dataclass
class Slack:
    """One workspace's limits: so many calls of each method in any minute, and one message a second in each channel."""

    calls: dict[Method, deque[float]] = field(default_factory=lambda: {method: deque() for method in Method})
    posted: dict[int, float] = field(default_factory=dict)
    refused: Counter[Method] = field(default_factory=Counter)

    def call(self, method: Method, at: float, channel: int) -> float:
        """The seconds to wait where it is refused, and 0 where it is taken."""
        calls = self.calls[method]
        while calls and calls[0] <= at - _WINDOW:
            calls.popleft()
        wait = calls[0] + _WINDOW - at if len(calls) >= LIMITS[method] else 0.0
        if method is Method.POST:
            wait = max(wait, self.posted.get(channel, -1.0) + PACE.total_seconds() - at)
        if wait > 0:
            self.refused[method] += 1
            # Slack tells whole seconds.
            return float(int(wait) + 1)
        calls.append(at)
        if method is Method.POST:
            self.posted[channel] = at
        return 0.0


@dataclass
class Workspace:
    """What is owed in one workspace, and when each message and each picture stood there (seconds after 07:30)."""

    channels: int
    replicas: int
    dice: Random
    slack: Slack = field(default_factory=Slack)
    messages: dict[int, float] = field(default_factory=dict)
    pictures: dict[int, float] = field(default_factory=dict)
    # When each may be tried, in the order in which they were owed.
    _owed: list[tuple[float, int]] = field(default_factory=list)
    _wanted: list[tuple[float, int]] = field(default_factory=list)
    _paused: dict[Method, float] = field(default_factory=lambda: dict.fromkeys(Method, 0.0))

    def run(self) -> None:
        """Until nothing is owed."""
        self._owed = [(0.0, channel) for channel in range(self.channels)]
        # Each looks at the outbox at a moment of its own.
        working = [(self.dice.random() * IDLE_SECONDS, step) for step in (self._send, self._illustrate) * self.replicas]
        while self._owed or self._wanted:
            working.sort(key=itemgetter(0))
            now, step = working.pop(0)
            working.append((step(now), step))

    def _send(self, now: float) -> float:
        """A sender's step; returns when it is free again."""
        due = self._due(self._owed, Method.POST, now)
        if due is None:
            return now + IDLE_SECONDS
        done = now + CLAIM_SECONDS + self._call_seconds()
        wait = self.slack.call(Method.POST, done, due)
        if wait:
            # The second channel that is refused stops all of them: one more call than need be.
            self._paused[Method.POST] = done + wait
            self._owed.insert(0, (done + wait, due))
            # It is looked for before it is tried again.
            return done + self._call_seconds()
        self.messages[due] = done
        self._wanted.append((done, due))
        return done

    def _illustrate(self, now: float) -> float:
        """An illustrator's step. The first picture is drawn and uploaded; all channels have the same."""
        due = self._due(self._wanted, Method.UPDATE, now)
        if due is None:
            return now + IDLE_SECONDS
        done = now + CLAIM_SECONDS + self._call_seconds() + (0.0 if self.pictures else PICTURE_SECONDS)
        wait = self.slack.call(Method.UPDATE, done, due)
        if wait:
            self._paused[Method.UPDATE] = done + wait
            self._wanted.insert(0, (done + wait, due))
        else:
            self.pictures[due] = done
        return done

    def _due(self, rows: list[tuple[float, int]], method: Method, now: float) -> int | None:
        if now < self._paused[method]:
            return None
        place = next((place for place, (at, _) in enumerate(rows) if at <= now), None)
        return None if place is None else rows.pop(place)[1]

    def _call_seconds(self) -> float:
        return CALL_SECONDS * self.dice.lognormvariate(0, CALL_SPREAD)


def sizes(dice: Random) -> list[int]:
    """How many channels each workspace has: most a few, some very many, 5,000 together."""
    drawn = [dice.lognormvariate(0, 1.2) for _ in range(WORKSPACES)]
    found = [max(1, round(CHANNELS * each / sum(drawn))) for each in drawn]
    found[found.index(max(found))] += CHANNELS - sum(found)
    return found


def simulated(channels: list[int], replicas: int) -> list[Workspace]:
    """Workspaces, each with a bot of its own; none waits for another, for Slack's limits are each workspace's."""
    dice = Random(SEED)  # noqa: S311  # a reproducible draw is the purpose
    workspaces = [Workspace(each, replicas, dice) for each in channels]
    for workspace in workspaces:
        workspace.run()
    return workspaces


def rows_of(scenario: str, workspaces: list[Workspace]) -> Iterator[tuple[str, str]]:
    """How soon the messages and the pictures stood there."""
    for what, method in (("messages", Method.POST), ("pictures", Method.UPDATE)):
        times = times_of(workspaces, method)
        refused = sum(each.slack.refused[method] for each in workspaces)
        share = f"median {_time(median(times))}   p95 {_time(percentile(times, 0.95))}   last {_time(max(times))}"
        yield f"{scenario}: {what}", f"{share}   of {len(times):,}, {refused:,} refused for a while"


def times_of(workspaces: list[Workspace], method: Method) -> list[float]:
    """When each message stood there, or its picture."""
    return [at for each in workspaces for at in (each.messages if method is Method.POST else each.pictures).values()]


def _time(seconds: float) -> str:
    return f"{int(seconds // 60):3}:{int(seconds % 60):02}"


def plot(curves: dict[str, list[float]], file: Path) -> None:
    """How many of the messages and pictures stood there by when."""
    figure = Figure(figsize=(9, 4.6), dpi=110, layout="constrained")
    axes = figure.subplots()
    for (name, times), style in zip(curves.items(), ("-", "-", "--", "--"), strict=True):
        ordered = sorted(times)
        axes.step(
            [at / 60 for at in ordered], [(n + 1) / len(ordered) * 100 for n in range(len(ordered))], style, label=name
        )
    axes.set(xlabel="minutes after 07:30", ylabel="% of 5,000 channels", xlim=(0, None), ylim=(0, 103))
    axes.set_title("A digest in each of 5,000 channels: what stands there by when")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(file)


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    spread = sizes(Random(SEED))  # noqa: S311  # as above
    rows: dict[str, str] = {}
    curves: dict[str, list[float]] = {}
    for name, channels in ((f"{WORKSPACES} workspaces", spread), ("one workspace", [CHANNELS])):
        for replicas in ("1 replica", "3 replicas"):
            done = simulated(channels, int(replicas[0]))
            rows |= dict(rows_of(f"{name}, {replicas}", done))
            if channels is spread:
                curves[f"messages, {replicas}"] = times_of(done, Method.POST)
                curves[f"pictures, {replicas}"] = times_of(done, Method.UPDATE)
    largest, middle = max(spread), median(spread)
    show(
        f"{CHANNELS:,} digests; the largest of {WORKSPACES} workspaces has {largest:,} channels, the median {middle:g}",
        rows,
    )
    if asked.plot:
        plot(dict(sorted(curves.items())), asked.plot)


if __name__ == "__main__":
    main()
