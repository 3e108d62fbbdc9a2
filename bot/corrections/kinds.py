"""Which messages are held against the numbers of today, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

LOOK_BACK = timedelta(days=30)
# A picture that is neither shown nor given up by then keeps no message from being put right.
PICTURE_SETTLES = timedelta(hours=1)
CORRECTION = "correction"
MARK = "correction-mark"


@dataclass(frozen=True)
class CorrectedKind:
    """Messages whose numbers are put right.

    `rest_follows`: a number that it did not have is brought by a message of its own, and is no correction of this one.
    """

    kind: str
    rest_follows: bool = False


_DECLARED = (
    CorrectedKind("digest", rest_follows=True),
    CorrectedKind("digest-rest"),
    CorrectedKind("subscription"),
    CorrectedKind("alert"),
)
CORRECTED_KINDS: Mapping[str, CorrectedKind] = {each.kind: each for each in _DECLARED}
