"""The numeric answers of IN-201 again, from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-201-q-pen-03": 18 / Fraction(60, 100),
    "in-201-q-c4-03": Fraction(40 + 45, 2),
    "in-201-q-ach-02": Fraction(1),
    "in-201-q-c5-05": Fraction(3 * 2 + 3 * 3 + 1 * 3),
    "in-201-q-pro-02": Fraction(19, 22) * 27,
    "in-201-q-c6-06": Fraction(36 + 2 * 6),
    "in-201-q-esc-05": Fraction(75, 100) ** 2,
    "in-201-q-c7-05": Fraction(12, 25) * 100,
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-201-q-pen-03": [90, 18, 60],
    "in-201-q-c4-03": [35, 40, 30, 45, 60, 85],
    "in-201-q-ach-02": [1, 2, 3, 4],
    "in-201-q-c5-05": [3, 2, 1],
    "in-201-q-pro-02": [19, 22, 27],
    "in-201-q-c6-06": [36],
    "in-201-q-esc-05": [75],
    "in-201-q-c7-05": [25, 12],
}
