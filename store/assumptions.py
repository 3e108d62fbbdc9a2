"""What finance assumes where the rows do not say, and which of several definitions it goes by.

Pure: text in, checked values out. It lies here because the ETL goes by some of it and the metrics by the rest.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from pydantic_core import ErrorDetails

# What is wrong with a metric's name ("is no metric"), or None. Only the catalogue knows.
NameFault = Callable[[str], str | None]


class AssumptionsError(ValueError):
    """The assumptions can't be used; each fault names its key and says what is allowed there."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class LtvMethod(StrEnum):
    """How lifetime value is found: from the cohorts, from margin and churn, or from an assumed lifetime."""

    OBSERVED = "observed"
    FORMULA = "formula"
    ASSUMED = "assumed"


class RefundRateBasis(StrEnum):
    """Which refunds a refund rate counts: those made in the days, or those of the orders of the days."""

    REFUND_DAY = "refund_day"
    ORDER_DAY = "order_day"


class RetentionBasis(StrEnum):
    """Who is retained: who orders again within N days of the first, or on day N or later."""

    WITHIN = "within"
    ON_OR_AFTER = "on_or_after"


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("not a number")  # noqa: TRY004  # pydantic gathers value errors, and lets type errors through
    return value


def _whole(least: int, most: int, step: int = 1) -> object:
    return Field(ge=least, le=most, multiple_of=step)


_Number = Annotated[Decimal, BeforeValidator(_number)]
_SHAPE = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_SHAPE)
class AssumedLevels:
    """Where a metric becomes a warning or critical, in the metric's unit."""

    warning: _Number | None = None
    critical: _Number | None = None


@dataclass(frozen=True, config=_SHAPE)
class Assumptions:
    """Every assumption, at its default where the company has none of its own. A share of 5 % is 0.05.

    Targets and levels are by metric name, in place of the catalogue's.
    """

    ltv_method: LtvMethod = Field(default=LtvMethod.OBSERVED, description="observed, formula or assumed")
    ltv_horizon_days: Annotated[int, Strict(), _whole(30, 360, 30)] = Field(
        default=360, description="a multiple of 30 from 30 to 360"
    )
    lifetime_months: Annotated[_Number, Field(gt=0, le=1200)] | None = Field(
        default=None, description="a number above 0 and up to 1200"
    )
    grace_days: Annotated[int, Strict(), _whole(0, 31)] = Field(default=3, description="a whole number from 0 to 31")
    attribution_days: Annotated[int, Strict(), _whole(1, 365)] = Field(
        default=30, description="a whole number from 1 to 365"
    )
    refund_rate_basis: RefundRateBasis = Field(
        default=RefundRateBasis.REFUND_DAY, description="refund_day or order_day"
    )
    retention_basis: RetentionBasis = Field(default=RetentionBasis.WITHIN, description="within or on_or_after")
    targets: Annotated[Mapping[str, _Number], AfterValidator(MappingProxyType)] = Field(
        default_factory=lambda: MappingProxyType({}), description="a number for each metric's name"
    )
    levels: Annotated[Mapping[str, AssumedLevels], AfterValidator(MappingProxyType)] = Field(
        default_factory=lambda: MappingProxyType({}),
        description='for each metric\'s name {"warning": number, "critical": number}',
    )


_FIELDS = Assumptions.__pydantic_fields__  # type: ignore[attr-defined]  # pydantic gives it to every dataclass of its own


def read_assumptions(content: str, name_fault: NameFault = lambda _name: None) -> Assumptions:
    """The assumptions that a JSON object holds; what it does not name keeps its default.

    Raises AssumptionsError with every fault at once.
    """
    repeated: list[str] = []
    document = _parse(content, repeated)
    faults = [f"{key} stands there twice: keep one of them" for key in repeated]
    found = None
    try:
        found = TypeAdapter(Assumptions).validate_python(document)
    except ValidationError as error:
        faults += map(_sentence, error.errors())
    faults += _faults_together(document, name_fault)
    if found is None or faults:
        raise AssumptionsError(tuple(faults))
    return found


def _parse(content: str, repeated: list[str]) -> dict[str, Any]:
    def as_dict(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        repeated.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(pairs)

    try:
        # Exact numbers; NaN and Infinity, which are no JSON, stay words and are refused as such.
        document = json.loads(content, parse_float=Decimal, parse_constant=str, object_pairs_hook=as_dict)
    except ValueError as error:
        raise AssumptionsError((f"it is not JSON ({error})",)) from error
    if not isinstance(document, dict):
        raise AssumptionsError(('it must hold one JSON object, such as {"grace_days": 3}',))
    return document


def _faults_together(document: Mapping[str, Any], name_fault: NameFault) -> Iterator[str]:
    """What is wrong with values that are right one by one."""
    if document.get("ltv_method") == LtvMethod.ASSUMED and document.get("lifetime_months") is None:
        yield f"lifetime_months is missing, and ltv_method assumed needs it: {_allowed(('lifetime_months',))}"
    for key in ("targets", "levels"):
        by_metric = document.get(key)
        for name in by_metric if isinstance(by_metric, dict) else ():
            if fault := name_fault(name):
                yield f"{key}.{name} {fault}"


def _sentence(error: ErrorDetails) -> str:
    place = tuple(map(str, error["loc"]))
    if error["type"] == "unexpected_keyword_argument":
        known = ("warning", "critical") if len(place) > 1 else tuple(_FIELDS)
        return f"{'.'.join(place)} is not known; there are {', '.join(known)}"
    given = json.dumps(error["input"], default=str, ensure_ascii=False)
    shown = given if len(given) <= 40 else f"{given[:39]}…"
    return f"{'.'.join(place)} is {shown} and must be {_allowed(place)}"


def _allowed(place: tuple[str, ...]) -> str:
    if len(place) == 1:
        return str(_FIELDS[place[0]].description)
    return '{"warning": number, "critical": number}' if place[0] == "levels" and len(place) == 2 else "a number"
