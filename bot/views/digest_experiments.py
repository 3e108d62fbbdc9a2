"""What a digest says of experiments: those that ended in its days, and those that run with users split wrongly."""

from collections.abc import Iterator

from bot.digest.content import Digest
from bot.views.blocks import bullets, paragraph, rich, strong, words
from bot.views.message import Block
from metrics.experiments.model import Reading
from metrics.experiments.sentences import verdict_text

# Who ends more in a day finds the others on their page.
_MOST = 8


def experiment_blocks(digest: Digest) -> Iterator[Block]:
    """A list with a title for each; nothing where there is none."""
    for title, found in _groups(digest):
        lines = ((strong(f"{each.design.title}  "), words(verdict_text(each, digest.currency))) for each in found)
        yield rich(paragraph(strong(title)), bullets(lines))


def experiment_sentences(digest: Digest) -> Iterator[str]:
    """The same for who listens."""
    for title, found in _groups(digest):
        told = "; ".join(f"{each.design.title}, {verdict_text(each, digest.currency)}" for each in found)
        yield f"{title}: {told}."


def _groups(digest: Digest) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    groups = {"Experiments that ended": digest.ended, "Experiments that run wrongly": digest.split_wrongly}
    yield from ((title, found[:_MOST]) for title, found in groups.items() if found)
