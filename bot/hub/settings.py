"""The settings of a hub. What belongs to one company stands in that company's own file."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_types import ListeningAddress, PostgresAddress
from bot.settings import SettingsError, faults_of


def _is_there(folder: Path) -> Path:
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder: make it, with a file T012AB3CD.env for each company in it")
    return folder


class HubSettings(BaseSettings):
    """Every setting of `kpibot hub`. Secrets print as stars."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", populate_by_name=True)

    client_id: str = Field(validation_alias="SLACK_CLIENT_ID", description="The app's client id (Basic Information).")
    client_secret: SecretStr = Field(
        validation_alias="SLACK_CLIENT_SECRET", description="The app's client secret (Basic Information)."
    )
    signing_secret: SecretStr = Field(
        validation_alias="SLACK_SIGNING_SECRET", description="What Slack signs its requests with."
    )
    http: ListeningAddress = Field(validation_alias="KPIBOT_HTTP", description="Where to take requests: 0.0.0.0:3000.")
    database_url: PostgresAddress = Field(
        validation_alias="KPIBOT_HUB_URL",
        description="The database that keeps who has installed the app; of no company: postgresql://…",
    )
    key: SecretStr = Field(
        validation_alias="KPIBOT_HUB_KEY",
        description="What tokens are encrypted with where they lie: kpibot hub-key makes one.",
    )
    companies: Annotated[Path, AfterValidator(_is_there)] = Field(
        validation_alias="KPIBOT_COMPANIES",
        description="The folder with a file T012AB3CD.env for each company: its DATABASE_URL and settings.",
    )
    public_url: str | None = Field(
        default=None,
        validation_alias="KPIBOT_PUBLIC_URL",
        description="The address that browsers reach the hub at, where the app has several redirect URLs.",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="Where Slack's Web API is; only a local workspace needs another.",
    )


def load_hub_settings() -> HubSettings:
    """The settings of this process. Raises SettingsError naming every fault at once, and never a secret's value."""
    try:
        return HubSettings()
    except ValidationError as error:
        raise SettingsError(f"The settings of the hub are not usable: {faults_of(error)}.") from None
