"""One holder at a time, for a bounded time, and nobody who was overtaken publishes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from clocks import move_clock, set_clock
from databases import DatabaseServer, copied
from sqlalchemy import delete, event, select, text

from etl.leases import (
    Held,
    Lease,
    LeaseLostError,
    acquire_lease,
    briefly,
    check_lease,
    release_lease,
    renew_lease,
)
from etl.leases_kept import kept
from store.clock import read_clock
from store.database import Database, open_database
from store.tables import lease_heartbeats, leases, moved_clock

START = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def shared(server: DatabaseServer, template: str) -> Iterator[Database]:
    """One database for all of these tests: three small tables are sooner emptied than a database is copied."""
    with copied(server, template) as database:
        yield database


@pytest.fixture
def database(shared: Database) -> Database:
    """Nobody has a lease, and the clock is the database's own."""
    with shared.write() as connection:
        for table in (leases, lease_heartbeats, moved_clock):
            connection.execute(delete(table))
    return shared


def _acquire(database: Database, holder: str, seconds: float = 60) -> Lease | Held:
    with briefly(database) as connection:
        return acquire_lease(connection, "work", holder, seconds)


def _taken(database: Database, holder: str, seconds: float = 60) -> Lease:
    lease = _acquire(database, holder, seconds)
    assert isinstance(lease, Lease)
    return lease


def _renew(database: Database, lease: Lease) -> bool:
    with briefly(database) as connection:
        return renew_lease(connection, lease)


def _release(database: Database, lease: Lease) -> None:
    with briefly(database) as connection:
        release_lease(connection, lease)


@pytest.fixture
def stopped_clock(database: Database) -> Callable[[float], None]:
    """The clock stands, but for so many seconds at a time."""
    set_clock(database, START)
    return lambda seconds: move_clock(database, timedelta(seconds=seconds))


def test_every_process_reads_the_clock_that_a_test_moves(database: Database) -> None:
    """Without a moved clock it is the database's own, aware of its zone."""
    own = read_clock(database)
    set_clock(database, START)

    assert own.utcoffset() is not None
    assert abs(own - datetime.now(UTC)) < timedelta(minutes=5)
    assert read_clock(database) == START


def test_a_lease_has_one_holder(database: Database, stopped_clock: Callable[[float], None]) -> None:
    """While one replica works no other does, up to the moment at which the lease runs out, and not after it."""
    first = _taken(database, "a")

    stopped_clock(59.999)
    assert _acquire(database, "b") == Held("work", first.token, "a", START)
    stopped_clock(0.001)
    assert _taken(database, "b").token == first.token + 1


def test_a_heartbeat_puts_the_end_off(database: Database, stopped_clock: Callable[[float], None]) -> None:
    """A run that takes longer than its lease keeps it."""
    lease = _taken(database, "a")
    stopped_clock(59)

    assert _renew(database, lease)

    stopped_clock(59)
    assert isinstance(_acquire(database, "b"), Held)


def test_a_released_lease_is_free_at_once(database: Database, stopped_clock: Callable[[float], None]) -> None:
    """The next run need not wait for the end of a lease that nobody needs."""
    stopped_clock(0)
    _release(database, _taken(database, "a"))

    assert isinstance(_acquire(database, "b"), Lease)


def test_who_was_overtaken_neither_renews_nor_releases(
    database: Database, stopped_clock: Callable[[float], None]
) -> None:
    """A process that wakes up late does not take the work away from who does it now."""
    late = _taken(database, "a")
    stopped_clock(61)
    _taken(database, "b")

    renewed = _renew(database, late)
    _release(database, late)

    assert not renewed
    assert isinstance(_acquire(database, "c"), Held)


