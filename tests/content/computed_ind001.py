"""The numeric answers of IND-001 again, from the data of their prompts, as in computed_pc101."""

from fractions import Fraction

COMPUTED = {
    "ind-001-q-c-03": (2 * Fraction(8, 10) - 1) * 2,
    "ind-001-q-cer-02": Fraction(5, 8) * 20,
    "ind-001-q-enc-03": Fraction(50 + 15 - 60),
    "ind-001-q-reg-04": Fraction(8 if 2 * 3 < 8 else 0),
    "ind-001-q-ren-01": max(Fraction(40 + 10), 40 * Fraction(3, 2)),
    "ind-001-q-ren-02": (5 + Fraction(2, 3) - Fraction(1, 2)) / 8 * 20,
}
STATED = {
    "ind-001-q-c-03": [2, 5],
    "ind-001-q-cer-02": [8, 5, 20],
    "ind-001-q-enc-03": [5, 50, 59],
    "ind-001-q-reg-04": [8, 16, 7, 3],
    "ind-001-q-ren-01": [40, 12, 10, 45],
    "ind-001-q-ren-02": [8, 5, 3, 2, 1, 20],
}
