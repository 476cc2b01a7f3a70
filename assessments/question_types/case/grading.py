"""Case: nothing is answered, so nothing is earned."""

from assessments.question_types.base import BLANK, Graded
from assessments.question_types.case.schema import Content


def grade(content: Content, value: None) -> Graded:
    """Earn nothing: the questions about it are graded, not it."""
    return BLANK
