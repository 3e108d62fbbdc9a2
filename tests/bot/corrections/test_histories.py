"""Whatever comes late, and in whatever order: what a message and its thread say last is what `/kpi` says."""

import re
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from posts import stated
from sqlalchemy import text

from bot.corrections.tolerance import judged
from metrics.answer import Unit
from store.tables import corrected_numbers

_METRICS = ("netrevenue 7d", "orders 7d", "refunds 7d")
_SEEDS = st.integers(0, 2**32)


def change(desk: Any, dice: Random) -> None:
    """Some rows come late, change or go; most are small."""
    day = date(2026, 11, 21) - timedelta(days=dice.randrange(9))
    name = f"late{dice.randrange(10**9)}"
    order = f"o-{dice.randrange(7)}-meta-{day}-{dice.randrange(2)}"
    match dice.randrange(4):
        case 0:
            desk.shop.order(name, f"customer of {name}", day, amount=dice.choice((1, 3, 6, 200)))
        case 1:
            execute(desk, "UPDATE orders SET gross_amount = :amount WHERE id LIKE :day", day, dice.choice((49, 50, 51)))
        case 2:
            execute(desk, "DELETE FROM orders WHERE id LIKE 'late%' AND ordered_at::date <= :last", day)
        case _:
            execute(desk, _REFUND, day, dice.choice((1, 2, 20)), id=name, order=order)


_REFUND = (
    "INSERT INTO refunds (id, order_id, refunded_at, amount) "
    "SELECT :id, id, ordered_at, :amount FROM orders WHERE id LIKE '%' || :last || '-0'"
)


def execute(desk: Any, statement: str, day: date = date.min, amount: int = 0, **more: Any) -> None:
    parameters = {"amount": amount, "day": f"%-{day}-%", "last": str(day), **more}
    with desk.shop.database.write() as connection:
        connection.execute(text(statement), {n: v for n, v in parameters.items() if re.search(rf":{n}\b", statement)})


def said_last(desk: Any, message: int) -> dict[int, Any]:
    """What stands for each number by now."""
    query = corrected_numbers.select().order_by(corrected_numbers.c.revision)
    with desk.shop.database.read() as connection:
        rows = connection.execute(query.where(corrected_numbers.c.outbox_id == message)).all()
    return {row.position: row.value for row in rows}


@given(_SEEDS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_said_last_is_what_kpi_says_now(desk: Any, seed: int) -> None:
    """A thread that is corrected over and over may end with a number that is wrong, and nobody would look."""
    dice = Random(seed)  # noqa: S311  # a reproducible draw is the purpose; nothing here is secret
    execute(desk, "DELETE FROM outbox")
    snapshot, posted = desk.newest(), {words: desk.ask(words).value for words in _METRICS}
    message = desk.posts.post(
        *(stated(str(posted[words]), words, title=words, snapshot=snapshot) for words in _METRICS), subject=f"s{seed}"
    )
    for _ in range(dice.randint(2, 5)):
        change(desk, dice)
        desk.shop.run()
        for _ in range(dice.randint(0, 2)):
            desk.look()
    desk.look()
    last = said_last(desk, message)

    for position, words in enumerate(_METRICS):
        answer = desk.ask(words)
        said = last.get(position, posted[words])
        assert judged(said, answer.value, Unit.COUNT if "orders" in words else Unit.MONEY, desk.tolerance).agrees
    replies = {row.id for row in desk.posts.rows("correction") if row.subject == str(message) and row.action == "post"}
    assert len(replies) == (1 if last else 0)
