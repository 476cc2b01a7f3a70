"""What an answer earns when it may be checked and given anew. Pure.

As Moodle's "interactive with multiple tries": each further try takes the same part off what it earns, and the best
counts, so that whoever tries again never loses by it.
"""

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["best_try", "earned_at"]


def earned_at(fraction: Fraction, *, before: int, penalty: Fraction) -> Fraction:
    """Return what a try earns after so many before it; never less than nothing. All are fractions of 1."""
    return max(Fraction(0), fraction - before * penalty)


def best_try(fractions: Sequence[Fraction], penalty: Fraction) -> tuple[int, Fraction]:
    """Return which try counts (from 0) and what it earns; of those that earn the same, the first. At least one try."""
    earned = [earned_at(fraction, before=before, penalty=penalty) for before, fraction in enumerate(fractions)]
    best = max(earned)
    return earned.index(best), best
