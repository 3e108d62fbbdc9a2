"""Two companies in one process: each installs the app, is answered from its own database, and ends alone."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from company import SmallCompany
from cryptography.fernet import Fernet
from databases import DatabaseServer
from ports import free_port
from pydantic import SecretStr
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import NotSupportedError

from bot.app_manifest import app_manifest
from bot.hub.companies import Companies
from bot.hub.company_files import read_companies
from bot.hub.installations import EncryptedInstallations
from bot.hub.serving import running_hub
from bot.hub.settings import HubSettings
from bot.receiving.address import Address
from bot.receiving.http import ALIVE_PATH, EVENTS_PATH
from bot.settings import SettingsError
from sandbox import Message, Settings, Workspace, WorkspaceServer
from sandbox.request_url import FORM, signed
from sandbox.state.tokens import Tokens
from store.database import open_database

GENERAL = "C0GENERAL"
TEAMS = ("T00SANDBOX", "T00OTHER")
CUSTOMERS = {"T00SANDBOX": 3, "T00OTHER": 11}
YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


@dataclass
class Hub:
    """Both workspaces, and where the hub is."""

    servers: dict[str, WorkspaceServer]
    url: str
    settings: HubSettings
    databases: dict[str, str]
    companies: Companies

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        """What a browser gets."""
        url = self.url + path
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status, await answer.text(), answer.cookies

    async def install(self, team: str) -> str:
        """Somebody goes through the installation in a browser; the page that they end on."""
        _, page, cookies = await self.get("/slack/install")
        consent = re.findall(r'href="([^"]*authorize[^"]*)"', page)[0].replace("&amp;", "&")
        state = parse_qs(urlsplit(consent).query)["state"][0]
        cookie = "; ".join(f"{name}={value.value}" for name, value in cookies.items())
        code = self.servers[team].workspace.consent()
        status, end, _ = await self.get(f"/slack/oauth_redirect?code={code}&state={state}", Cookie=cookie)
        assert status == 200, end
        await self.servers[team].until(lambda: team in self.companies.router.apps)
        return end

    @contextmanager
    def store(self) -> Iterator[EncryptedInstallations]:
        """What the hub keeps, as it keeps it."""
        url = make_url(self.settings.database_url.get_secret_value()).set(drivername="postgresql+psycopg")
        engine = create_engine(url)
        yield EncryptedInstallations(self.settings.client_id, engine, self.settings.key.get_secret_value())
        engine.dispose()

    async def install_other(self) -> None:
        """The second workspace has its own Slack, which the hub does not reach in a test: its token is kept by hand."""
        with self.store() as store:
            bot = store.find_bot(enterprise_id=None, team_id=TEAMS[0])
            assert bot
            bot.team_id, bot.bot_token = TEAMS[1], f"xoxb-{TEAMS[1]}"
            store.save_bot(bot)
        await self.companies.start(TEAMS[1])
        await self.servers[TEAMS[1]].until(lambda: TEAMS[1] in self.companies.router.apps)

    async def alive(self) -> int:
        """How many companies run."""
        return int(json.loads((await self.get(ALIVE_PATH))[1])["companies"])

    async def ask(self, team: str, words: str) -> Message:
        """Ada asks in that workspace; what then stands there."""
        server = self.servers[team]
        before = len(self.posted(team))
        assert (await server.slash("ada", GENERAL, "/kpi", words)).ok
        await server.until(lambda: len(self.posted(team)) > before)
        return self.posted(team)[-1]

    def posted(self, team: str) -> list[Message]:
        """What the bot has posted in that workspace."""
        return [message for message in self.servers[team].workspace.messages(GENERAL) if message.by_bot]


@pytest.fixture
async def hub(server: DatabaseServer, template: str, tmp_path: Path) -> AsyncIterator[Hub]:
    """A hub that nobody has installed yet, for two companies of three and of eleven customers."""
    secrets, made = Tokens.random(), [server.copy(template) for _ in (*TEAMS, "hub")]
    async with AsyncExitStack() as stack:
        servers, databases = {}, {}
        for team, name in zip(TEAMS, made, strict=False):
            tokens = Tokens(f"xoxb-{team}", f"xapp-{team}", secrets.signing_secret, secrets.client_secret)
            workspace = Workspace.demo(tokens=tokens, settings=Settings(file_seconds=0.02))
            workspace.team_id = team
            workspace.install(app_manifest())
            servers[team] = await stack.enter_async_context(WorkspaceServer(workspace))
            databases[team] = server.url_of(name)
            _company(databases[team], CUSTOMERS[team])
            file = f"DATABASE_URL={databases[team]}\nSLACK_API_URL={servers[team].api_url}\nKPIBOT_ZONE=UTC\n"
            (tmp_path / f"{team}.env").write_text(file)
        port = free_port()
        settings = HubSettings.model_construct(
            client_id="123.456",
            client_secret=SecretStr(secrets.client_secret),
            signing_secret=SecretStr(secrets.signing_secret),
            http=Address("127.0.0.1", port),
            database_url=SecretStr(server.url_of(made[-1])),
            key=SecretStr(Fernet.generate_key().decode()),
            companies=tmp_path,
            public_url=None,
            slack_api_url=servers[TEAMS[0]].api_url,
        )
        companies = await stack.enter_async_context(running_hub(settings))
        for each in servers.values():
            each.workspace.use_request_url(f"http://127.0.0.1:{port}{EVENTS_PATH}")
        yield Hub(servers, f"http://127.0.0.1:{port}", settings, databases, companies)
    for name in made:
        server.drop(name)


def _company(url: str, customers: int) -> None:
    database = open_database(url)
    company = SmallCompany(database, now=datetime.now(UTC))
    company.customers(YESTERDAY, customers)
    company.publish()
    database.close()


async def test_each_company_is_answered_from_its_own_database_and_no_other(hub: Hub) -> None:
    """A competitor on the same bot would read the other's revenue."""
    await hub.install(TEAMS[0])
    await hub.install_other()
    first, other = [await hub.ask(team, "orders yesterday") for team in TEAMS]

    assert re.match(r"Orders: 3\b", first.text)
    assert re.match(r"Orders: 11\b", other.text)
    # A delivery is answered in the workspace that Slack signed it for, whatever else it names.
    forged = {"team_id": TEAMS[1], "command": "/kpi", "text": "orders yesterday", "trigger_id": "1.2.3"}
    forged |= {
        "user_id": "U0000ADA",
        "channel_id": GENERAL,
        "team_domain": TEAMS[0],
        "response_url": "http://127.0.0.1:9",
    }
    body = urlencode(forged).encode()
    headers = {"Content-Type": FORM, **signed(hub.servers[TEAMS[0]].workspace.signing_secret, body, int(time.time()))}
    url = hub.url + EVENTS_PATH
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        assert answer.status == 200
    await hub.servers[TEAMS[1]].until(lambda: len(hub.posted(TEAMS[1])) == 2)
    assert re.match(r"Orders: 11\b", hub.posted(TEAMS[1])[-1].text)
    assert len(hub.posted(TEAMS[0])) == 1