def test_of_many_at_once_one_gets_it(database: Database) -> None:
    """Replicas that start together do not all run; also where nobody ever held the lease before."""
    url = database.engine.url.render_as_string(hide_password=False)
    together, got = Barrier(6), list[Lease | Held]()

    def try_it(holder: str) -> None:
        own = open_database(url)
        together.wait(30)
        got.append(_acquire(own, holder))
        own.close()

    threads = [Thread(target=try_it, args=(f"r{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(type(each).__name__ for each in got) == ["Held"] * 5 + ["Lease"]


def test_the_fence_stops_who_was_overtaken_before_it_read(
    database: Database, stopped_clock: Callable[[float], None]
) -> None:
    """What was held past its lease is not published."""
    late = _taken(database, "a")
    stopped_clock(61)
    _taken(database, "b")

    with pytest.raises(LeaseLostError, match=r"'work' was taken over from a"), database.publish() as connection:
        check_lease(connection, late)


def test_the_fence_stops_who_is_overtaken_while_it_works(
    database: Database, stopped_clock: Callable[[float], None]
) -> None:
    """Also where the transaction still sees the token as it was."""
    late = _taken(database, "a")
    with pytest.raises(LeaseLostError), database.publish() as connection:  # noqa: PT012  # overtaken in the middle
        connection.execute(text("SELECT count(*) FROM orders"))
        stopped_clock(61)
        _taken(database, "b")
        check_lease(connection, late)


def test_nobody_takes_over_between_the_fence_and_the_commit(
    database: Database, stopped_clock: Callable[[float], None]
) -> None:
    """The check still holds when the transaction ends; and whoever asks meanwhile is answered and not kept waiting."""
    late = _taken(database, "a")
    with database.publish() as connection:
        check_lease(connection, late)
        stopped_clock(61)

        assert isinstance(_acquire(database, "b"), Held)

    assert isinstance(_acquire(database, "b"), Lease)


def test_heartbeats_do_not_disturb_what_is_being_published(
    database: Database, stopped_clock: Callable[[float], None]
) -> None:
    """A long run is not undone by its own heartbeat, before or after the fence."""
    lease = _taken(database, "a")
    with database.publish() as connection:
        connection.execute(text("SELECT count(*) FROM orders"))
        stopped_clock(30)
        assert _renew(database, lease)
        check_lease(connection, lease)
        assert _renew(database, lease)


@contextmanager
def _beats(database: Database) -> Iterator[Callable[[], None]]:
    """A wait for the next heartbeat."""
    beaten = Event()

    def note(*context: object) -> None:
        if "UPDATE lease_heartbeats" in str(context[2]):
            beaten.set()

    def wait() -> None:
        beaten.clear()
        assert beaten.wait(20), "no heartbeat came"

    event.listen(database.engine, "after_cursor_execute", note)
    yield wait
    event.remove(database.engine, "after_cursor_execute", note)


def test_a_kept_lease_beats_by_itself_and_is_released(database: Database) -> None:
    """A run need not think of its lease, however long it takes."""
    lease = _taken(database, "a", seconds=0.4)

    with _beats(database) as next_beat, kept(database, lease):
        for _ in range(4):
            next_beat()
        with database.read() as connection:
            left = connection.execute(select(lease_heartbeats.c.expires_at)).scalar_one() - read_clock(database)
        assert left > timedelta(0)

    assert isinstance(_acquire(database, "b"), Lease)


def test_no_code_takes_a_lock_that_belongs_to_a_session() -> None:
    """Behind a transaction pooler such a lock stays with another client's connection, for ever."""
    root = Path(__file__).parents[2]
    code = [
        file
        for package in ("alerts", "bot", "charts", "etl", "metrics", "store")
        for ending in ("py", "sql")
        for file in (root / package).rglob(f"*.{ending}")
    ]
    session_lock = re.compile(r"pg_(try_)?advisory_lock|\bSET SESSION\b", re.IGNORECASE)

    assert len(code) > 100
    assert [str(file) for file in code if session_lock.search(file.read_text(encoding="utf-8"))] == []
