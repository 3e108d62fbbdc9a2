"""An HTTP request of Slack's: proved to be Slack's before anything in it is read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier

Json = dict[str, Any]


@dataclass(frozen=True)
class RefusedRequestError(Exception):
    """The request is answered with this HTTP status. The reason is for the log; who sent it learns nothing."""

    status: int
    reason: str


def read_request(body: bytes, headers: Mapping[str, str], verifier: SignatureVerifier) -> Json:
    """The payload of a request that Slack signed within the last five minutes. `headers`: names in any case.

    Source: https://docs.slack.dev/authentication/verifying-requests-from-slack. Raises RefusedRequestError.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise RefusedRequestError(400, "it is not UTF-8") from None
    if not _is_signed(text, headers, verifier):
        raise RefusedRequestError(401, "its signature is missing, wrong or older than five minutes")
    try:
        payload = _payload(text, headers.get("Content-Type", ""))
    except (ValueError, RecursionError):
        raise RefusedRequestError(400, "it can't be parsed") from None
    if not isinstance(payload, dict):
        raise RefusedRequestError(400, "it is no object")
    return payload


def _is_signed(text: str, headers: Mapping[str, str], verifier: SignatureVerifier) -> bool:
    stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    # slack_sdk reads the stamp with int() and compares ASCII alone: anything else would end in an exception.
    is_readable = stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12 and signature.isascii()
    return is_readable and verifier.is_valid(text, stamp, signature)


def _payload(text: str, content_type: str) -> object:
    """Events are JSON, interactions JSON in the form field `payload`, commands a form.

    Bolt's own reading would lose a command whose text has the word "payload" in it.
    """
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return json.loads(text)
    form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    return json.loads(form["payload"]) if "payload" in form else form
