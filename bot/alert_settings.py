"""The settings of alerts: who is told, who may acknowledge and how, and what happens while nobody does."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

from alerts.escalation import (
    DEFAULT_CHAIN,
    EXAMPLE,
    QUIET_EXAMPLE,
    ROTA,
    ROTA_EXAMPLE,
    escalation,
    read_quiet,
    read_rota,
    read_steps,
)
from bot.alerting.response import Response

_CONVERSATION_ID = re.compile(r"[CGDUW][A-Z0-9]{2,}")
_RESPONDER_ID = re.compile(r"[UWS][A-Z0-9]{2,}")
_REACTION = re.compile(r"[a-z0-9_+'-]+")
_LASTS = re.compile(r"(\d{1,3}) ?([hd])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1)}
DEFAULT_REACTIONS = frozenset({"eyes", "white_check_mark"})


def nothing_is_none(value: object) -> object:
    """A setting that is there and empty is not set."""
    return value or None


def _conversation(found: str | None) -> str | None:
    if found is not None and not _CONVERSATION_ID.fullmatch(found):
        raise ValueError(f"{found!r} must be the id of a channel such as C012AB3CD (its details, at the bottom)")
    return found


def read_ids(value: object, form: re.Pattern[str], what: str) -> object:
    """What is written between commas, each of that form. Names every wrong one at once."""
    if not isinstance(value, str):
        return value
    found = [each.strip() for each in value.split(",") if each.strip()]
    wrong = [each for each in found if not form.fullmatch(each)]
    if wrong:
        raise ValueError(f"{', '.join(map(repr, wrong))} must be {what}")
    return frozenset(found)


def _read_responders(value: object) -> object:
    return read_ids(value, _RESPONDER_ID, "Slack ids of people or user groups, such as U012AB3CD or S045EF6GH")


def _read_reactions(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        return DEFAULT_REACTIONS
    return read_ids(value.replace(":", "") if isinstance(value, str) else value, _REACTION, "emoji such as eyes")


def _read_lasts(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _LASTS.fullmatch(value.strip())
    if value.strip() and found is None:
        raise ValueError(f"{value!r} must be hours or days, such as 12h or 2d")
    return int(found[1]) * _UNITS[found[2]] if found else None


def _written(read: Callable[[str], object]) -> AfterValidator:
    """Kept as it is written, once it can be read: whoever uses it reads it in the company's zone."""

    def check(value: str) -> str:
        read(value)
        return value

    return AfterValidator(check)


class AlertSettings(BaseSettings):
    """What alerts go by."""

    alerts: Annotated[str | None, AfterValidator(_conversation), BeforeValidator(nothing_is_none)] = Field(
        default=None,
        validation_alias="KPIBOT_ALERTS",
        description="The channel that is told when a number crosses its level: C012AB3CD. Empty: only the log.",
    )
    alert_responders: Annotated[frozenset[str], NoDecode, BeforeValidator(_read_responders)] = Field(
        default=frozenset(),
        validation_alias="KPIBOT_ALERT_RESPONDERS",
        description="Who may acknowledge alerts and change rules, people and user groups: U012AB3CD, S045EF6GH. "
        "Empty: every member of the workspace who is neither a guest nor a bot.",
    )
    alert_reactions: Annotated[frozenset[str], NoDecode, BeforeValidator(_read_reactions)] = Field(
        default=DEFAULT_REACTIONS,
        validation_alias="KPIBOT_ALERT_REACTIONS",
        description="The reactions that acknowledge an alert: eyes, white_check_mark.",
    )
    alert_ack_lasts: Annotated[timedelta | None, NoDecode, BeforeValidator(_read_lasts)] = Field(
        default=None,
        validation_alias="KPIBOT_ALERT_ACK_LASTS",
        description="How long an acknowledgement holds before people are reminded again: 12h, 2d. Empty: for good.",
    )
    alert_chain: Annotated[str, _written(read_steps)] = Field(
        default=DEFAULT_CHAIN,
        validation_alias="KPIBOT_ALERT_CHAIN",
        description=f"Who is told while nobody acknowledges a critical alert, and when: {EXAMPLE}.",
    )
    alert_quiet: Annotated[str, _written(read_quiet)] = Field(
        default="",
        validation_alias="KPIBOT_ALERT_QUIET",
        description=f"When nobody is reminded, in the company's zone: {QUIET_EXAMPLE}. The alert itself still comes.",
    )
    alert_rota: Annotated[str, _written(read_rota)] = Field(
        default="",
        validate_default=True,
        validation_alias="KPIBOT_ALERT_ROTA",
        description=f"Who is on duty, for the step “rota”: {ROTA_EXAMPLE}.",
    )

    @field_validator("alert_rota")
    @classmethod
    def _is_there_where_it_is_told(cls, rota: str, others: ValidationInfo) -> str:
        if any(each.target == ROTA for each in read_steps(others.data.get("alert_chain", ""))) and not read_rota(rota):
            raise ValueError(f"KPIBOT_ALERT_CHAIN tells the rota, and there is none: write one, as in {ROTA_EXAMPLE}")
        return rota

    def response_in(self, zone: str) -> Response:
        """How people respond to alerts, in the company's zone."""
        chain = escalation(zone, self.alert_chain, self.alert_quiet, self.alert_rota)
        return Response(chain, self.alert_reactions, self.alert_responders, self.alert_ack_lasts)
