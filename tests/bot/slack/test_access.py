"""Who sees what, and where: in commands, clicks, direct messages, the home page, files, digests and subscriptions."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access.policy import Policy
from bot.access.roster import Roster
from bot.access.written import read_access
from bot.refreshing.folded import FoldedRows, Kind
from bot.refreshing.on_demand import Ran
from sandbox import Channel, ChannelKind, Fault, FaultKind, Message, User

ADA, GRACE = "U0000ADA", "U00GRACE"
TREASURY = "C0TREASURY"
GUEST = User("U0MALLORY", "mallory", "Mallory Guest", is_guest=True)


@pytest.fixture
async def guarded(office: Any) -> Any:
    """Ada is in finance, through a user group; #treasury is finance's channel; a guest reads #growth."""
    workspace = office.workspace
    workspace.directory.add_user(GUEST)
    members = frozenset({ADA, GRACE, workspace.app.bot_user})
    workspace.directory.put(Channel(TREASURY, "treasury", ChannelKind.PRIVATE, members))
    growth = workspace.channel("#growth")
    workspace.directory.put(replace(growth, members=growth.members | {GUEST.id}))
    office.roster = Roster(read_access(f"finance -> S00ONCALL, {TREASURY}"))
    await office.start()
    return office


def only_for(office: Any, who: str, where: str = "#general") -> list[Message]:
    """What the bot showed to one person alone."""
    return [message for message in office.messages(where, who) if message.ephemeral_for]


async def told(office: Any, who: str, where: str = "#general") -> Message:
    """The first message that the bot shows to them alone."""
    await office.until(lambda: only_for(office, who, where))
    return only_for(office, who, where)[0]


async def test_who_may_not_see_it_is_told_so_alone_and_whom_to_ask(guarded: Any) -> None:
    """The company's cash in front of everybody, or a refusal that shames in front of everybody."""
    await guarded.ask("runway", who="grace")
    refusal = await told(guarded, "grace")

    assert refusal.text == (
        f"Cash runway is only for the group finance. Ask <!subteam^S00ONCALL>. It is shown in <#{TREASURY}>."
    )
    assert guarded.messages() == []
    assert guarded.answers.asked == []
    assert "outcome=refused" in guarded.log()


async def test_who_may_sees_it_alone_where_others_read(guarded: Any) -> None:
    """Finance would have to leave the conversation, or show its cash to it."""
    await guarded.ask("runway", who="ada")
    answer = await told(guarded, "ada")

    assert answer.text.startswith("Cash runway: ")
    assert guarded.messages() == []


async def test_in_the_groups_own_channel_everybody_there_sees_it(guarded: Any) -> None:
    """Finance's own channel would be of no use."""
    await guarded.ask("runway", who="grace", where="#treasury")
    message = await guarded.message(where="#treasury")

    assert message.text.startswith("Cash runway: ")


async def test_what_nobody_keeps_is_for_all(guarded: Any) -> None:
    """A policy about cash would take revenue away."""
    await guarded.ask("revenue", who="grace")

    assert (await guarded.message()).text.startswith("Revenue: ")


async def test_a_click_shows_in_the_message_only_what_all_its_readers_may_see(guarded: Any) -> None:
    """A forged or old button would put the cash into everybody's message."""
    await guarded.ask("revenue", who="ada")
    message = await guarded.message()
    interaction = guarded.server.interactions
    forged = dict(message.blocks[-1])
    forged["elements"] = [
        {"type": "button", "action_id": "show:again", "value": "cash", "text": {"type": "plain_text", "text": "x"}}
    ]
    shown = replace(message, blocks=(forged,))
    await interaction.click(guarded.workspace.user("grace"), shown, "show:again", None, None)
    refusal = await told(guarded, "grace")

    assert refusal.text.startswith("Cash balance is only for the group finance.")
    assert guarded.messages()[0].text == message.text


async def test_a_page_shows_what_its_readers_may_see_and_says_what_is_kept(guarded: Any) -> None:
    """The whole dashboard would be lost for one tile, or one tile would tell all."""
    await guarded.ask("executive", who="ada")
    message = await guarded.message()
    drawn = guarded.renderer.drawn[0]
    kept = {each.metric: each for row in (drawn.headlines, *drawn.rows) for each in row if each.value is None}

    assert kept.keys() == {"runway", "ebitda"}
    assert {each.reason for each in kept.values()} == {"only for the group finance"}
    assert not any(each.series or each.inputs or each.breakdown or each.previous for each in kept.values())
    assert "only for the group finance" in message.text


async def test_directly_everybody_gets_what_is_theirs(guarded: Any) -> None:
    """A direct message would be a way around the policy, or useless to finance."""
    await guarded.server.send_direct("grace", "runway")
    await guarded.server.send_direct("ada", "runway")
    direct = {who: guarded.workspace.direct(who).name or guarded.workspace.direct(who).id for who in ("ada", "grace")}
    await guarded.until(lambda: all(guarded.messages(guarded.workspace.direct(who)) for who in direct))

    assert guarded.messages(guarded.workspace.direct("grace"))[0].text.startswith("Cash runway is only for")
    assert guarded.messages(guarded.workspace.direct("ada"))[0].text.startswith("Cash runway: ")


