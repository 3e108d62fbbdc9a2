"""From rows in the database to the message in Slack, with nothing left out and nothing faked."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from company import ZONE, SmallCompany
from moments import NOW
from PIL import Image

from bot.answering import Answering
from charts import RenderPool
from store.database import Database

CLOSED = date(2026, 11, 21)


async def test_rows_in_the_database_become_a_number_and_a_picture_in_the_channel(
    office: Any, database: Database
) -> None:
    """Each part could pass its own tests, and the whole say nothing."""
    company = SmallCompany(database)
    company.customers(CLOSED, 40)
    company.customers(CLOSED - timedelta(days=9), 40, channel="tiktok")
    company.spend(CLOSED - timedelta(days=59), CLOSED, 100)
    company.publish()
    office.answers = Answering(database, ZONE, "CAD", lambda: NOW)
    async with RenderPool(workers=1) as office.renderer:
        await office.start(picture=20.0)
        await office.ask("cac by channel")
        message = await office.message(lambda m: any(block["type"] == "image" for block in m.blocks))
        await office.stop()

    assert message.text.startswith("CAC: $37.50")
    (file,) = office.workspace.files.all
    picture = Image.open(BytesIO(file.content))
    assert (picture.format, picture.size) == ("PNG", (1200, 675))
