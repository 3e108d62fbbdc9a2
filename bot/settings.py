"""The settings, read from the environment and a `.env` file in the working folder, and checked before anything runs."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from bot.access.policy import Policy
from bot.access.written import EXAMPLE
from bot.alert_settings import AlertSettings
from bot.alerting.response import Response
from bot.corrections.tolerance import DEFAULT_TOLERANCE
from bot.exporting.paper import Paper
from bot.pacing import PER_CHANNEL, PER_PERSON
from bot.setting_types import (
    AccessGroups,
    AssumptionsFile,
    Currency,
    Digests,
    Elsewhere,
    Holidays,
    HttpAddress,
    Mirrored,
    OptionalWebAddress,
    People,
    PostgresAddress,
    SchemaName,
    Spellings,
    Tolerance,
    Zone,
)
from etl.company import DEFAULT_SPELLINGS, Company
from metrics.catalogue.assumed import catalogue_under
from metrics.metric import Metric
from store.assumptions import Assumptions
from store.database import DEFAULT_SCHEMA


class SettingsError(Exception):
    """A setting is wrong or missing; the sentence names it and says what it should be."""


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
    listen_url: PostgresAddress | None = Field(
        default=None,
        validation_alias="KPIBOT_LISTEN_URL",
        description="The same database without a transaction pooler between: new numbers are heard of at once.",
    )
    database_schema: SchemaName = Field(
        default=DEFAULT_SCHEMA,
        validation_alias="KPIBOT_SCHEMA",
        description="The database schema that holds everything of kpibot's.",
    )
    zone: Zone = Field(
        default="America/Toronto",
        validation_alias="KPIBOT_ZONE",
        description="The company's time zone: its days begin and end there.",
    )
    currency: Currency = Field(
        default="CAD",
        validation_alias="KPIBOT_CURRENCY",
        description="The company's one currency, as in ISO 4217.",
    )
    holidays: Holidays = Field(
        default="",
        validation_alias="KPIBOT_HOLIDAYS",
        description="The country, or country and region, whose holidays are no usual days: CA, CA-ON. Empty: none.",
    )
    channels: Spellings = Field(
        default_factory=dict,
        validation_alias="KPIBOT_CHANNELS",
        description="Spellings of channels beside the usual ones: Reels = meta, Snap Ads = other.",
    )
    mirrored: Mirrored = Field(
        default_factory=dict,
        validation_alias="KPIBOT_MIRRORED",
        description="Tables and views of the company's own that sources are mirrored from: orders = shop.kpi_orders.",
    )
    elsewhere: Elsewhere = Field(
        default=None,
        validation_alias="SOURCE_URL",
        description="Where sources lie that are aggregated in place: another Postgres, Parquet files, a Spark cluster.",
    )
    assumptions: AssumptionsFile = Field(
        default_factory=Assumptions,
        validation_alias="KPIBOT_ASSUMPTIONS",
        description="A JSON file of what finance assumes: LTV method, days of grace, targets, levels.",
    )
    refreshers: People = Field(
        default=frozenset(),
        validation_alias="KPIBOT_REFRESHERS",
        description="Who may start a run with /kpi refresh, as Slack user ids: U012AB3CD, U045EF6GH. Empty: everybody.",
    )
    owners: People = Field(
        default=frozenset(),
        validation_alias="KPIBOT_OWNERS",
        description="Who is told when something can't be delivered, as Slack user ids: U012AB3CD. Empty: only the log.",
    )
    access: AccessGroups = Field(
        default_factory=Policy,
        validation_alias="KPIBOT_ACCESS",
        description=f"Which numbers are for whom alone: {EXAMPLE}. Empty: every member of the workspace sees all.",
    )
    correction_tolerance: Tolerance = Field(
        default=DEFAULT_TOLERANCE,
        validation_alias="KPIBOT_CORRECTION_TOLERANCE",
        description="How far a posted number may move before its message is corrected: 1%, or 0.01.",
    )
    audit_webhook: OptionalWebAddress = Field(
        default=None,
        validation_alias="KPIBOT_AUDIT_WEBHOOK",
        description="Where what is missing is posted as JSON beside Slack, for when Slack itself is away.",
    )
    heartbeat_url: OptionalWebAddress = Field(
        default=None,
        validation_alias="KPIBOT_HEARTBEAT_URL",
        description="Asked for every minute while all that was promised is delivered, and not otherwise.",
    )
    per_person: int = Field(
        default=PER_PERSON,
        ge=1,
        validation_alias="KPIBOT_PER_PERSON",
        description="How many questions of one person are answered in a minute, by each process.",
    )
    per_channel: int = Field(
        default=PER_CHANNEL,
        ge=1,
        validation_alias="KPIBOT_PER_CHANNEL",
        description="How many questions in one channel are answered in a minute, by each process.",
    )
    audit_days: int = Field(
        default=400,
        ge=30,
        le=3_650,
        validation_alias="KPIBOT_AUDIT_DAYS",
        description="For how many days it is kept who asked for what.",
    )
    digests: Digests = Field(
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
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="What Slack signs its requests with, in HTTP mode.",
    )
    http: HttpAddress = Field(
        default=None,
        validation_alias="KPIBOT_HTTP",
        description="Take Slack's requests here instead of by Socket Mode: 127.0.0.1:3000. Empty: Socket Mode.",
    )
    metrics: HttpAddress = Field(
        default=None,
        validation_alias="KPIBOT_METRICS",
        description="Show numbers of kpibot itself for Prometheus here: 9464 (this machine only), or 0.0.0.0:9464.",
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
            elsewhere=self.elsewhere,
        )


def faults_of(error: ValidationError) -> str:
    """What is wrong with settings, each under its name, and never a secret's value."""
    return "; ".join(f"{fault['loc'][0]}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors())


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError naming every fault at once, and never a secret's value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(f"The settings are not usable: {faults_of(error)}.") from None
