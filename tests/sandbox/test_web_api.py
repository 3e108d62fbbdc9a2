"""The Web API through the real slack_sdk: what it accepts, and every refusal that a bot must survive."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, WorkspaceServer

GENERAL, FINANCE = "C0GENERAL", "C0FINANCE"


async def test_auth_test_names_the_bot_and_its_scopes(client: AsyncWebClient, workspace: Workspace) -> None:
    """The doctor could not tell an operator which scope is missing."""
    answer = await client.auth_test()

    assert answer["user_id"] == workspace.bot.id
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")


async def test_a_message_is_posted_and_read_back(client: AsyncWebClient, workspace: Workspace) -> None:
    """Nothing else in the workspace would be worth testing."""
    posted = await client.chat_postMessage(channel=GENERAL, text="Revenue is up")
    history = await client.conversations_history(channel=GENERAL)

    assert [m["text"] for m in history["messages"]] == ["Revenue is up"]
    assert history["messages"][0]["ts"] == posted["ts"] == workspace.messages("#general")[0].ts


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": FINANCE, "text": "x"}, "not_in_channel"),
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": GENERAL, "text": ""}, "no_text"),
        ({"channel": GENERAL, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": GENERAL, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": GENERAL, "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        (
            {"channel": GENERAL, "text": "x", "metadata": {"event_type": "a", "event_payload": {"k": "v" * 8_000}}},
            "metadata_too_large",
        ),
    ],
)
async def test_a_post_that_slack_refuses_is_refused(
    client: AsyncWebClient, workspace: Workspace, refused: Any, arguments: dict[str, Any], error: str
) -> None:
    """A lenient workspace would let the bot post what Slack drops."""
    assert (await refused(client.api_call("chat.postMessage", json=arguments)))["error"] == error
    assert workspace.messages(GENERAL) == []
    assert [call.error for call in workspace.journal.of("chat.postMessage")] == [error]


async def test_the_longest_text_is_accepted(client: AsyncWebClient) -> None:
    """The limit would be one character off."""
    assert (await client.chat_postMessage(channel=GENERAL, text="x" * 40_000))["ok"]


async def test_an_archived_channel_takes_no_posts(client: AsyncWebClient, workspace: Workspace, refused: Any) -> None:
    """A digest for an archived channel would seem delivered."""
    workspace.archive("#general")

    assert (await refused(client.chat_postMessage(channel=GENERAL, text="x")))["error"] == "is_archived"


async def test_a_removed_bot_cannot_post_until_it_is_invited_again(
    client: AsyncWebClient, workspace: Workspace, refused: Any
) -> None:
    """The bot's recovery from being thrown out could not be tested."""
    workspace.remove_bot("#general")
    refusal = await refused(client.chat_postMessage(channel=GENERAL, text="x"))
    workspace.invite_bot("#general")

    assert refusal["error"] == "not_in_channel"
    assert (await client.chat_postMessage(channel=GENERAL, text="x"))["ok"]


async def test_a_revoked_token_opens_nothing(client: AsyncWebClient, workspace: Workspace, refused: Any) -> None:
    """An uninstalled bot would go on as if nothing had happened."""
    workspace.revoke_token()
    refusal = await refused(client.auth_test())
    workspace.restore_token()

    assert refusal["error"] == "token_revoked"
    assert (await client.auth_test())["ok"]


async def test_a_wrong_token_is_refused(server: WorkspaceServer, workspace: Workspace, refused: Any) -> None:
    """A typo in the token would go unnoticed, and each token must open only its own doors."""
    wrong = AsyncWebClient(token="xoxb-wrong", base_url=server.api_url)
    app_level = AsyncWebClient(token=workspace.app_token, base_url=server.api_url)
    bot_level = AsyncWebClient(token=workspace.bot_token, base_url=server.api_url)

    assert (await refused(wrong.auth_test()))["error"] == "invalid_auth"
    assert (await refused(app_level.chat_postMessage(channel=GENERAL, text="x")))["error"] == "not_allowed_token_type"
    refusal = await refused(bot_level.apps_connections_open(app_token=workspace.bot_token))
    assert refusal["error"] == "not_allowed_token_type"


