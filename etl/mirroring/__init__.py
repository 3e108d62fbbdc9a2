"""Mirrors sources that can bear no triggers: compared by fingerprints, and row by row where these differ."""

from etl.mirroring.account import Fault, MirroredSource, Mirroring
from etl.mirroring.before_run import Pace, mirror_before_run
from etl.mirroring.depth import Depth
from etl.mirroring.errors import MirrorError
from etl.mirroring.mirror import mirror_changed

__all__ = [
    "Depth",
    "Fault",
    "MirrorError",
    "MirroredSource",
    "Mirroring",
    "Pace",
    "mirror_before_run",
    "mirror_changed",
]
