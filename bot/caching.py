"""Keeps what was made last, and makes nothing twice at once: who asks for what is being made waits for it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """The values that were asked for last, by keys that say all that a value depends on. For any number of threads.

    `hits`, `misses`: how often a value was there, or had to be made. `patience`: the seconds after which who waits for
    another's making takes it to hang, and makes the value anew.
    """

    def __init__(self, most: int = 500, *, patience: float = 20.0) -> None:
        self._most = most
        self._patience = patience
        self._lock = Lock()
        self._made: OrderedDict[Hashable, Future[Value]] = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of the key, made if need be. What `make` raises reaches everybody who waits, and is not kept."""
        while True:
            making, is_mine = self._making(key)
            if is_mine:
                self._make(key, making, make)
            if wait({making}, self._patience).done:
                return making.result()
            self._forget(key, making)

    def _making(self, key: Hashable) -> tuple[Future[Value], bool]:
        """What stands under the key, and whether it is the caller's to make."""
        with self._lock:
            making = self._made.get(key)
            is_mine = making is None
            self.hits, self.misses = self.hits + (not is_mine), self.misses + is_mine
            if making is None:
                making = self._made[key] = Future()
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return making, is_mine

    def _make(self, key: Hashable, making: Future[Value], make: Callable[[], Value]) -> None:
        try:
            making.set_result(make())
        except BaseException as error:  # noqa: BLE001  # whoever waits would wait for ever; each of them raises it
            # Forgotten before it is told: who asks after the failure tries again.
            self._forget(key, making)
            making.set_exception(error)

    def _forget(self, key: Hashable, making: Future[Value]) -> None:
        with self._lock:
            if self._made.get(key) is making:
                del self._made[key]
