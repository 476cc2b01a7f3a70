"""Numeric answers of modules 1 to 3 of IN-202 that hinge on a rule of their lesson, from the data of their prompts."""

from fractions import Fraction
from itertools import combinations
from math import ceil

from tests.content.in202_methods import aoristic, jaccard, overlap

Hours = tuple[int, int]


def between(one: Hours, other: Hours) -> int:
    """Minutes from the end of one to the start of the other; negative where they run at the same time."""
    return max(one[0], other[0]) - min(one[1], other[1])


def coincide(metres: int, one: Hours, other: Hours, near: int) -> bool:
    """Near, and at the same time or with less than half an hour between (lesson 1.2)."""
    return metres < near and between(one, other) < 30


def clock(hour: int, minute: int = 0) -> int:
    return 60 * hour + minute


#: The case of the four activities: their hours, the metres between two of them, and the one that moves.
SATURDAY = {
    "R": (clock(16), clock(20)),
    "S": (clock(19), clock(22)),
    "T": (clock(17), clock(21)),
    "V": (clock(20, 20), clock(23)),
}
APART = {"RS": 210, "RV": 290, "SV": 310, "RT": 480, "TV": 520, "ST": 560}
MOVES = "T"
#: Six posts near the walk of unit A, from 18:00 to 20:00.
WALK = (clock(18), clock(20))
POSTS = [
    (450, (clock(19), clock(21))),
    (580, (clock(18, 30), clock(19, 30))),
    (280, (clock(20, 25), clock(22))),
    (560, (clock(16), clock(17, 40))),
    (700, (clock(19), clock(22))),
    (250, (clock(20, 45), clock(23))),
]
#: The windows of four motorcycles, in minutes; what they share, of up to twelve hours once rounded.
MOTORCYCLES = [
    (clock(18, 35), clock(21, 20)),
    (clock(20, 10), clock(20, 50)),
    (clock(10, 40), clock(22, 20)),
    (clock(12), clock(26)),
]
#: The origins of each link's bases, and whether one of them is A1.
BASES = [(1, True), (1, False), (2, False), (1, False), (1, False), (1, False), (2, False)]
#: What came in, what went out and what is left, at each step of the flow.
FLOW = [(480, 462, 0), (462, 250, 182), (250, 160, 76), (182, 150, 16)]
#: The base rates, in parts of a hundred, and who shows each behaviour.
SHOPS = {"two": 70, "weapon": 75, "customer": 5, "light": 2, "key": 35}
F1, F2 = {"two", "weapon", "customer", "key"}, {"two", "customer", "light", "key"}
RATES = {"weapon": 72, "motorcycle": 61, "helmet": 34, "two": 28, "padlock": 11, "product": 6, "gloves": 20}
K = {"weapon", "motorcycle", "helmet", "two", "padlock", "product"}
L = {"weapon", "motorcycle", "helmet", "two", "product", "gloves"}
#: Of two behaviours: the robberies that show one, the other, and both.
TOGETHER = [(16, 30, 12), (20, 12, 8), (40, 10, 8), (25, 24, 15), (18, 15, 14)]


def rare(case: set[str], rates: dict[str, int]) -> set[str]:
    """Without what more than 30 in a hundred robberies show (lesson 3.4)."""
    return {each for each in case if rates[each] <= 30}


def rounded(window: Hours) -> Hours:
    """To the nearest hour, the half outwards; up to an hour long, the hour where most of it falls (lesson 2.2)."""
    if window[1] - window[0] <= 60:
        hours = range(window[0] // 60, window[1] // 60 + 1)
        first = max(hours, key=lambda hour: overlap(window, (60 * hour, 60 * hour + 60)))
        return first, first + 1
    return (window[0] + 29) // 60, (window[1] + 30) // 60


WINDOWS = [each for each in map(rounded, MOTORCYCLES) if each[1] - each[0] <= 12]


#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-m1-02": Fraction(18 * 20, 60) + 5,
    "in-202-q-c1-04": Fraction(
        sum(
            coincide(APART[a + b], SATURDAY[a], SATURDAY[b], near=600 if MOVES in (a, b) else 300)
            for a, b in combinations("RSTV", 2)
        )
    ),
    "in-202-q-m1-06": Fraction(sum(coincide(metres, WALK, hours, near=600) for metres, hours in POSTS)),
    "in-202-q-m1-11": max(Fraction(380, 5), Fraction(80)),
    "in-202-q-c2-02": Fraction(max(17 - 12, 3)),
    "in-202-q-m2-02": Fraction(max(27 // 3, 5) * 10),
    "in-202-q-m2-03": Fraction(4 + 2, 4 + 2 + 2) * 100,
    "in-202-q-c2-03": aoristic([rounded((clock(17, 40), clock(22, 10)))])[19],
    "in-202-q-m2-06": aoristic(WINDOWS)[20],
    "in-202-q-c2-06": Fraction(21, 70) / Fraction(16, 80),
    "in-202-q-m2-10": Fraction(ceil(Fraction(23 - 2 * 6, 2))),
    "in-202-q-m2-15": Fraction(120 - 30 - 11 - 3),
    "in-202-q-c3-01": Fraction(sum(origins >= 2 or best for origins, best in BASES)),
    "in-202-q-m3-01": Fraction(21, 21 + 14) * 100,
    "in-202-q-m3-06": Fraction(8 * 7, 2) / 2,
    "in-202-q-m3-10": Fraction(14, 70) * 60,
    "in-202-q-m3-12": Fraction(sum(Fraction(came - out - left, came) > Fraction(7, 100) for came, out, left in FLOW)),
    "in-202-q-c3-09": jaccard(rare(F1, SHOPS), rare(F2, SHOPS)),
    "in-202-q-m3-14": jaccard(rare(K, RATES), rare(L, RATES)),
    "in-202-q-m3-17": Fraction(sum(Fraction(both, min(one, other)) >= Fraction(3, 4) for one, other, both in TOGETHER)),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-m1-02": [18],
    "in-202-q-c1-04": [],
    "in-202-q-m1-06": [18, 20, 450, 580, 280, 560, 700, 250, 25, 40, 45],
    "in-202-q-m1-11": [380],
    "in-202-q-c2-02": [17],
    "in-202-q-m2-02": [27, 10],
    "in-202-q-m2-03": [4, 2],
    "in-202-q-c2-03": [17, 40, 22, 10, 19],
    "in-202-q-m2-06": [18, 35, 21, 20, 10, 50, 40, 22, 12, 2],
    "in-202-q-c2-06": [21, 70],
    "in-202-q-m2-10": [23],
    "in-202-q-m2-15": [120, 30, 11, 3],
    "in-202-q-c3-01": [1, 2, 3, 4, 5, 6, 7],
    "in-202-q-m3-01": [21, 14],
    "in-202-q-m3-06": [9],
    "in-202-q-m3-10": [14],
    "in-202-q-m3-12": [480, 462, 250, 182, 160, 76, 150, 16],
    "in-202-q-c3-09": [4, 3],
    "in-202-q-m3-14": [72, 61, 34, 28, 11, 6, 20],
    "in-202-q-m3-17": [16, 30, 12, 20, 8, 40, 10, 25, 24, 15, 18, 14],
}
