"""What a setting may be, and how it is read from its text. A wrong one is a ValueError that says why."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.access.policy import Policy
from bot.access.written import read_access
from bot.alert_settings import nothing_is_none, read_ids
from bot.assumptions import load_assumptions
from bot.digest.configured import ConfiguredDigest, read_digests
from bot.receiving.address import Address, read_address
from etl.engines.addresses import SourceAddress, read_source_address
from etl.relations import Relation, read_mirrored
from metrics.holiday_calendar import holidays_of
from store.assumptions import Assumptions
from store.measures import CHANNELS

_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no time zone; write one such as America/Toronto")
    return name


def _known_holidays(place: str) -> str:
    holidays_of(place)
    return place


def _read_assumptions(value: object) -> object:
    """The assumptions in the file of this name; an empty name is none."""
    if not isinstance(value, str):
        return value
    return load_assumptions(Path(value)) if value else Assumptions()


def _read_channels(value: object) -> object:
    """Pairs such as "Reels = meta, Snap Ads = other", by the spelling in lower case. Names every wrong pair at once."""
    if not isinstance(value, str):
        return value
    pairs = [pair.lower().rpartition("=") for pair in value.split(",") if pair.strip()]
    wrong = ["".join(pair).strip() for pair in pairs if not pair[0].strip() or pair[2].strip() not in CHANNELS]
    if wrong:
        known = f"{', '.join(CHANNELS[:-1])} or {CHANNELS[-1]}"
        raise ValueError(f"{', '.join(map(repr, wrong))} must be SPELLING = CHANNEL, the channel one of {known}")
    return {spelling.strip(): channel.strip() for spelling, _, channel in pairs}


def _read_people(value: object) -> object:
    return read_ids(value, _USER_ID, "Slack user ids such as U012AB3CD (profile, Copy member ID)")


def _read_tolerance(value: object) -> object:
    """A share such as "1%" or "0.01". A bare 1 could mean either, and is refused by the bounds."""
    if not isinstance(value, str):
        return value
    number, is_percentage = value.strip().removesuffix("%"), value.strip().endswith("%")
    try:
        return Decimal(number) / (100 if is_percentage else 1)
    except InvalidOperation:
        raise ValueError(f"{value!r} must be a share such as 1% or 0.01") from None


def _postgres_address(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("this is not a database address; it looks like postgresql://user:password@host:5432/name")
    return url


def _web_address(url: SecretStr) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("this is not a web address; it looks like https://host/path")
    return url


WebAddress = Annotated[SecretStr, AfterValidator(_web_address)]


def _read_mirrored(value: object) -> object:
    """Pairs such as "orders = shop.kpi_orders"; nothing is no pair."""
    return read_mirrored(value) if isinstance(value, str) else value


def _read_http(value: object) -> object:
    """Such as "0.0.0.0:3000"; nothing is Socket Mode."""
    return (read_address(value) if value.strip() else None) if isinstance(value, str) else value


def _read_digests(value: object) -> object:
    """Such as "executive -> C012AB3CD; finance -> C045EF6GH at 08:00"; nothing is no digest."""
    return read_digests(value) if isinstance(value, str) else value


def _read_access(value: object) -> object:
    """Such as "finance -> U012AB3CD, S034EF5GH; board: mrr -> S078MN9OP"; nothing is no group."""
    return read_access(value) if isinstance(value, str) else value


def _read_elsewhere(value: object) -> object:
    """Such as "parquet:///data/warehouse"; nothing is nowhere else."""
    return (read_source_address(value) if value.strip() else None) if isinstance(value, str) else value


AccessGroups = Annotated[Policy, NoDecode, BeforeValidator(_read_access)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Holidays = Annotated[str, AfterValidator(_known_holidays)]
SchemaName = Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]{0,62}$")]
PostgresAddress = Annotated[SecretStr, AfterValidator(_postgres_address)]
OptionalWebAddress = Annotated[WebAddress | None, BeforeValidator(nothing_is_none)]
Spellings = Annotated[Mapping[str, str], NoDecode, BeforeValidator(_read_channels)]
Elsewhere = Annotated[SourceAddress | None, NoDecode, BeforeValidator(_read_elsewhere)]
Mirrored = Annotated[Mapping[str, Relation], NoDecode, BeforeValidator(_read_mirrored)]
AssumptionsFile = Annotated[Assumptions, NoDecode, BeforeValidator(_read_assumptions)]
People = Annotated[frozenset[str], NoDecode, BeforeValidator(_read_people)]
Tolerance = Annotated[Decimal, Field(ge=0, lt=1), BeforeValidator(_read_tolerance)]
Digests = Annotated[tuple[ConfiguredDigest, ...], NoDecode, BeforeValidator(_read_digests)]
ListeningAddress = Annotated[Address, NoDecode, BeforeValidator(_read_http)]
HttpAddress = Annotated[Address | None, NoDecode, BeforeValidator(_read_http)]
