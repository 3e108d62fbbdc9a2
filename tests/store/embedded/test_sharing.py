"""Several kpibot processes on one home use one server."""

import multiprocessing
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.embedded import EmbeddedServer, EmbeddedServerError
from store.embedded.locks import held
from store.embedded.site import enter_room


def test_a_question_in_a_second_terminal_uses_the_bots_server(
    shared_home: Path, another_kpibot: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """`kpibot ask` beside a running bot answers from the same database, and does not end it."""
    bot = another_kpibot(shared_home)

    with EmbeddedServer(shared_home) as asked:
        assert not asked.is_owner
        assert asked.url == bot.url
        assert value(asked.url, "SELECT 1") == 1
    assert value(bot.url, "SELECT 1") == 1


def test_who_comes_after_the_owner_has_gone_starts_the_server(
    shared_home: Path, another_kpibot: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """The database is there again for the next, whoever started it before."""
    another_kpibot(shared_home).finish()

    with EmbeddedServer(shared_home) as server:
        assert server.is_owner
        assert value(server.url, "SELECT 1") == 1


def test_who_used_the_owners_server_may_start_it_again(
    shared_home: Path, another_kpibot: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """A bot that had joined a short-lived command's server gets its own by calling start() once more."""
    owner = another_kpibot(shared_home)
    with EmbeddedServer(shared_home) as server:
        owner.finish()
        server.start()

        assert server.is_owner
        assert value(server.url, "SELECT 1") == 1


def test_of_several_that_start_at_once_exactly_one_owns_the_server(
    fresh_home: Path, spawn_kpibot: Callable[..., Any], hear: Callable[..., Any], value: Callable[..., Any]
) -> None:
    """A bot and two commands on a new home: one makes the database, all get it."""
    processes = [spawn_kpibot(fresh_home) for _ in range(3)]
    heard = [hear(each) for each in processes]

    assert sorted(each.is_owner for each in heard) == [False, False, True]
    assert [value(each.url, "SELECT 1") for each in heard] == [1, 1, 1]
    for each in sorted(heard, key=lambda one: one.is_owner):
        each.finish()


def test_a_forked_worker_does_not_take_the_server_with_it(shared_home: Path, value: Callable[..., Any]) -> None:
    """A worker process that cleans up after itself must not end the database of its parent."""
    with EmbeddedServer(shared_home) as server:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tested
            worker = multiprocessing.get_context("fork").Process(target=server.stop)
            worker.start()
        worker.join(timeout=20)

        assert worker.exitcode == 0
        assert value(server.url, "SELECT 1") == 1
        worker.close()


def test_a_start_that_another_process_never_finishes_is_given_up_in_words(shared_home: Path) -> None:
    """A hanging start elsewhere is reported with what to do, not waited for until the end of days."""
    with (
        held(enter_room(shared_home).start_lock, time.monotonic() + 5),
        pytest.raises(EmbeddedServerError, match="End that process, then try again"),
    ):
        EmbeddedServer(shared_home, timeout=0.05).start()
