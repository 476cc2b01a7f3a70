"""Numeric: what an answer earns."""

from fractions import Fraction

from assessments.question_types.base import BLANK, RIGHT, WRONG, Graded, Reason
from assessments.question_types.numeric.reading import bare_unit, read
from assessments.question_types.numeric.schema import Content, Value

_NOT_A_NUMBER = Graded(Fraction(0), (Reason.NOT_A_NUMBER,))
_OTHER_UNIT = Graded(Fraction(0), (Reason.OTHER_UNIT,))


def grade(content: Content, value: Value) -> Graded:
    """All if a reading x of the answer has |x - a| <= tolerance, both ends included; nothing otherwise.

    Compared exactly, as fractions. The unit may be left out. Another unit earns nothing, since it
    may mean another number: 12 m are not 12 km. How a number is read: `reading.read`.
    """
    if value is None:
        return BLANK
    written = read(value)
    if written is None:
        return _NOT_A_NUMBER
    if written.unit not in {"", bare_unit(content.unit)}:
        return _OTHER_UNIT
    near = any(abs(x - content.exact_answer) <= content.exact_tolerance for x in written.values)
    return RIGHT if near else WRONG
