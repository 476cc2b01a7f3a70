"""The numeric answers of IN-202, modules 1 to 3, again from the data of their prompts."""

from fractions import Fraction
from itertools import combinations

from tests.content.in202_methods import aoristic, betweenness, overlap

#: The case of the three activities: metres between two units, and their hours.
SATURDAY = [(150, (16, 20), (19, 22)), (1200, (16, 20), (17, 21)), (1200, (19, 22), (17, 21))]
#: X between two sides of four and three, all of them neighbours within their side.
BRIDGED = {frozenset(pair) for side in ("abcdx", "efgx") for pair in combinations(side, 2)}

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-m1-02": Fraction(7 + 10 + 5, 24) * 100,
    "in-202-q-m1-06": Fraction(overlap((17 * 60 + 30, 21 * 60 + 15), (19 * 60 + 45, 23 * 60))),
    "in-202-q-m1-11": Fraction(12 + 24 + 9, 300) * 100,
    "in-202-q-c1-04": Fraction(sum(metres < 300 and overlap(one, other) > 0 for metres, one, other in SATURDAY)),
    "in-202-q-m2-02": Fraction(63, 6 * 12) * 100,
    "in-202-q-m2-06": aoristic([(18, 22), (20, 21), (19, 24)])[20],
    "in-202-q-m2-10": Fraction(24, 60) / Fraction(3, 50),
    "in-202-q-m2-15": Fraction(150 + 90 - 38),
    "in-202-q-c2-03": aoristic([(17, 22)])[17],
    "in-202-q-c2-06": Fraction(21, 70) / Fraction(12, 80),
    "in-202-q-m3-01": Fraction(21, 15 * 14 // 2) * 100,
    "in-202-q-m3-06": betweenness(BRIDGED)["x"],
    "in-202-q-m3-10": Fraction(9, (21 * 60 + 12) - (21 * 60 + 6 - 6)) * 60,
    "in-202-q-m3-12": Fraction(480 - 390, 480) * 100,
    "in-202-q-m3-14": Fraction(4, 6 + 5 - 4),
    "in-202-q-c3-01": Fraction(9 * 8, 2),
    "in-202-q-c3-04": Fraction(4 + 3 + 3 + 2 + 2 + 1 + 1, 2),
    "in-202-q-c3-09": Fraction(3, 4 + 3 - 3),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-m1-02": [24, 7, 10, 5],
    "in-202-q-m1-06": [17, 30, 21, 15, 19, 45, 23, 180],
    "in-202-q-m1-11": [300, 255, 12, 24, 9],
    "in-202-q-c1-04": [],
    "in-202-q-m2-02": [6, 12, 63],
    "in-202-q-m2-06": [18, 22, 20, 21, 19, 24],
    "in-202-q-m2-10": [24, 60, 3, 50],
    "in-202-q-m2-15": [150, 90, 38],
    "in-202-q-c2-03": [17, 22],
    "in-202-q-c2-06": [21, 70, 12, 80],
    "in-202-q-m3-01": [15, 21],
    "in-202-q-m3-06": [4, 3],
    "in-202-q-m3-10": [6, 21, 12, 9],
    "in-202-q-m3-12": [480, 390, 250],
    "in-202-q-m3-14": [6, 5, 4],
    "in-202-q-c3-01": [9],
    "in-202-q-c3-04": [4, 3, 2, 1],
    "in-202-q-c3-09": [4, 3],
}
