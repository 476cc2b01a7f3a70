"""Choosing at random from overlapping pools without painting oneself into a corner. Pure.

Two draws may share candidates: "2 of a, b, c" and then "2 of b, c". Choosing the first two blindly
leaves the second short two times in three. So a matching of everything still wanted to candidates
is kept at hand (a system of distinct representatives; augmenting paths as in H. W. Kuhn, "The
Hungarian method for the assignment problem", 1955), and a candidate is taken only if one remains.
"""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assessments.seed_stream import SeedStream

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Demand(Generic[K]):
    """So many of these candidates, in an order that does not depend on chance."""

    count: int
    candidates: tuple[K, ...]


class Shortage(Exception):
    """A demand cannot be met beside those before it. demand: its position; available: at most so many."""

    def __init__(self, demand: int, available: int) -> None:
        self.demand = demand
        self.available = available
        super().__init__(f"demand {demand}: only {available} available")


class _Matching(Generic[K]):
    """Which candidate could serve each place of each demand, with those that are taken for good."""

    def __init__(self, demands: Sequence[Demand[K]]) -> None:
        self.taken: set[K] = set()
        self._demands = demands
        #: A place is (demand, number); `_holder` and `_held` are the two directions of the matching.
        self._holder: dict[K, tuple[int, int]] = {}
        self._held: dict[tuple[int, int], K] = {}
        for position, demand in enumerate(demands):
            for number in range(demand.count):
                if not self._serve((position, number)):
                    raise Shortage(position, number)

    def take(self, position: int, candidate: K) -> bool:
        """Take a candidate for a demand for good, unless another demand would then be short."""
        holder = self._holder.get(candidate)
        if holder is not None and holder[0] == position:
            self._release(holder)
            self.taken.add(candidate)
            return True
        place = next(held for held in self._held if held[0] == position)
        given_up = self._held[place]
        self._release(place)
        self.taken.add(candidate)
        if holder is None:
            return True
        self._release(holder)
        if self._serve(holder):
            return True
        self.taken.discard(candidate)
        self._hold(holder, candidate)
        self._hold(place, given_up)
        return False

    def _serve(self, place: tuple[int, int]) -> bool:
        """Find a candidate for a place, moving others where needed; change nothing if there is none."""
        came_from: dict[K, tuple[int, int]] = {}
        waiting = deque([place])
        while waiting:
            asking = waiting.popleft()
            for candidate in self._demands[asking[0]].candidates:
                if candidate in came_from or candidate in self.taken:
                    continue
                came_from[candidate] = asking
                holder = self._holder.get(candidate)
                if holder is None:
                    self._move_along(came_from, candidate)
                    return True
                waiting.append(holder)
        return False

    def _move_along(self, came_from: dict[K, tuple[int, int]], candidate: K) -> None:
        free: K | None = candidate
        while free is not None:
            place = came_from[free]
            before = self._held.get(place)
            self._hold(place, free)
            free = before

    def _hold(self, place: tuple[int, int], candidate: K) -> None:
        self._held[place] = candidate
        self._holder[candidate] = place

    def _release(self, place: tuple[int, int]) -> None:
        candidate = self._held.pop(place)
        # A candidate that was moved on already has another holder.
        if self._holder.get(candidate) == place:
            del self._holder[candidate]


def _alike(candidate: Hashable) -> int:
    return 0


def select(
    demands: Sequence[Demand[K]], stream: SeedStream, *, rank: Callable[[K], int] = _alike
) -> list[list[K]]:  # fmt: skip
    """Give to each demand its candidates, no candidate twice; raises `Shortage`.

    Demands choose in order; each time every candidate of the lowest rank that is not yet taken is equally likely,
    unless taking it would leave a later demand short; those of a higher rank come when none is left. Where the pools do
    not overlap, every choice among those of one rank is therefore equally likely.
    """
    matching = _Matching(demands)
    return [_choose(position, demand, matching, stream, rank) for position, demand in enumerate(demands)]


def _choose(
    position: int, demand: Demand[K], matching: _Matching[K], stream: SeedStream, rank: Callable[[K], int]
) -> list[K]:
    free = [candidate for candidate in demand.candidates if candidate not in matching.taken]
    chosen: list[K] = []
    for preferred in sorted({rank(candidate) for candidate in free}):
        equal = [candidate for candidate in free if rank(candidate) == preferred]
        while equal and len(chosen) < demand.count:
            candidate = equal.pop(stream.below(len(equal)))
            if matching.take(position, candidate):
                chosen.append(candidate)
    return chosen
