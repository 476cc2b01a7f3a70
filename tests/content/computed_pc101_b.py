"""The numeric answers of modules 2 to 4 of PC-101 that follow a rule of their lesson."""

from fractions import Fraction
from math import ceil, isqrt


def facts(*times: str) -> int:
    """Count the facts of records of one place and mode: each is compared with the first of its fact, under an hour."""
    minutes = sorted(int(time[:2]) * 60 + int(time[3:]) for time in times)
    firsts: list[int] = []
    for minute in minutes:
        if not firsts or minute - firsts[-1] >= 60:
            firsts.append(minute)
    return len(firsts)


def blocks_to_work(blocks: int, *counts: int, total: int) -> int:
    """Count the blocks from the most loaded until half of the incidents, and never more than one of ten."""
    half = next(number for number in range(len(counts) + 1) if 2 * sum(counts[:number]) >= total)
    return min(half, blocks // 10)


def longest_stretch(*marks: int) -> int:
    """Count the stops of the longest run of bad ones (three points or fewer)."""
    longest = run = 0
    for mark in marks:
        run = run + 1 if mark <= 3 else 0
        longest = max(longest, run)
    return longest


def other_row(*places: tuple[int, int]) -> Fraction:
    """Return the reported part, in per cent, of the places where health counted fewer than six."""
    few = [(health, reports) for health, reports in places if health < 6]
    return Fraction(sum(reports for _, reports in few), sum(health for health, _ in few)) * 100


def points(*rows: int, total: int) -> int:
    """Add 1 for a row with 60 % or more of the facts and take 2 for one under 40 %."""
    return sum(1 if 100 * row >= 60 * total else -2 if 100 * row < 40 * total else 0 for row in rows)


def lowest_normal(*months: int) -> int:
    """Return the total less two square roots, or three if one month holds more than a third of it."""
    total = sum(months)
    return total - (3 if 3 * max(months) > total else 2) * isqrt(total)


#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "pc-101-q-ana-05": Fraction(sum(2 * 45 <= 5 * many < 3 * 45 for many in (27, 20, 26, 18))),
    "pc-101-q-ide-07": Fraction(ceil(Fraction(2 * 80, 19))),
    "pc-101-q-ide-08": Fraction(sum(3 if days <= 30 else 1 for days in (12, 30, 45, 8, 90)) + 2),
    "pc-101-q-ci2-03": Fraction(facts("18:10", "22:05", "19:05", "19:50", "21:10", "20:10", "21:40")),
    "pc-101-q-ci2-04": Fraction(54, 3) * 2,
    "pc-101-q-ci2-05": Fraction(
        sum(abs(night - day) >= 20 for day, night in [(30, 56), (44, 26), (34, 18), (22, 44), (12, 30)])
    ),
    "pc-101-q-ci2-06": Fraction(blocks_to_work(70, 14, 12, 10, 9, 7, 6, 5, 4, 4, total=140)),
    "pc-101-q-ci2-08": Fraction(3 * (2 + 2) + 4 * 3 + 5 * (4 - 2) + 2 * 1),
    "pc-101-q-ana-09": other_row((31, 9), (14, 6), (5, 2), (4, 1), (4, 2), (2, 0)),
    "pc-101-q-ana-10": Fraction(22 + 26 + 20 + 28 + 24 + 24, 6) * Fraction(4, 3),
    "pc-101-q-ci3-03": Fraction(points(26, 24, 18, 14, 30, total=40)),
    "pc-101-q-ci3-04": Fraction(ceil(Fraction(40, 100) * 65) - 1),
    "pc-101-q-ci3-05": Fraction(52 // 4),
    "pc-101-q-ci3-06": Fraction(
        sum(this - last >= 15 for last, this in [(40, 52), (35, 51), (60, 78), (20, 34), (55, 62)])
    ),
    "pc-101-q-ci3-08": Fraction(ceil(Fraction(42, 3))),
    "pc-101-q-res-09": Fraction(lowest_normal(4, 5, 14, 6, 4, 3)),
    "pc-101-q-ci4-03": Fraction(
        sum(now - before >= 3 for before, now in [(1, 3), (0, 4), (3, 5), (4, 7), (6, 8), (2, 3)])
    ),
    "pc-101-q-ci4-04": Fraction(50 * longest_stretch(7, 0, 8, 4, 3, 2, 3, 4, 9, 1)),
    "pc-101-q-ci4-07": (2 * Fraction(9, 20) + 1 + Fraction(3, 4) + Fraction(1, 2) + Fraction(8, 10) / 2) / 7 * 100,
    "pc-101-q-ci4-08": Fraction(22 - 17) * 6 * 4 * Fraction(80, 100),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "pc-101-q-ana-05": [45, 27, 20, 26, 18],
    "pc-101-q-ide-07": [80, 19, 3, 22, 57],
    "pc-101-q-ide-08": [12, 30, 45, 8, 90],
    "pc-101-q-ci2-03": [18, 10, 22, 5, 19, 50, 21, 20, 40],
    "pc-101-q-ci2-04": [54],
    "pc-101-q-ci2-05": [200, 30, 56, 44, 26, 34, 18, 22, 12],
    "pc-101-q-ci2-06": [70, 140, 14, 12, 10, 9, 7, 6, 5, 4],
    "pc-101-q-ci2-08": [2, 3, 4, 1, 5, 40],
    "pc-101-q-ana-09": [31, 9, 14, 6, 5, 2, 4, 1, 0],
    "pc-101-q-ana-10": [22, 26, 20, 28, 24],
    "pc-101-q-ci3-03": [26, 24, 18, 14, 30, 40],
    "pc-101-q-ci3-04": [65],
    "pc-101-q-ci3-05": [52, 5],
    "pc-101-q-ci3-06": [40, 52, 35, 51, 60, 78, 20, 34, 55, 62],
    "pc-101-q-ci3-08": [42, 30],
    "pc-101-q-res-09": [36, 4, 5, 14, 6, 3],
    "pc-101-q-ci4-03": [1, 3, 0, 4, 5, 7, 6, 8, 2],
    "pc-101-q-ci4-04": [50, 7, 0, 8, 4, 3, 2, 9, 1, 10],
    "pc-101-q-ci4-07": [6, 9, 20, 3, 4, 8, 10],
    "pc-101-q-ci4-08": [17, 22, 4],
}
