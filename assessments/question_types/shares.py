"""What part of an answer earns: formulas that several kinds share."""

from collections.abc import Collection
from fractions import Fraction

from assessments.question_types.base import RIGHT, WRONG, Graded, Reason

__all__ = ["graded", "right_less_wrong"]


def graded(earned: Fraction) -> Graded:
    """Give a fraction within 0 and 1, with its reason."""
    if earned >= 1:
        return RIGHT
    if earned > 0:
        return Graded(earned, (Reason.PARTLY_RIGHT,))
    return WRONG


def right_less_wrong(right: Collection[str], marked: Collection[str], *, choices: int) -> Fraction:
    """Earn max(0, right marked / all right - wrong marked / all wrong) of so many choices.

    Two of three right and none of two wrong earn 2/3; with one of the wrong, 2/3 - 1/2 = 1/6.
    Where no choice is wrong there is nothing to take off. Marking everything earns nothing where
    something is wrong, and blind guessing has the expectation 0 before the floor. Source: Moodle's
    multiple choice (qtype_multichoice: the sum of the chosen options' fractions, held within 0 and
    1) with its usual fractions, +1/right for a right option and -1/wrong for a wrong one.
    """
    wrong = choices - len(right)
    earned = Fraction(len({*marked} & {*right}), len(right))
    if wrong:
        earned -= Fraction(len({*marked} - {*right}), wrong)
    return max(earned, Fraction(0))
