"""Numeric: what an answer earns."""

from collections.abc import Collection
from fractions import Fraction

from assessments.question_types.base import BLANK, RIGHT, WRONG, Graded, Reason
from assessments.question_types.numeric.reading import bare_unit, read
from assessments.question_types.numeric.schema import Content, Value

_NOT_A_NUMBER = Graded(Fraction(0), (Reason.NOT_A_NUMBER,))
_OTHER_UNIT = Graded(Fraction(0), (Reason.OTHER_UNIT,))


def grade(content: Content, value: Value) -> Graded:
    """All if a reading x of the answer has |x - a| <= tolerance, both ends included; nothing otherwise.

    Where a decision accepts a further number, it is right as well, within the tolerance that the decision gives it.
    """
    graded = [
        grade_number(value, rights=(near,), tolerance=tolerance, unit=content.unit) for near, tolerance in content.nears
    ]
    return max(graded, key=lambda each: each.fraction)


def grade_number(value: Value, *, rights: Collection[Fraction], tolerance: Fraction, unit: str) -> Graded:
    """Earn all if a reading of the answer is no farther than the tolerance from one of the right numbers.

    Compared exactly, as fractions. The unit may be left out. Another unit earns nothing, since it
    may mean another number: 12 m are not 12 km. How a number is read: `reading.read`.
    """
    if value is None:
        return BLANK
    written = read(value)
    if written is None:
        return _NOT_A_NUMBER
    if written.unit not in {"", bare_unit(unit)}:
        return _OTHER_UNIT
    near = any(abs(x - right) <= tolerance for x in written.values for right in rights)
    return RIGHT if near else WRONG
