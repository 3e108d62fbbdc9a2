"""What is counted and timed while the bot works: declarations, and one place that observes.

Labels take words of ours alone, never a person, a channel or what somebody typed: each label's values can be counted.
"""

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram

# What of a question's facts is a stage: "query_ms" and its like, as bot.log_lines.timed notes them.
STAGES = ("run", "query", "render", "upload", "processing", "file", "post")
_MILLISECONDS = "_ms"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
# Of which kind it was, what came of it, how long it took in all (milliseconds), and its facts: Meters.question.
Observe = Callable[[str, str, int, Mapping[str, object]], None]


def unobserved(kind: str, outcome: str, total_ms: int, facts: Mapping[str, object]) -> None:
    """Where nobody counts."""


class Meters:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "kpibot_questions",
            "What people asked, by kind and by what came of it.",
            ("kind", "outcome"),
            registry=self.registry,
        )
        self.answers = Histogram(
            "kpibot_answer_seconds",
            "From being asked to being answered.",
            ("kind",),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.stages = Histogram(
            "kpibot_stage_seconds",
            "How long each stage of an answer took.",
            ("stage",),
            buckets=_BUCKETS,
            registry=self.registry,
        )

    def question(self, kind: str, outcome: str, total_ms: int, facts: Mapping[str, object]) -> None:
        """A question is done with."""
        self.questions.labels(kind, outcome).inc()
        self.answers.labels(kind).observe(total_ms / 1000)
        for stage in STAGES:
            took = facts.get(f"{stage}{_MILLISECONDS}")
            if isinstance(took, int):
                self.stages.labels(stage).observe(took / 1000)
