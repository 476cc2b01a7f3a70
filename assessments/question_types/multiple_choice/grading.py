"""Multiple choice: what an answer earns."""

from fractions import Fraction

from assessments.question_types.base import BLANK, RIGHT, Graded, Reason
from assessments.question_types.multiple_choice.schema import Content, Value


def grade(content: Content, value: Value) -> Graded:
    """Earn max(0, right chosen / all right - wrong chosen / all wrong).

    Two of three right and none of two wrong earn 2/3; with one of the wrong, 2/3 - 1/2 = 1/6.
    Where no option is wrong there is nothing to take off. Choosing everything earns nothing where
    something is wrong, and blind guessing has the expectation 0 before the floor. Source: Moodle's
    multiple choice (qtype_multichoice: the sum of the chosen options' fractions, held within 0 and
    1) with its usual fractions, +1/right for a right option and -1/wrong for a wrong one.

    An id that the content does not have (a regrade by a version without that option) counts for nothing.
    """
    if not value:
        return BLANK
    right = content.right_ids
    wrong = frozenset(option.id for option in content.options) - right
    chosen = frozenset(value)
    earned = Fraction(len(chosen & right), len(right))
    if wrong:
        earned -= Fraction(len(chosen & wrong), len(wrong))
    if earned == 1:
        return RIGHT
    if earned > 0:
        return Graded(earned, (Reason.PARTLY_RIGHT,))
    return Graded(Fraction(0), (Reason.WRONG,))
