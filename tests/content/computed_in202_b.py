"""The numeric answers of modules 4 and 5 of IN-202 again, from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-202-q-c5-05": 32 * Fraction(35, 40),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-202-q-c5-05": [32, 40, 20, 35],
}
