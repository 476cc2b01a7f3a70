"""The methods that IN-202 teaches, as its lessons state them, to recompute their examples and answers."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import combinations

Links = Collection[frozenset[str]]


def aoristic(windows: Iterable[tuple[int, int]]) -> dict[int, Fraction]:
    """Each window shares one among its hours (Ratcliffe 2000); a window past midnight ends after 24."""
    weights: dict[int, Fraction] = defaultdict(Fraction)
    for first, last in windows:
        for hour in range(first, last):
            weights[hour % 24] += Fraction(1, last - first)
    return weights


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How long two intervals run at the same time; zero where they do not."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def jaccard(one: Iterable[str], other: Iterable[str]) -> Fraction:
    """What both have, of what at least one has (Jaccard 1901)."""
    return Fraction(len({*one} & {*other}), len({*one} | {*other}) or 1)


def neighbours(links: Links) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in (sorted(link) for link in links):
        found[one].add(other)
        found[other].add(one)
    return found


def shortest_paths(links: Links, start: str, end: str) -> list[list[str]]:
    beside, queue = neighbours(links), deque([[start]])
    found: list[list[str]] = []
    while queue:
        path = queue.popleft()
        if found and len(path) >= len(found[0]):
            break
        for each in beside[path[-1]] - set(path):
            (found if each == end else queue).append([*path, each])
    return found


def betweenness(links: Links) -> dict[str, Fraction]:
    """For each entity, the pairs of others whose shortest path crosses it; ties share the pair (Freeman 1977)."""
    crossed: dict[str, Fraction] = {each: Fraction(0) for each in neighbours(links)}
    for start, end in combinations(sorted(crossed), 2):
        paths = shortest_paths(links, start, end)
        for path in paths:
            for each in path[1:-1]:
                crossed[each] += Fraction(1, len(paths))
    return crossed


def steps(links: Links, start: str) -> int:
    """How many steps, in all, to reach every other entity."""
    return sum(len(shortest_paths(links, start, end)[0]) - 1 for end in neighbours(links) if end != start)