async def test_a_missing_scope_is_named(client: AsyncWebClient, workspace: Workspace, refused: Any) -> None:
    """A manifest that lacks a scope would pass every test and fail at the first user."""
    workspace.set_scopes("chat:write", "commands")

    refusal = await refused(client.conversations_history(channel=GENERAL))

    assert refusal["error"] == "missing_scope"
    assert (refusal["needed"], refusal["provided"]) == ("channels:history", "chat:write,commands")


async def test_metadata_is_read_only_on_request(client: AsyncWebClient) -> None:
    """The proof of delivery would work here and find nothing in Slack."""
    metadata = {"event_type": "kpibot_digest", "event_payload": {"key": "digest:2026-11-22"}}
    await client.chat_postMessage(channel=GENERAL, text="Digest", metadata=metadata)

    plain = await client.conversations_history(channel=GENERAL)
    full = await client.conversations_history(channel=GENERAL, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_history_pages_backwards_and_leaves_replies_to_their_thread(client: AsyncWebClient) -> None:
    """A search of the history would miss messages, or find replies where Slack shows none."""
    sent = [await client.chat_postMessage(channel=GENERAL, text=f"message {n}") for n in range(3)]
    workspace_thread = await client.chat_postMessage(channel="C00GROWTH", text="parent")
    await client.chat_postMessage(channel="C00GROWTH", text="reply", thread_ts=workspace_thread["ts"])

    first = await client.conversations_history(channel=GENERAL, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=GENERAL, limit=2, cursor=cursor)
    since = await client.conversations_history(channel=GENERAL, oldest=sent[1]["ts"], inclusive=True)
    growth = await client.conversations_history(channel="C00GROWTH")
    replies = await client.conversations_replies(channel="C00GROWTH", ts=workspace_thread["ts"])

    assert [m["text"] for m in first["messages"]] == ["message 2", "message 1"]
    assert [m["text"] for m in second["messages"]] == ["message 0"]
    assert [m["text"] for m in since["messages"]] == ["message 2", "message 1"]
    assert [(m["text"], m["reply_count"]) for m in growth["messages"]] == [("parent", 1)]
    assert [m["text"] for m in replies["messages"]] == ["parent", "reply"]


async def test_only_own_messages_can_be_edited(
    client: AsyncWebClient, server: WorkspaceServer, workspace: Workspace, refused: Any
) -> None:
    """The bot could come to rely on editing what is not its own."""
    own = await client.chat_postMessage(channel=GENERAL, text="first")
    persons = await server.post_as_user("ada", GENERAL, "mine")
    await client.chat_update(channel=GENERAL, ts=own["ts"], text="second")

    edited = workspace.messages(GENERAL)[0]
    assert (edited.text, edited.edited_ts is not None) == ("second", True)
    foreign = await refused(client.chat_update(channel=GENERAL, ts=persons.ts, text="x"))
    absent = await refused(client.chat_update(channel=GENERAL, ts="1.000001", text="x"))
    too_long = await refused(client.chat_update(channel=GENERAL, ts=own["ts"], text="x" * 4_001))
    errors = [foreign["error"], absent["error"], too_long["error"]]
    assert errors == ["cant_update_message", "message_not_found", "msg_too_long"]


async def test_an_update_without_blocks_keeps_them_and_an_empty_list_removes_them(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    """An edited alert would lose its buttons here and keep them in Slack."""
    blocks = [{"type": "divider", "block_id": "line"}]
    own = await client.chat_postMessage(channel=GENERAL, text="first", blocks=blocks)
    await client.chat_update(channel=GENERAL, ts=own["ts"], text="second")
    kept = workspace.messages(GENERAL)[0].blocks
    await client.chat_update(channel=GENERAL, ts=own["ts"], text="third", blocks=[])

    assert [block["block_id"] for block in kept] == ["line"]
    assert workspace.messages(GENERAL)[0].blocks == ()


async def test_an_ephemeral_message_is_for_one_person_and_out_of_the_web_apis_reach(
    client: AsyncWebClient, workspace: Workspace, refused: Any
) -> None:
    """What only one person may see would be shown to the channel, or edited by a ts that Slack refuses."""
    posted = await client.chat_postEphemeral(channel=GENERAL, user="U0000ADA", text="for you")

    assert [m.text for m in workspace.messages(GENERAL, viewer="ada")] == ["for you"]
    assert workspace.messages(GENERAL, viewer="grace") == workspace.messages(GENERAL) == []
    assert (await client.conversations_history(channel=GENERAL))["messages"] == []
    update = await refused(client.chat_update(channel=GENERAL, ts=posted["message_ts"], text="x"))
    delete = await refused(client.chat_delete(channel=GENERAL, ts=posted["message_ts"]))
    assert (update["error"], delete["error"]) == ("message_not_found", "message_not_found")


async def test_an_ephemeral_message_needs_a_thread_with_replies(client: AsyncWebClient, workspace: Workspace) -> None:
    """A bot would talk below messages where Slack shows it to nobody."""
    root = await client.chat_postMessage(channel=GENERAL, text="root")
    below = {"channel": GENERAL, "user": "U0000ADA", "thread_ts": root["ts"]}
    unseen = await client.chat_postEphemeral(**below, text="unseen")
    await client.chat_postMessage(channel=GENERAL, text="a reply", thread_ts=root["ts"])
    await client.chat_postEphemeral(**below, text="seen")

    assert unseen["ok"]
    assert [message.text for message in workspace.thread(GENERAL, root["ts"], "ada")] == ["a reply", "seen"]
    assert workspace.faults.log[-1].what == "an ephemeral message for a thread without replies is shown to nobody"


async def test_a_deleted_message_is_gone(client: AsyncWebClient, workspace: Workspace) -> None:
    """A retracted number would stay visible."""
    posted = await client.chat_postMessage(channel=GENERAL, text="wrong number")
    await client.chat_delete(channel=GENERAL, ts=posted["ts"])

    assert workspace.messages(GENERAL) == []


async def test_a_direct_message_reaches_its_person(client: AsyncWebClient, workspace: Workspace) -> None:
    """An owner could not be told what is wrong elsewhere."""
    opened = await client.conversations_open(users="U0000ADA")
    posted = await client.chat_postMessage(channel="U0000ADA", text="psst")

    assert posted["channel"] == opened["channel"]["id"] == workspace.direct("ada").id
    assert [m.text for m in workspace.messages(workspace.direct("ada"))] == ["psst"]


async def test_channels_and_people_are_listed(client: AsyncWebClient) -> None:
    """The doctor could not check where the digest goes."""
    channels = (await client.conversations_list())["channels"]
    finance = (await client.conversations_info(channel=FINANCE))["channel"]
    members = (await client.conversations_members(channel=FINANCE))["members"]
    people = (await client.users_list())["members"]
    ada = (await client.users_info(user="U0000ADA"))["user"]

    assert {c["name"]: c["is_member"] for c in channels} == {"general": True, "growth": True, "finance": False}
    assert finance["is_member"] is False
    assert set(members) == {"U0000ADA", "U00GRACE"}
    assert [p["is_bot"] for p in people] == [False, False, True]
    assert ada["real_name"] == "Ada Lovelace"


async def test_the_bots_own_reaction_is_recorded_once(
    client: AsyncWebClient, workspace: Workspace, refused: Any
) -> None:
    """A doubled acknowledgement mark would be an unnoticed error."""
    posted = await client.chat_postMessage(channel=GENERAL, text="alert")
    await client.reactions_add(channel=GENERAL, timestamp=posted["ts"], name="eyes")
    again = await refused(client.reactions_add(channel=GENERAL, timestamp=posted["ts"], name="eyes"))
    read = await client.reactions_get(channel=GENERAL, timestamp=posted["ts"], full=True)

    assert again["error"] == "already_reacted"
    assert read["message"]["reactions"] == [{"name": "eyes", "users": [workspace.bot.id], "count": 1}]


async def test_an_unknown_method_is_refused(client: AsyncWebClient, refused: Any) -> None:
    """A misspelt method would look like one that does nothing."""
    assert (await refused(client.api_call("chat.postMassage")))["error"] == "unknown_method"


async def test_the_journal_shows_no_token(client: AsyncWebClient, workspace: Workspace) -> None:
    """A test's log would leak what opens the workspace."""
    await client.api_call("auth.test", params={"token": workspace.bot_token})

    assert workspace.bot_token not in repr(workspace.journal.calls)
    assert workspace.journal.calls[0].token == "xoxb-…"
