"""The numeric answers of IN-202, modules 1 to 3, again from the data of their prompts."""

from fractions import Fraction

from tests.content.in202_methods import aoristic

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-c2-03": aoristic([(17, 22)])[17],
    "in-202-q-c3-04": Fraction(4 + 3 + 3 + 2 + 2 + 1 + 1, 2),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-c2-03": [17, 22],
    "in-202-q-c3-04": [4, 3, 2, 1],
}
