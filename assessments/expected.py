"""How often a sitting asks each question that it may ask, on the average of all draws. Pure.

A fixed question is asked for sure; one of n that a draw may take, c of them wanted, with c/n. Draws of one tag are
counted together, which is exact. A question in the pools of two tags has the sum, at most 1: no closed form tells more
of pools that overlap, and a page says "about" of every number that is drawn.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.rules import Named

__all__ = ["Expected", "Pool", "expected", "pools_of"]


@dataclass(frozen=True, slots=True)
class Pool:
    """What the draws of one tag want together, and which questions there are that the exam fixes nowhere."""

    tag: str
    wanted: int
    free: frozenset[UUID]

    @property
    def share(self) -> Fraction:
        """How much of the pool one sitting is asked; nothing of an empty one."""
        return min(Fraction(self.wanted, len(self.free)), Fraction(1)) if self.free else Fraction(0)


@dataclass(frozen=True, slots=True)
class Expected:
    """A question of a section (from 1), and how many times a sitting asks it there: from 0 to 1."""

    named: Named
    section: int
    number: Fraction


def pools_of(payload: Mapping[str, Any]) -> dict[str, Pool]:
    """Return the pool of each tag that is drawn by, in the order of the exam."""
    fixed = {UUID(stored["question"]) for section in payload["sections"] for stored in section["questions"]}
    wanted: Counter[str] = Counter()
    free: dict[str, frozenset[UUID]] = {}
    for section in payload["sections"]:
        for draw in section["draws"]:
            wanted[draw["tag"]] += draw["count"]
            free[draw["tag"]] = frozenset(UUID(stored["question"]) for stored in draw["pool"]) - fixed
    return {tag: Pool(tag, wanted[tag], held) for tag, held in free.items()}


def expected(payload: Mapping[str, Any]) -> list[Expected]:
    """Return every question that a section may ask, in the order of the exam, with what is to be expected of it."""
    pools = pools_of(payload)
    left: dict[UUID, Fraction] = {}
    found: list[Expected] = []
    for number, section in enumerate(payload["sections"], start=1):
        found.extend(Expected(Named.from_json(stored), number, Fraction(1)) for stored in section["questions"])
        drawn: dict[UUID, Expected] = {}
        for named, chance in _drawn(section, pools):
            taken = min(chance, left.get(named.question, Fraction(1)))
            left[named.question] = left.get(named.question, Fraction(1)) - taken
            before = drawn[named.question].number if named.question in drawn else Fraction(0)
            drawn[named.question] = Expected(named, number, before + taken)
        found.extend(drawn.values())
    return found


def _drawn(section: Mapping[str, Any], pools: Mapping[str, Pool]) -> Iterator[tuple[Named, Fraction]]:
    for draw in section["draws"]:
        pool = pools[draw["tag"]]
        for stored in draw["pool"]:
            named = Named.from_json(stored)
            if named.question in pool.free:
                yield named, min(Fraction(draw["count"], len(pool.free)), Fraction(1))
