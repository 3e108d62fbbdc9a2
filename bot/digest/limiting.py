"""A digest for readers who may not see all that its audience is declared to have."""

from dataclasses import replace

from bot.access.policy import Sight
from bot.digest.audiences import Audience
from metrics.catalogue import find_metric
from metrics.experiments.pages import LIST as EXPERIMENTS


def limited_audience(audience: Audience, sight: Sight) -> Audience:
    """The audience without the numbers that its readers may not see; their names are kept, to say so."""
    return replace(
        audience,
        headlines=tuple(each for each in audience.headlines if sight.sees(each)),
        watched=tuple(each for each in audience.watched if sight.sees(each)),
        has_experiments=audience.has_experiments and sight.sees(EXPERIMENTS),
        kept=tuple(each for each in audience.headlines if not sight.sees(each)),
    )


def remarks_on(audience: Audience) -> tuple[str, ...]:
    """What its readers must know of the numbers that are not in it."""
    metrics = [metric for metric in map(find_metric, audience.kept) if metric]
    if not metrics:
        return ()
    return (f"Kept for the groups that may see them: {', '.join(metric.title for metric in metrics)}.",)
