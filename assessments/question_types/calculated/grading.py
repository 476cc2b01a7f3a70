"""Calculated: what an answer earns."""

from fractions import Fraction

from assessments.question_types.base import BLANK, RIGHT, WRONG, Graded, Reason
from assessments.question_types.calculated.schema import Content, Value
from assessments.question_types.numeric.reading import bare_unit, read

_NOT_A_NUMBER = Graded(Fraction(0), (Reason.NOT_A_NUMBER,))
_OTHER_UNIT = Graded(Fraction(0), (Reason.OTHER_UNIT,))


def grade(content: Content, value: Value) -> Graded:
    """All if a reading x of the answer has |x - a| <= tolerance for a the exact or the shown answer; else nothing.

    content: with its values put in. The shown answer is the exact one rounded to `decimals`: who rounds as he was
    asked is right also where no tolerance is given. Numbers and units are read as in a numeric question.
    """
    if value is None:
        return BLANK
    written = read(value)
    if written is None:
        return _NOT_A_NUMBER
    if written.unit not in {"", bare_unit(content.unit)}:
        return _OTHER_UNIT
    rights = (content.exact_answer, Fraction(content.shown_answer))
    near = any(abs(x - right) <= content.exact_tolerance for x in written.values for right in rights)
    return RIGHT if near else WRONG
