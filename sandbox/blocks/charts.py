"""The data_visualization block: one small chart, drawn by Slack."""

from collections.abc import Iterator

from sandbox.blocks.composition import BLOCK_ID, typed
from sandbox.blocks.rules import ByType, Finding, Items, Number, Shape, Text
from sandbox.payload import Json

_LABEL = Text(20, 1)
_POINT = Shape({"label": _LABEL, "value": Number()}, ("label", "value"))
_SERIES = Shape({"name": _LABEL, "data": Items(_POINT, 20)}, ("name", "data"))
_AXES = Shape({"categories": Items(_LABEL, 20), "x_label": Text(50), "y_label": Text(50)}, ("categories",))
_SEGMENT = Shape({"label": _LABEL, "value": Number(above=0)}, ("label", "value"))


def _fits_its_axes(chart: Json, pointer: str) -> Iterator[Finding]:
    names = [series["name"] for series in chart["series"]]
    categories = chart["axis_config"]["categories"]
    if len(set(names)) != len(names):
        yield Finding("not_unique", "series names must be unique", f"{pointer}/series")
    for index, series in enumerate(chart["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            message = "each series must have exactly one data point per category"
            yield Finding("category_mismatch", message, f"{pointer}/series/{index}/data", categories)


def _axes_chart(name: str) -> Shape:
    shape = typed(name, {"series": Items(_SERIES, 12), "axis_config": _AXES}, ("series", "axis_config"))
    return Shape(shape.fields, shape.required, also=_fits_its_axes)


_PIE = typed("pie", {"segments": Items(_SEGMENT, 12)}, ("segments",))
_CHART = ByType({"pie": _PIE, **{name: _axes_chart(name) for name in ("line", "bar", "area")}})
DATA_VISUALIZATION = typed(
    "data_visualization", {"title": Text(50, 1), "chart": _CHART, "block_id": BLOCK_ID}, ("title", "chart")
)
