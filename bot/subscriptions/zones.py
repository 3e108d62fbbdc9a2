"""Time zones as people type them."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones


def find_zone(typed: str) -> str | None:
    """The zone of this name, in whatever case: "europe/berlin", "UTC"."""
    return _by_name().get(typed.casefold())


def zone_near(typed: str) -> str | None:
    """The zone of this city: "Berlin", "new_york"."""
    return _by_city().get(typed.casefold())


@cache
def _by_name() -> Mapping[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


@cache
def _by_city() -> Mapping[str, str]:
    """The longest names come last: of America/Indianapolis and America/Indiana/Indianapolis the first is older."""
    named = sorted((name for name in available_timezones() if "/" in name), key=len, reverse=True)
    return {name.rpartition("/")[2].casefold(): name for name in named}
