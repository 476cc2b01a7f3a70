"""The numeric answers of modules 1 to 3 of IN-201 again, from the data of their prompts."""

from fractions import Fraction
from math import ceil, floor

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-201-q-est-02": (18 + 12 + Fraction(12, 2)) / 160 * 100,
    "in-201-q-est-04": Fraction(min(6, 9) * 8),
    "in-201-q-est-07": Fraction(24 - 42 // 3),
    "in-201-q-c1-05": Fraction(max(40, 260 // 10)),
    "in-201-q-req-04": Fraction(ceil(Fraction(54 + 15, 160) * 100) - floor(Fraction(54, 160) * 100)),
    "in-201-q-fue-07": Fraction(next(more for more in range(99) if (15 + more) * 100 >= 85 * (19 + more))),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-201-q-est-02": [160, 118, 18, 12],
    "in-201-q-est-04": [6, 9, 131],
    "in-201-q-est-07": [42, 24],
    "in-201-q-c1-05": [260],
    "in-201-q-req-04": [160, 54, 91, 15],
    "in-201-q-fue-07": [19, 15],
}
