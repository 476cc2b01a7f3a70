"""What a process keeps: of rows that never change, or that are compared again before it is believed."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Kept"]

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """So many values by their keys; those kept first go first. Several threads may ask and add."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._values: dict[K, V] = {}
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept under a key; None: nothing is."""
        return self._values.get(key)

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept under a key; where nothing is, keep what ``make`` returns."""
        value = self.get(key)
        return self.keep(key, make()) if value is None else value

    def keep(self, key: K, value: V) -> V:
        """Keep a value under a key and return it."""
        self.add({key: value})
        return value

    def add(self, values: Mapping[K, V]) -> None:
        """Keep more, and forget what was kept first."""
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._at_most:
                del self._values[next(iter(self._values))]
