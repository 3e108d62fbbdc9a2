"""Whether the groups of KPIBOT_ACCESS are what they were meant to be."""

from bot.access.policy import OPEN, Policy
from bot.directory import Directory
from bot.doctor.finding import Finding, bad, good, note
from bot.slack_client import SlackClient
from bot.slack_errors import SlackError

_OUTSIDERS = (
    "Take them out of the channel, or the channel out of KPIBOT_ACCESS: until then what is kept is not shown there."
)
_UNKNOWN = "Check the id in KPIBOT_ACCESS, and the scopes; what is not known is not trusted."


async def access_findings(policy: Policy, slack: SlackClient) -> list[Finding]:
    """Each group, with who is in its user groups and who else reads its channels."""
    directory = Directory(slack)
    return [
        await _finding(directory, f"access {group.name}: {member}", member, is_open=group.name == OPEN)
        for group in policy.groups
        for member in sorted(group.members)
    ]


async def _finding(directory: Directory, about: str, member: str, *, is_open: bool) -> Finding:
    try:
        if member[0] == "S":
            number = len(await directory.members_of_group(member))
            return good(about, f"{number} people") if number else note(about, "nobody is in it", _UNKNOWN)
        if member[0] in "CG" and await directory.has_outsiders(member):
            outsiders = "guests or another company read it"
            return (
                good(about, f"{outsiders}, and may see what is open") if is_open else bad(about, outsiders, _OUTSIDERS)
            )
        if member[0] in "UW":
            profile = await directory.profile(member)
            return good(about, str(profile.get("real_name") or profile.get("name") or member))
    except SlackError as failure:
        return bad(about, f"Slack does not know it ({failure.code or 'no answer'})", _UNKNOWN)
    return good(about, "nobody else reads it" if member[0] in "CG" else "the command line")