async def test_no_query_reaches_the_other_company(hub: Hub) -> None:
    """One join, and the numbers of both are in one answer."""
    database = open_database(hub.databases[TEAMS[0]])
    other = make_url(hub.databases[TEAMS[1]]).database
    with database.read() as connection, pytest.raises(NotSupportedError, match="cross-database references"):
        connection.execute(text(f"SELECT count(*) FROM {other}.kpibot.orders"))  # noqa: S608  # that is the attempt
    database.close()


async def test_a_workspace_that_nobody_set_up_is_told_so(hub: Hub) -> None:
    """People would type into nothing; or be answered from somebody's numbers."""
    result = await hub.servers[TEAMS[1]].slash("ada", GENERAL, "/kpi", "orders")

    assert result.ok
    assert result.payload
    assert result.payload["text"].startswith("kpibot is installed here and has no numbers yet")


async def test_tokens_are_encrypted_where_they_lie(hub: Hub) -> None:
    """A backup of the hub's database would open every workspace."""
    await hub.install(TEAMS[0])
    with hub.store() as store:
        query = "SELECT bot_token FROM slack_bots UNION ALL SELECT bot_token FROM slack_installations"
        with store.engine.connect() as connection:
            tokens = connection.execute(text(query)).scalars().all()
        known = store.find_bot(enterprise_id=None, team_id=TEAMS[0])
        wrong = EncryptedInstallations(hub.settings.client_id, store.engine, Fernet.generate_key().decode())
        with pytest.raises(SettingsError, match="is not the key that the tokens were encrypted with"):
            wrong.find_bot(enterprise_id=None, team_id=TEAMS[0])

    assert len(tokens) == 2
    assert all(token.startswith("gAAAA") and "xoxb" not in token for token in tokens)
    assert known
    assert known.bot_token == f"xoxb-{TEAMS[0]}"


