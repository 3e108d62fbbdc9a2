"""Slash commands."""

from sandbox.errors import ApiError
from sandbox.methods.call import Arguments
from sandbox.people.desk import Desk
from sandbox.people.results import Result, of_ack
from sandbox.state.links import LinkKind, ResponseLink
from sandbox.state.model import Channel, User


async def type_command(
    desk: Desk, user: User, channel: Channel, command: str, text: str, *, thread_ts: str | None
) -> Result:
    """Type a slash command and wait until the app has acknowledged it, or three seconds have passed."""
    if command not in {known.name for known in desk.workspace.app.commands}:
        return Result("invalid_command")
    if thread_ts is not None:
        return Result("not_supported_in_thread")
    typed = f"{command} {text}".strip()
    link = desk.workspace.links.issue(LinkKind.COMMAND, user.id, channel.id, typed=typed)
    payload = _payload(desk, user, channel, link) | {"command": command, "text": text}
    if "commands" not in desk.workspace.app.scopes:
        return Result("dispatch_failed")
    result = of_ack(await desk.app.deliver("slash_commands", payload, wants_payload=True))
    return _shown(desk, link, result)


def _payload(desk: Desk, user: User, channel: Channel, link: ResponseLink) -> dict[str, object]:
    workspace = desk.workspace
    return {
        "token": "deprecated",
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.direct_with else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "api_app_id": workspace.app.app_id,
        "is_enterprise_install": "false",
        "response_url": desk.response_url(link),
        "trigger_id": workspace.triggers.issue(user.id),
    }


def _shown(desk: Desk, link: ResponseLink, result: Result) -> Result:
    """Show the answer that came with the ack, if any; it does not count as a use of the response_url."""
    if not result.ok or not result.payload:
        return result
    try:
        desk.responder.respond(link, Arguments(result.payload))
    except ApiError as refusal:
        return Result(refusal.error, result.payload)
    return result
