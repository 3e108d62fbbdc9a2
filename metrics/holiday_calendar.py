"""The holidays of a country, on which no weekday is as it usually is."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from metrics.usual import no_holidays

EXAMPLE = "CA-ON"


class UnknownCountryError(ValueError):
    """There is no calendar of that name; the sentence says what to write."""


@lru_cache
def holidays_of(place: str) -> Callable[[date], bool]:
    """Whether a day is a holiday there: a country, or one and its region, as in ISO 3166 (CA, CA-ON, DE-BY).

    An empty place has none. Raises UnknownCountryError.
    """
    if not place:
        return no_holidays
    # Only who keeps holidays need wait for it.
    from holidays import country_holidays  # noqa: PLC0415

    country, _, region = place.partition("-")
    try:
        calendar = country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        raise UnknownCountryError(
            f"{place!r} is no country or region whose holidays are known: write {EXAMPLE}"
        ) from None
    # The calendar fills itself year by year as it is asked.
    return lambda day: day in calendar
