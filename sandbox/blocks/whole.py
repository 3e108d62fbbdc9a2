"""What concerns a whole payload rather than one block: counts, places, unique ids, sums of characters."""

from collections import Counter
from collections.abc import Iterator

from sandbox.blocks.kinds import KINDS, MARKDOWN_CHARACTERS, MOST_BLOCKS, MOST_OF_KIND, Surface
from sandbox.blocks.rules import ByType, Finding, Items
from sandbox.blocks.tables import TABLE_CHARACTERS, characters
from sandbox.payload import Json


def findings(blocks: object, surface: Surface, pointer: str = "/blocks") -> list[Finding]:
    """Everything that is wrong with the blocks of one payload."""
    rule = Items(ByType({name: kind.rule for name, kind in KINDS.items()}), MOST_BLOCKS[surface], 0)
    found = list(rule.check(blocks, pointer))
    if isinstance(blocks, list):
        known = [(i, b) for i, b in enumerate(blocks) if isinstance(b, dict) and b.get("type") in KINDS]
        found += _misplaced(known, surface, pointer)
        found += _repeated_ids(known, pointer)
        found += _too_many_of_a_kind(known, pointer)
    if not found:
        found += _too_much_text([block for _, block in known], pointer)
    return found


def _misplaced(blocks: list[tuple[int, Json]], surface: Surface, pointer: str) -> Iterator[Finding]:
    for index, block in blocks:
        if surface not in KINDS[block["type"]].surfaces:
            message = f"{block['type']} blocks are not allowed in a {surface.value}"
            yield Finding("invalid_surface", message, f"{pointer}/{index}/type", surface.value)


def _repeated_ids(blocks: list[tuple[int, Json]], pointer: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, block in blocks:
        block_id = block.get("block_id")
        if block_id and str(block_id) in seen:
            message = f"`block_id` {block_id} already exists in this payload"
            yield Finding("not_unique", message, f"{pointer}/{index}/block_id")
        seen.add(str(block_id))


def _too_many_of_a_kind(blocks: list[tuple[int, Json]], pointer: str) -> Iterator[Finding]:
    counts = Counter(block["type"] for _, block in blocks)
    for kind, most in MOST_OF_KIND.items():
        if counts[kind] > most:
            yield Finding("too_many", f"no more than {most} {kind} blocks allowed", pointer, most)


def _too_much_text(blocks: list[Json], pointer: str) -> Iterator[Finding]:
    for kind, most in TABLE_CHARACTERS.items():
        total = sum(characters(block) for block in blocks if block["type"] == kind)
        if total > most:
            yield Finding("too_long", f"{kind} cells must hold no more than {most} characters", pointer, most)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN_CHARACTERS:
        message = f"markdown blocks must hold no more than {MARKDOWN_CHARACTERS} characters"
        yield Finding("too_long", message, pointer, MARKDOWN_CHARACTERS)
