"""The settings, read from the environment and a `.env` file in the working folder, and checked before anything runs."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.alert_settings import AlertSettings, nothing_is_none, read_ids
from bot.alerting.response import Response
from bot.assumptions import load_assumptions
from bot.corrections.tolerance import DEFAULT_TOLERANCE
from bot.digest.configured import ConfiguredDigest, read_digests
from bot.exporting.paper import Paper
from etl.company import DEFAULT_SPELLINGS, Company
from etl.relations import Relation, read_mirrored
from metrics.catalogue.assumed import catalogue_under
from metrics.holiday_calendar import holidays_of
from metrics.metric import Metric
from store.assumptions import Assumptions
from store.database import DEFAULT_SCHEMA
from store.measures import CHANNELS

_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")


class SettingsError(Exception):
    """A setting is wrong or missing; the sentence names it and says what it should be."""


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


def _read_digests(value: object) -> object:
    """Such as "executive -> C012AB3CD; finance -> C045EF6GH at 08:00"; nothing is no digest."""
    return read_digests(value) if isinstance(value, str) else value


class Settings(AlertSettings):
    """Every setting of kpibot. Secrets print as stars."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", populate_by_name=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("kpibot", appauthor=False),
        validation_alias="KPIBOT_HOME",
        description="The folder that holds the embedded database and everything else that kpibot writes.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="A PostgreSQL to use instead of the embedded one: postgresql://user:password@host:5432/name.",
    )
    listen_url: Annotated[SecretStr, AfterValidator(_postgres_address)] | None = Field(
        default=None,
        validation_alias="KPIBOT_LISTEN_URL",
        description="The same database without a transaction pooler between: new numbers are heard of at once.",
    )
    database_schema: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]{0,62}$")] = Field(
        default=DEFAULT_SCHEMA,
        validation_alias="KPIBOT_SCHEMA",
        description="The database schema that holds everything of kpibot's.",
    )
    zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="America/Toronto",
        validation_alias="KPIBOT_ZONE",
        description="The company's time zone: its days begin and end there.",
    )
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = Field(
        default="CAD",
        validation_alias="KPIBOT_CURRENCY",
        description="The company's one currency, as in ISO 4217.",
    )
    holidays: Annotated[str, AfterValidator(_known_holidays)] = Field(
        default="",
        validation_alias="KPIBOT_HOLIDAYS",
        description="The country, or country and region, whose holidays are no usual days: CA, CA-ON. Empty: none.",
    )
    channels: Annotated[Mapping[str, str], NoDecode, BeforeValidator(_read_channels)] = Field(
        default_factory=dict,
        validation_alias="KPIBOT_CHANNELS",
        description="Spellings of channels beside the usual ones: Reels = meta, Snap Ads = other.",
    )
    mirrored: Annotated[Mapping[str, Relation], NoDecode, BeforeValidator(_read_mirrored)] = Field(
        default_factory=dict,
        validation_alias="KPIBOT_MIRRORED",
        description="Tables and views of the company's own that sources are mirrored from: orders = shop.kpi_orders.",
    )
    assumptions: Annotated[Assumptions, NoDecode, BeforeValidator(_read_assumptions)] = Field(
        default_factory=Assumptions,
        validation_alias="KPIBOT_ASSUMPTIONS",
        description="A JSON file of what finance assumes: LTV method, days of grace, targets, levels.",
    )
    refreshers: Annotated[frozenset[str], NoDecode, BeforeValidator(_read_people)] = Field(
        default=frozenset(),
        validation_alias="KPIBOT_REFRESHERS",
        description="Who may start a run with /kpi refresh, as Slack user ids: U012AB3CD, U045EF6GH. Empty: everybody.",
    )
    owners: Annotated[frozenset[str], NoDecode, BeforeValidator(_read_people)] = Field(
        default=frozenset(),
        validation_alias="KPIBOT_OWNERS",
        description="Who is told when something can't be delivered, as Slack user ids: U012AB3CD. Empty: only the log.",
    )
    correction_tolerance: Annotated[Decimal, Field(ge=0, lt=1), BeforeValidator(_read_tolerance)] = Field(
        default=DEFAULT_TOLERANCE,
        validation_alias="KPIBOT_CORRECTION_TOLERANCE",
        description="How far a posted number may move before its message is corrected: 1%, or 0.01.",
    )
    audit_webhook: Annotated[WebAddress | None, BeforeValidator(nothing_is_none)] = Field(
        default=None,
        validation_alias="KPIBOT_AUDIT_WEBHOOK",
        description="Where what is missing is posted as JSON beside Slack, for when Slack itself is away.",
    )
    heartbeat_url: Annotated[WebAddress | None, BeforeValidator(nothing_is_none)] = Field(
        default=None,
        validation_alias="KPIBOT_HEARTBEAT_URL",
        description="Asked for every minute while all that was promised is delivered, and not otherwise.",
    )
    digests: Annotated[tuple[ConfiguredDigest, ...], NoDecode, BeforeValidator(_read_digests)] = Field(
        default=(),
        validation_alias="KPIBOT_DIGESTS",
        description="Which digests go where, and when: executive -> C012AB3CD; finance -> C045EF6GH at 08:00.",
    )
    paper: Paper = Field(
        default=Paper.LETTER,
        validation_alias="KPIBOT_PAPER",
        description="The paper that PDF files are made for: letter or a4.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, validation_alias="SLACK_BOT_TOKEN", description="The bot's token, xoxb-…"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, validation_alias="SLACK_APP_TOKEN", description="The app-level token for Socket Mode, xapp-…"
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="Where Slack's Web API is; only a local workspace needs another.",
    )

    @cached_property
    def catalogue(self) -> Mapping[str, Metric]:
        """What each metric means to the company."""
        return catalogue_under(self.assumptions)

    @cached_property
    def response(self) -> Response:
        """What people may do about an alert, and what happens while they do nothing."""
        return self.response_in(self.zone)

    @cached_property
    def company(self) -> Company:
        """What the ETL must know of the company."""
        return Company(
            zone=self.zone,
            currency=self.currency,
            spellings={**DEFAULT_SPELLINGS, **self.channels},
            grace_days=self.assumptions.grace_days,
            attribution_days=self.assumptions.attribution_days,
            mirrored=self.mirrored,
        )


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError naming every fault at once, and never a secret's value."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{fault['loc'][0]}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()
        )
        raise SettingsError(f"The settings are not usable: {faults}.") from None
