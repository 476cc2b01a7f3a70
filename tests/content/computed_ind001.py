"""The numeric answers of IND-001 again, from the data of their prompts, as in computed_pc101."""

from fractions import Fraction

COMPUTED = {
    "ind-001-q-ren-01": Fraction(min(30, 60 - 42)),
    "ind-001-q-ren-02": (5 + Fraction(1, 2)) / 8 * 20,
}
STATED = {
    "ind-001-q-ren-01": [30, 12, 11, 42],
    "ind-001-q-ren-02": [8, 5, 1, 20],
}