async def test_a_workspace_that_removes_the_app_is_done_with(hub: Hub) -> None:
    """Its company would go on being computed, and posts tried with a dead token for ever."""
    await hub.install(TEAMS[0])
    hub.servers[TEAMS[0]].remove_app()
    await hub.servers[TEAMS[0]].until(lambda: not hub.companies.running)
    with hub.store() as store:
        await hub.servers[TEAMS[0]].until(lambda: store.find_bot(enterprise_id=None, team_id=TEAMS[0]) is None)
    assert await hub.alive() == 0
    # And it may come back.
    hub.servers[TEAMS[0]].workspace.restore_token()
    await hub.install(TEAMS[0])
    assert (await hub.ask(TEAMS[0], "orders yesterday")).text.startswith("Orders: 3")


async def test_that_an_app_was_removed_is_acknowledged_before_its_company_ends(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack would tell of it again minutes later, and end the company that was installed anew meanwhile."""
    await hub.install(TEAMS[0])
    may_end, ended = asyncio.Event(), asyncio.Event()

    async def end(_companies: object, _team: str) -> None:
        await may_end.wait()
        ended.set()

    monkeypatch.setattr(Companies, "end", end)
    payload = {"type": "event_callback", "team_id": TEAMS[0], "event": {"type": "app_uninstalled"}, "event_id": "Ev1"}
    body = json.dumps(payload)
    secret = hub.servers[TEAMS[0]].workspace.signing_secret
    headers = {"Content-Type": "application/json", **signed(secret, body.encode(), int(time.time()))}

    url = hub.url + EVENTS_PATH
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        assert answer.status == 200
    assert not ended.is_set()
    may_end.set()
    await asyncio.wait_for(ended.wait(), 5)


async def test_a_forged_or_repeated_installation_installs_nothing(hub: Hub) -> None:
    """Whoever lures an admin onto a link would install with a code of their own."""
    code = hub.servers[TEAMS[0]].workspace.consent()
    forged = await hub.get(f"/slack/oauth_redirect?code={code}&state=made-up", Cookie="slack-app-oauth-state=made-up")
    without_cookie = await hub.get(f"/slack/oauth_redirect?code={code}&state=made-up")

    assert (forged[0], without_cookie[0]) == (401, 400)
    assert await hub.alive() == 0


def test_two_companies_with_one_database_are_refused(tmp_path: Path) -> None:
    """A slip in one file would show one company's numbers to the other."""
    for team in TEAMS:
        (tmp_path / f"{team}.env").write_text("DATABASE_URL=postgresql://u:p@db.example.com/numbers\n")

    with pytest.raises(SettingsError, match="T00OTHER and T00SANDBOX have the same database"):
        read_companies(tmp_path)


def test_a_company_has_nothing_from_the_environment_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A DATABASE_URL that was left in the environment would be every company's."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@db.example.com/one")
    monkeypatch.setenv("KPIBOT_ALERTS", "C0WRONG")
    (tmp_path / "T0A1.env").write_text("DATABASE_URL=postgresql://u:p@db.example.com/own\n")
    settings = read_companies(tmp_path)["T0A1"]
    (tmp_path / "T0B2.env").write_text("KPIBOT_ZONE=UTC\n")

    assert settings.database_url
    assert settings.database_url.get_secret_value().endswith("/own")
    assert settings.alerts is None
    with pytest.raises(SettingsError, match=r"T0B2.env has no DATABASE_URL: T0B2 needs a database of its own"):
        read_companies(tmp_path)
