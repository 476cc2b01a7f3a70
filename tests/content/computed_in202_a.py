"""The numeric answers of IN-202, modules 1 to 3, again from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-c3-04": Fraction(10 * 9, 2) * Fraction(60, 100) - (12 + 8),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-c3-04": [10, 12, 8],
}
