"""blocks.*: the public check of blocks and views."""

from sandbox.blocks.check import Finding, message_findings, view_findings
from sandbox.errors import ApiError, invalid_arguments
from sandbox.methods.call import Call, Method
from sandbox.payload import Json
from sandbox.state.tokens import TokenKind


def _findings(call: Call) -> list[Finding]:
    arguments = call.arguments
    given = [name for name in ("blocks", "view", "message") if arguments.values.get(name)]
    if len(given) != 1:
        raise invalid_arguments("send exactly one of blocks, view and message")
    if given == ["view"]:
        return view_findings(arguments.mapping("view") or {})
    if given == ["blocks"]:
        return message_findings(arguments.rows("blocks") or [])
    blocks = (arguments.mapping("message") or {}).get("blocks") or []
    return message_findings(blocks, "/message/blocks")


def _validate(call: Call) -> Json:
    findings = _findings(call)
    if findings:
        raise ApiError("invalid_blocks", errors=[finding.as_json() for finding in findings])
    return {}


METHODS = (Method("blocks.validate", _validate, tier=4, token=TokenKind.NONE),)
