"""What an Answer's values and pictures are kinds of."""

from enum import StrEnum


class Unit(StrEnum):
    """What a value counts. A FRACTION is a share of one (0.05) and is shown as a percentage (5%)."""

    MONEY = "money"
    COUNT = "count"
    FRACTION = "fraction"
    RATIO = "ratio"
    DAYS = "days"
    MONTHS = "months"


class Direction(StrEnum):
    """Which way is good news."""

    UP_IS_GOOD = "up_is_good"
    DOWN_IS_GOOD = "down_is_good"
    NEUTRAL = "neutral"


class Status(StrEnum):
    """Where a value stands against its target and its alert levels."""

    ON_TARGET = "on_target"
    OFF_TARGET = "off_target"
    WARNING = "warning"
    CRITICAL = "critical"
    NONE = "none"


class Absence(StrEnum):
    """What kind of reason there is for no value. HARMLESS: it could not be better, as where no cash is burnt.

    KEPT: there is one, and not for these eyes.
    """

    NO_DATA = "no data"
    WITHHELD = "withheld"
    TOO_SMALL = "too small a sample"
    UNDEFINED = "undefined"
    HARMLESS = "harmless"
    KEPT = "kept"


class Grain(StrEnum):
    """The length of time between two points of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ChartKind(StrEnum):
    """The picture that suits a metric best."""

    LINE = "line"
    BAR = "bar"
    GAUGE = "gauge"
    STACKED_BAR = "stacked bar"
    PIE = "pie"
    NUMBER = "number"
    COHORT_CURVES = "cohort curves"
    HEAT_MAP = "heat map"
    TABLE = "table"
    FORECAST = "forecast"
    INTERVALS = "intervals"
    OUTLOOK = "outlook"
    WATERFALL = "waterfall"


class Comparison(StrEnum):
    """What a value is held against: the period before, the same days a year before, the target, what each day usually
    is, or what finance expected.
    """

    PREVIOUS = "previous"
    LAST_YEAR = "last year"
    TARGET = "target"
    USUAL = "usual"
    FORECAST = "forecast"


class ChangeKind(StrEnum):
    """RELATIVE: (value - previous) / previous. POINTS: value - previous of fractions (0.01 is one point)."""

    RELATIVE = "relative"
    POINTS = "points"
