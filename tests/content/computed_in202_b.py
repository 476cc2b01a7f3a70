"""The numeric answers of modules 4 and 5 of IN-202 again, from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-m4-02": Fraction(2400, 60 * 8),
    "in-202-q-m4-08": Fraction(10 + 6, 64) * 100,
    "in-202-q-m4-10": Fraction(60 - 15, 60) * 100,
    "in-202-q-c4-07": Fraction(320 - 8, 8),
    "in-202-q-m5-04": Fraction(18, 24) / Fraction(3, 24),
    "in-202-q-m5-07": Fraction(90 * 120, 60),
    "in-202-q-c5-05": 32 * Fraction(35, 40),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-m4-02": [2400, 60, 8],
    "in-202-q-m4-08": [90, 64, 48, 10, 6],
    "in-202-q-m4-10": [60, 25, 15],
    "in-202-q-c4-07": [8, 320],
    "in-202-q-m5-04": [24, 18, 3],
    "in-202-q-m5-07": [120, 90],
    "in-202-q-c5-05": [32, 40, 20, 35],
}
