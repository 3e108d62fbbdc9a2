"""Whoever asks for what is being made waits for it, and what was made last is kept."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from bot.caching import Cache

PEOPLE = 50


class Oven:
    """Makes values, and remembers how often. Each waits until `open` is set."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.begun = Event()
        self.open = Event()
        self.open.set()
        self.error: Exception | None = None

    def bake(self, name: str) -> Callable[[], str]:
        def make() -> str:
            self.made.append(name)
            self.begun.set()
            assert self.open.wait(10), "nobody opened the oven"
            if self.error is not None:
                raise self.error
            return f"{name} {len(self.made)}"

        return make


@pytest.fixture
def oven() -> Oven:
    return Oven()


class Name(str):
    """A key that tells when it is looked up: from then on its asker has a place in the queue."""

    __slots__ = ("looked_up",)

    def __init__(self, _: str) -> None:
        self.looked_up = Event()

    def __hash__(self) -> int:
        self.looked_up.set()
        return super().__hash__()


def all_at_once(cache: Cache[str], oven: Oven, name: str) -> list[Future[str]]:
    """What as many threads get who ask for the same before it is made."""
    oven.open.clear()
    names = [Name(name) for _ in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        asked = [pool.submit(cache.get, each, oven.bake(name)) for each in names]
        assert all(each.looked_up.wait(10) for each in names)
        oven.open.set()
    return asked


def test_fifty_who_ask_at_once_share_one_making(oven: Oven) -> None:
    """Every morning's rush would run the same query fifty times."""
    answers = all_at_once(Cache(), oven, "cac")

    assert [each.result() for each in answers] == ["cac 1"] * PEOPLE
    assert oven.made == ["cac"]


def test_an_error_reaches_everybody_who_waits_and_is_not_kept(oven: Oven) -> None:
    """Somebody would wait for ever, or a database that was down for a moment would be down for that question."""
    cache = Cache[str]()
    oven.error = ZeroDivisionError("the database is down")
    errors = [each.exception() for each in all_at_once(cache, oven, "cac")]
    oven.error = None

    assert {type(error) for error in errors} == {ZeroDivisionError}
    assert oven.made == ["cac"]
    assert cache.get("cac", oven.bake("cac")) == "cac 2"


def test_who_waits_for_one_value_holds_up_nobody_who_wants_another(oven: Oven) -> None:
    """One slow question would stop them all."""
    cache = Cache[str]()
    oven.open.clear()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(cache.get, "cac", oven.bake("cac"))

        assert cache.get("ltv", lambda: "at once") == "at once"
        oven.open.set()
        assert slow.result(10) == "cac 1"


def test_a_making_that_hangs_is_not_waited_for_for_ever(oven: Oven) -> None:
    """After one broken connection a question would hang for everybody until the bot is started anew."""
    cache = Cache[str](patience=0.05)
    oven.open.clear()
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(cache.get, "cac", oven.bake("cac"))
        assert oven.begun.wait(10)

        assert cache.get("cac", lambda: "another try") == "another try"
        oven.open.set()
        hanging.result(10)
    assert cache.get("cac", oven.bake("cac")) == "another try"


def test_what_was_asked_for_longest_ago_makes_room(oven: Oven) -> None:
    """The bot would grow with every question it was ever asked; or forget what everybody asks."""
    cache = Cache[str](most=2)
    for name in ("cac", "ltv", "cac", "aov"):
        cache.get(name, oven.bake(name))
    kept = [cache.get(name, oven.bake(name)) for name in ("aov", "cac", "ltv")]

    assert kept == ["aov 3", "cac 1", "ltv 4"]
