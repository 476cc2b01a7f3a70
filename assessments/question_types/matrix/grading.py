"""Matrix: what the marks in one row earn."""

from collections.abc import Collection
from fractions import Fraction


def row_share(right: Collection[str], marked: Collection[str], *, columns: int) -> Fraction:
    """Earn max(0, right marked / all right - wrong marked / all wrong) of a row in which several may be right.

    The formula of multiple choice: without what is taken off, whoever marks every column would earn everything.
    """
    wrong = columns - len(right)
    earned = Fraction(len({*marked} & {*right}), len(right))
    if wrong:
        earned -= Fraction(len({*marked} - {*right}), wrong)
    return max(earned, Fraction(0))
