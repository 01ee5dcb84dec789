"""Holds what takes time to make: each thing is made once, however many threads ask, and the oldest make room."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """Things by key, within a number of bytes; safe to use from several threads.

    A thread that finds nothing under a key claims it, makes the thing, and puts it there; threads that ask
    meanwhile wait for it. A claim must be followed by `put` or `give_up`.

    Args:
        max_bytes: what the things on it may hold together; the one put last stays, however large it is.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._held: OrderedDict[K, Future[V]] = OrderedDict()
        self._sizes: dict[K, int] = {}
        self._n_bytes = 0
        self._lock = Lock()

    def find(self, key: K) -> Future[V] | None:
        """Return what stands under a key or is being made for it, or None."""
        with self._lock:
            future = self._held.get(key)
            if future is not None:
                self._held.move_to_end(key)
            return future

    def claim(self, wanted: K, others: Iterable[K] = ()) -> tuple[Future[V], Sequence[K]]:
        """Return what will hold the thing wanted, and the keys that are for the caller to make now.

        Args:
            wanted: the key asked for; if somebody else is making it, it is not among those to make.
            others: keys to make in one go with it, where nobody has made or is making them.
        """
        with self._lock:
            free = [key for key in dict.fromkeys([wanted, *others]) if key not in self._held]
            self._held.update((key, Future()) for key in free)
            return self._held[wanted], free

    def put(self, key: K, made: V, *, n_bytes: int) -> None:
        """Put a claimed thing on the shelf and hand it to those who wait; what was used longest ago makes room."""
        with self._lock:
            future = self._held[key]
            self._held.move_to_end(key)
            self._sizes[key] = n_bytes
            self._n_bytes += n_bytes
            self._make_room(key)
        future.set_result(made)

    def give_up(self, keys: Iterable[K], error: BaseException) -> None:
        """Take claims back; those who wait get the error, those who ask later may try again."""
        with self._lock:
            futures = [self._held.pop(key) for key in keys]
        for future in futures:
            future.set_exception(error)

    def _make_room(self, new: K) -> None:
        for old in [key for key in self._held if key in self._sizes and key != new]:
            if self._n_bytes <= self._max_bytes:
                return
            del self._held[old]
            self._n_bytes -= self._sizes.pop(old)
