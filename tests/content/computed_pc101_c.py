"""The numeric answers of PC-101, modules 5 to 7, that hinge on a rule of their lesson, from their prompts' data."""

from fractions import Fraction
from math import ceil, floor

#: By key of the question: change a number in its prompt, or the rule in its lesson, and this must follow.
COMPUTED: dict[str, Fraction] = {
    "pc-101-q-eva-02": min(Fraction(36, 40), Fraction(21, 30), Fraction(10, 10)) * 100,
    "pc-101-q-eva-05": Fraction(floor(70 * Fraction(150, 160) - 48)),
    "pc-101-q-eva-11": Fraction(
        sum(
            Fraction(done, promised) >= Fraction(9, 10)
            for done, promised in ((44, 48), (54, 60), (5, 6), (17, 20), (1, 1), (0, 12))
        )
    ),
    "pc-101-q-ci5-03": Fraction(18 + 2 + 4 + 1),
    "pc-101-q-ci5-04": Fraction(ceil(Fraction(40, min(9, 3, 25)))),
    "pc-101-q-pat-02": Fraction(330 // (15 + 7)) * Fraction(80, 100),
    "pc-101-q-pat-07": Fraction(18, 40) * Fraction(2, 3) * 70,
    "pc-101-q-ci6-02": Fraction(sum(min(minutes, 15) for minutes in (14, 6, 15, 32, 9, 11) if minutes >= 10)),
    "pc-101-q-ci6-05": (18 + Fraction(10, 2)) / 50 * 100,
    "pc-101-q-pro-02": Fraction(22 // (2 * 5 // 2 + 2)),
    "pc-101-q-pro-05": Fraction(ceil(Fraction(27, 5)) - 3),
    "pc-101-q-pro-07": Fraction(12 * 15 + sum((2, -6, -4, -2, -10)) + 3 * min(2, -6, -4, -2, -10), 20),
    "pc-101-q-pro-10": Fraction(48, 4) - 9,
    "pc-101-q-ci7-02": Fraction(sum(within >= 3 for within in (9, 2, 4, 3, 2)) * (2 * 5 // 2 + 2)),
    "pc-101-q-ci7-05": Fraction(10 * 4 - 24),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "pc-101-q-eva-02": [36, 40, 21, 30, 10],
    "pc-101-q-eva-05": [70, 48, 160, 150],
    "pc-101-q-eva-11": [44, 48, 54, 60, 5, 6, 17, 20, 12],
    "pc-101-q-ci5-03": [1, 40, 11, 18],
    "pc-101-q-ci5-04": [9, 3, 25],
    "pc-101-q-pat-02": [330, 15, 7],
    "pc-101-q-pat-07": [40, 18, 70],
    "pc-101-q-ci6-02": [14, 6, 15, 32, 9, 11],
    "pc-101-q-ci6-05": [50, 18, 10, 22],
    "pc-101-q-pro-02": [22, 2],
    "pc-101-q-pro-05": [27, 3],
    "pc-101-q-pro-07": [20, 12, 15, 8, 5, 2, 6, 4, 10, 3],
    "pc-101-q-pro-10": [48, 31, 9],
    "pc-101-q-ci7-02": [9, 10, 2, 6, 4, 3, 5],
    "pc-101-q-ci7-05": [24, 10],
}
