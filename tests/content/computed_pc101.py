"""The numeric answers of PC-101 again, from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "pc-101-q-cal-02": Fraction(36, 80) / Fraction(4, 50),
    "pc-101-q-ctl-08": Fraction(2, 40) * 100,
    "pc-101-q-eva-06": (1 - Fraction(84, 98) / Fraction(120, 100)) * 100,
    "pc-101-q-eva-07": (Fraction(36, 210) - Fraction(40, 200)) / (Fraction(48, 210) - Fraction(80, 200)),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "pc-101-q-cal-02": [4, 50, 36, 80],
    "pc-101-q-ctl-08": [50, 20, 2, 40],
    "pc-101-q-eva-06": [120, 84, 100, 98],
    "pc-101-q-eva-07": [80, 48, 40, 36, 200, 210],
}
