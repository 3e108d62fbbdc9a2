"""Each company's own settings, from a file that is named after its workspace. No two have a database in common."""

import re
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from sqlalchemy.engine import make_url

from bot.settings import Settings, SettingsError, faults_of

_FILE = re.compile(r"(?P<team>T[A-Z0-9]{2,})\.env")


def read_companies(folder: Path) -> Mapping[str, Settings]:
    """Each company's settings by its workspace. Raises SettingsError where one is not usable, or two would meet."""
    found = {match["team"]: file for file in sorted(folder.iterdir()) if (match := _FILE.fullmatch(file.name))}
    companies = {team: _settings(team, file) for team, file in found.items()}
    _tell_apart(companies)
    return companies


def _settings(team: str, file: Path) -> Settings:
    """From the file alone: what stands in the environment of the process belongs to no company."""
    try:
        settings = _OnlyTheFile.model_validate(
            {name: value for name, value in dotenv_values(file).items() if value is not None}
        )
    except ValidationError as error:
        raise SettingsError(f"{file.name} is not usable: {faults_of(error)}.") from None
    if settings.database_url is None:
        raise SettingsError(f"{file.name} has no DATABASE_URL: {team} needs a database of its own.")
    return settings


class _OnlyTheFile(Settings):
    """Settings that look at no environment and at no other file."""

    @classmethod
    def settings_customise_sources(  # pydantic's signature
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is handed over, and nothing else."""
        return (init_settings,)


def _tell_apart(companies: Mapping[str, Settings]) -> None:
    homes: dict[tuple[object, ...], str] = {}
    for team, settings in companies.items():
        url = make_url(settings.database_url.get_secret_value() if settings.database_url else "")
        home = (url.host or url.query.get("host"), url.port or 5432, url.database)
        if home in homes:
            raise SettingsError(f"{homes[home]} and {team} have the same database: each company needs one of its own.")
        homes[home] = team
