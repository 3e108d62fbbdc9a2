"""An Answer as one JSON object for scripts: decimals as strings, days as ISO dates, null with a reason for no value."""

from decimal import Decimal
from typing import Any

from metrics.answer import Answer, Dashboard, Input, Point
from metrics.answer.wording import sentence


def to_json(content: Answer | Dashboard) -> dict[str, Any]:
    """The object that `kpibot ask --json` prints, for a number or a page of them."""
    return dashboard_to_json(content) if isinstance(content, Dashboard) else answer_to_json(content)


def dashboard_to_json(page: Dashboard) -> dict[str, Any]:
    """A page: its headline numbers, and its rows of panels."""
    return {
        "dashboard": page.name,
        "title": page.title,
        "headlines": [answer_to_json(answer) for answer in page.headlines],
        "rows": [[answer_to_json(answer) for answer in row] for row in page.rows],
        "snapshot": page.snapshot.id if page.snapshot else None,
    }


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """One number."""
    return {
        "metric": answer.metric,
        "title": answer.title,
        "period": {
            "start": answer.period.start.isoformat(),
            "end": answer.period.end.isoformat(),
            "label": answer.period.label,
        },
        "unit": answer.unit.value,
        "currency": answer.currency,
        "value": _decimal(answer.value),
        "reason": answer.reason,
        "absence": answer.absence.value if answer.absence else None,
        "comparison": answer.comparison.value,
        "previous": _decimal(answer.previous),
        "change": _decimal(answer.change.value) if answer.change else None,
        "change_kind": answer.change.kind.value if answer.change else None,
        "target": _decimal(answer.target.value) if answer.target else None,
        "status": answer.status.value,
        "grain": answer.grain.value,
        "series": _points(answer.series),
        "previous_series": _points(answer.previous_series),
        "usual": [
            [each.day.isoformat(), *map(_decimal, (each.expected, each.low, each.high))] for each in answer.usual
        ],
        "annotations": [[each.day.isoformat(), each.text] for each in answer.annotations],
        "cohorts": [
            {"month": each.month.isoformat(), "customers": each.customers, "values": [*map(_decimal, each.values)]}
            for each in answer.cohorts
        ],
        "dimension": answer.dimension,
        "breakdown": {part.name: _decimal(part.value) for part in answer.breakdown},
        "breakdown_reasons": {part.name: part.reason for part in answer.breakdown if part.reason},
        "breakdown_series": {part.name: _points(part.series) for part in answer.breakdown if part.series},
        "breakdown_inputs": {
            part.name: [_input(each) for each in part.inputs] for part in answer.breakdown if part.inputs
        },
        "forecast": _forecast(answer),
        "definition": answer.definition,
        "alternatives": list(answer.alternatives),
        "inputs": [_input(each) for each in answer.inputs],
        "sample": _sample(answer),
        "freshness": _freshness(answer),
        "snapshot": answer.snapshot.id if answer.snapshot else None,
        "notes": list(answer.notes),
        "text": sentence(answer),
    }


def _decimal(value: Decimal | None) -> str | None:
    # Never 1E+3: scripts that read decimals as text expect digits.
    return None if value is None else f"{value:f}"


def _points(points: tuple[Point, ...]) -> list[list[str | None]]:
    return [[point.day.isoformat(), _decimal(point.value)] for point in points]


def _input(each: Input) -> dict[str, Any]:
    return {
        "name": each.name,
        "label": each.label,
        "value": _decimal(each.value),
        "unit": each.unit.value,
        "formula": each.formula,
        "reason": each.reason,
        "sources": list(each.sources),
        "inputs": [_input(child) for child in each.inputs],
    }


def _forecast(answer: Answer) -> dict[str, Any] | None:
    if answer.forecast is None:
        return None
    landing = answer.forecast.landing
    return {
        "months": [
            {
                "month": f"{each.month:%Y-%m}",
                "actual": _decimal(each.actual),
                "expected": _decimal(each.expected),
                "variance": _decimal(each.variance.value) if each.variance else None,
                "variance_share": _decimal(each.variance.share) if each.variance else None,
                "is_good": each.variance.is_good if each.variance else None,
                "forecast": _decimal(each.forecast),
                "low": _decimal(each.low),
                "high": _decimal(each.high),
            }
            for each in answer.forecast.months
        ],
        "landing": landing
        and {
            "year": landing.year,
            "value": _decimal(landing.value),
            "low": _decimal(landing.low),
            "high": _decimal(landing.high),
            "forecast": _decimal(landing.forecast),
            "reason": landing.reason,
        },
    }


def _sample(answer: Answer) -> dict[str, Any] | None:
    if answer.sample is None:
        return None
    return {"size": answer.sample.size, "of": answer.sample.of, "minimum": answer.sample.minimum}


def _freshness(answer: Answer) -> dict[str, Any] | None:
    if answer.freshness is None:
        return None
    return {
        "through": answer.freshness.through.isoformat(),
        "days_behind": answer.freshness.days_behind,
        "held_back_by": answer.freshness.held_back_by,
        "published_at": answer.snapshot.published_at.isoformat() if answer.snapshot else None,
    }
