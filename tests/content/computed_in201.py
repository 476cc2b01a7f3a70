"""The numeric answers of IN-201 again, from the data of their prompts."""

from fractions import Fraction

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {}
