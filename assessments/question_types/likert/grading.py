"""Likert: an opinion earns nothing and costs nothing."""

from fractions import Fraction

from assessments.question_types.base import BLANK, Graded, Reason
from assessments.question_types.likert.schema import Content, Value

_NOT_SCORED = Graded(Fraction(0), (Reason.NOT_SCORED,))


def grade(content: Content, value: Value) -> Graded:
    """Nothing, for every answer: the kind weighs nothing in the mark (`QuestionType.is_scored`)."""
    return BLANK if value is None else _NOT_SCORED