async def test_files_follow_the_same_policy(guarded: Any) -> None:
    """What is refused as a picture would be had as a CSV."""
    await guarded.ask("runway as csv", who="grace")
    await told(guarded, "grace")
    await guarded.ask("runway as csv", who="ada")
    await guarded.until(lambda: guarded.messages(guarded.workspace.direct("ada")))

    assert [file.name for file in guarded.workspace.files.all] != []
    assert guarded.messages() == []


async def test_the_home_page_shows_each_what_is_theirs(office: Any) -> None:
    """A person's home would have the company's revenue in it."""
    office.roster = Roster(read_access(f"finance: revenue -> {ADA}"))
    await office.start()
    shown = {}
    for who, id_ in (("grace", GRACE), ("ada", ADA)):
        await office.server.open_home(who)
        await office.until(lambda id_=id_: "LTV:CAC" in str(getattr(office.workspace.views.home(id_), "content", "")))
        shown[who] = str(office.workspace.views.home(id_).content)

    assert "Only for the group finance." in shown["grace"]
    assert "Only for the group finance." not in shown["ada"]
    assert "LTV:CAC" in shown["grace"]


async def test_a_refresh_tells_no_number_that_is_kept(office: Any) -> None:
    """Who may not see net revenue would read how far it moved, and so would everybody in the channel."""
    office.roster = Roster(read_access(f"finance: netrevenue -> {ADA}"))
    office.on_demand.ran = Ran(8, (FoldedRows("orders", Kind.LATE, 31),))
    await office.start()
    await office.ask("refresh", who="grace")
    in_channel = await office.message(lambda message: "folded in" in message.text)
    await office.server.send_direct("ada", "refresh")
    await office.until(
        lambda: any("net revenue" in each.text for each in office.messages(office.workspace.direct("ada")))
    )

    assert in_channel.text == "31 late orders folded in."


async def test_a_guest_sees_no_numbers_and_none_are_shown_where_guests_read(guarded: Any) -> None:
    """An agency that was invited for one campaign would read the company's revenue."""
    await guarded.ask("revenue", who="mallory", where="#growth")
    refusal = await told(guarded, "mallory", "#growth")
    await guarded.ask("revenue", who="grace", where="#growth")
    answer = await told(guarded, "grace", "#growth")

    assert refusal.text == "Revenue: guests don't see the company's numbers here. Ask who invited you."
    assert answer.text.startswith("Revenue: ")
    assert guarded.messages("#growth") == []


async def test_another_company_in_the_channel_counts(guarded: Any) -> None:
    """A partner in a shared channel would be shown our numbers."""
    general = guarded.workspace.channel("#general")
    guarded.workspace.directory.put(replace(general, is_shared=True))
    await guarded.ask("revenue", who="grace")
    await told(guarded, "grace")

    assert guarded.messages() == []


async def test_a_listed_channel_that_a_guest_joins_is_trusted_no_more(office: Any) -> None:
    """Somebody is invited to #treasury for a day, and reads the cash."""
    office.workspace.directory.add_user(GUEST)
    members = frozenset({ADA, GUEST.id, office.workspace.app.bot_user})
    office.workspace.directory.put(Channel(TREASURY, "treasury", ChannelKind.PRIVATE, members))
    office.roster = Roster(read_access(f"finance -> {ADA}, {TREASURY}"))
    await office.start()
    await office.ask("runway", who="ada", where="#treasury")
    await told(office, "ada", "#treasury")

    assert office.messages("#treasury") == []
    assert "outsiders read a channel of a group" in office.log()


async def test_while_slack_does_not_say_who_somebody_is_nothing_is_shown(guarded: Any) -> None:
    """An outage of one method would open everything."""
    guarded.workspace.faults.add(Fault(FaultKind.API_ERROR, "users.info", times=None, error="internal_error"))
    await guarded.ask("revenue", who="grace", where="#growth")
    await told(guarded, "grace", "#growth")

    assert guarded.answers.asked == []


async def test_nobody_subscribes_to_what_is_not_for_them_or_for_the_channel(guarded: Any) -> None:
    """The cash would come by itself, every morning."""
    await guarded.ask("subscribe runway daily at 9:00", who="grace")
    refused = await told(guarded, "grace")
    await guarded.ask("subscribe runway daily at 9:00", who="ada")
    also = await told(guarded, "ada")

    assert refused.text.startswith("Cash runway is only for the group finance.")
    assert also.text.startswith("Cash runway is only for the group finance.")


async def test_without_a_policy_nobody_is_asked_about(started: Any) -> None:
    """Every question would cost calls that nobody needs."""
    await started.ask("runway", who="grace")

    assert (await started.message()).text.startswith("Cash runway: ")
    assert started.calls("users.info") == started.calls("conversations.info") == []


def test_no_roster_knows_everything_from_the_start() -> None:
    """Before Slack was asked, a listed channel would count as safe."""
    assert not Roster(read_access(f"finance -> {TREASURY}")).sight_in(TREASURY).sees("cash")
    assert Roster(Policy()).sight_in(TREASURY).sees("cash")
