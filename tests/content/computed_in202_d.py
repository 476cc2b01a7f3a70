"""Answers of modules 4 and 5 of IN-202 that rest on a rule of their lesson, from the data of their prompts."""

from fractions import Fraction
from math import ceil, isqrt

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-m4-02": Fraction(ceil(2000 * Fraction(11, 10) / (50 * 8))),
    "in-202-q-m4-08": Fraction(90 - 48 - (10 + 6), 90) * 100,
    "in-202-q-m4-10": Fraction(8 + 60),
    "in-202-q-c4-07": Fraction(ceil(Fraction(80 - 9, 2)) - 12),
    "in-202-q-m5-04": 4 * Fraction(30 * 4, 24),
    "in-202-q-m5-07": Fraction(40 * 90, 60),
    "in-202-q-c5-07": Fraction(2),
    "in-202-q-m5-13": Fraction(49 - 2 * isqrt(49) - 1),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-m4-02": [2000, 50, 8],
    "in-202-q-m4-08": [90, 64, 48, 10, 6],
    "in-202-q-m4-10": [8, 20, 25],
    "in-202-q-c4-07": [12],
    "in-202-q-m5-04": [30, 4],
    "in-202-q-m5-07": [90],
    "in-202-q-c5-07": [20, 6, 5, 2, 9],
    "in-202-q-m5-13": [49],
}
