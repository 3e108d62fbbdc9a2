"""How a pool and its workers talk: frames of a kind, a length and bytes, over the worker's standard streams."""

from enum import IntEnum
from struct import Struct

HEAD = Struct(">BI")


class FrameKind(IntEnum):
    """What a frame carries."""

    READY = 0  # nothing: the worker has imported and drawn once
    JOB = 1  # a pickled pair of Answer or Dashboard and form; only a worker reads it, from the one that started it
    PICTURE = 2  # the PNG or SVG
    REFUSAL = 3  # the sentence of a RenderError, in UTF-8


def frame(kind: FrameKind, body: bytes = b"") -> bytes:
    """A frame as bytes."""
    return HEAD.pack(kind, len(body)) + body
