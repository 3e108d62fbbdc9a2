"""The SQL of the guide to Supabase, as it stands there: a role of its own, and views over tables that are there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from databases import DatabaseServer
from sqlalchemy import make_url, text

from etl.company import Company
from etl.mirroring import Depth, mirror_changed
from etl.relations import read_mirrored
from store.database import Database, open_database
from store.migrate import migrate

GUIDE = (Path(__file__).parents[2] / "docs" / "supabase.md").read_text(encoding="utf-8")
# The server of the tests has a superuser of the name that the guide gives to a role without rights.
ROLE = "kpibot_of_the_guide"
SHOP = """
CREATE TABLE public.shop_orders (id int PRIMARY KEY, buyer_id int, created_at timestamptz, total_cents int, card text);
INSERT INTO public.shop_orders SELECT n, n, '2026-11-01T12:00Z', 1000 + n, 'secret' FROM generate_series(1, 20) n;
"""


def sql_of(name: str) -> str:
    """The statements between the marks of that name."""
    found: list[str] = re.findall(rf"<!-- sql: {name} -->\n(.*?)<!-- /sql -->", GUIDE, re.DOTALL)
    return re.sub(r"\b(ROLE|AUTHORIZATION|TO) kpibot\b", rf"\1 {ROLE}", found[0])


@pytest.fixture
def guided(server: DatabaseServer) -> Iterator[Database]:
    """A shop's database in which the guide was followed, as the role that it makes."""
    name = "guide"
    server.create(name)
    with psycopg.connect(server.url_of(name).replace("+psycopg", ""), autocommit=True) as owner:
        for statements in (SHOP, sql_of("role"), sql_of("views")):
            owner.execute(statements.encode())
    as_role = make_url(server.url_of(name)).update_query_dict({"options": f"-c role={ROLE}"})
    database = open_database(as_role.render_as_string(hide_password=False))
    yield database
    database.close()
    server.drop(name)
    with psycopg.connect(server.url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(f"DROP ROLE {ROLE}".encode())


def test_the_role_of_the_guide_can_do_all_that_it_must_and_sees_no_more(guided: Database) -> None:
    """Who follows the guide ends with a role that can't migrate, or with one that reads every card number."""
    mirrored = read_mirrored(re.findall(r"KPIBOT_MIRRORED=(.*)", GUIDE)[0])
    migrate(guided)
    migrate(guided)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    mirror_changed(guided, Company(zone="UTC", currency="CAD", mirrored=mirrored), now, depth=Depth.DAYS)

    with guided.read() as connection:
        orders = connection.execute(text("SELECT count(*), sum(gross_amount) FROM orders")).one()
        may = "has_table_privilege('public.shop_orders', 'SELECT')"
        is_super = "(SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
        rights = connection.execute(text(f"SELECT {may}, {is_super}")).one()  # written above
    assert (orders[0], float(orders[1])) == (20, 202.1)
    assert tuple(rights) == (False, False)
