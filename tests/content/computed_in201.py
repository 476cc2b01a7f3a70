"""The numeric answers of IN-201 again, from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-201-q-est-07": Fraction(9, 75) * 100,
    "in-201-q-c1-05": Fraction(57, 84) * 100,
    "in-201-q-req-04": Fraction(54 + 9, 150) * 100,
    "in-201-q-fue-07": Fraction(17, 20) * 100,
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-201-q-est-07": [75, 9, 15, 51],
    "in-201-q-c1-05": [84, 57],
    "in-201-q-req-04": [150, 54, 87, 9],
    "in-201-q-fue-07": [20, 17],
}
