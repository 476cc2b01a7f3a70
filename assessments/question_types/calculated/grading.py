"""Calculated: what an answer earns."""

from fractions import Fraction

from assessments.question_types.base import Graded
from assessments.question_types.calculated.schema import Content, Value
from assessments.question_types.numeric.grading import grade_number


def grade(content: Content, value: Value) -> Graded:
    """All if a reading x of the answer has |x - a| <= tolerance for a the exact or the shown answer; else nothing.

    content: with its values put in. The shown answer is the exact one rounded to `decimals`: who rounds as he was
    asked is right also where no tolerance is given. Numbers and units are read as in a numeric question.
    """
    rights = (content.exact_answer, Fraction(content.shown_answer))
    return grade_number(value, rights=rights, tolerance=content.exact_tolerance, unit=content.unit)
