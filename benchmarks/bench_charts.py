"""Each kind of chart against what it can't be quicker than: its own finished figure, drawn once more and encoded.

A picture begins with an answer and ends as PNG bytes. The floor leaves out all that is ours: deciding what goes where.

Run: make bench, or python benchmarks/bench_charts.py [ROUNDS]
"""

import sys
from functools import partial

from side_by_side import in_turn, show

from charts.examples import usual_of
from charts.picture import render_png
from charts.png import encode
from charts.rendering import draw
from charts.theme import SLACK
from metrics.answer import ChartKind

MOST = 1.5


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    rows: dict[str, str] = {}
    for kind in ChartKind:
        answer = usual_of(kind)
        canvas = draw(answer, SLACK).canvas
        render_png(answer)
        taken = in_turn({"floor": partial(encode, canvas), "picture": partial(render_png, answer)}, rounds)
        ratio = taken["picture"] / taken["floor"]
        said = "met" if ratio <= MOST else "MISSED"
        rows[kind.value] = (
            f"{taken['picture'] * 1000:6.1f} ms   floor {taken['floor'] * 1000:6.1f} ms   {ratio:.2f} x   {said}"
        )
    show(f"A picture against redrawing and encoding its own figure, medians of {rounds}; goal at most {MOST} x", rows)


if __name__ == "__main__":
    main()
