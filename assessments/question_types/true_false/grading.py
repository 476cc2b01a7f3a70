"""True or false: what an answer earns."""

from assessments.question_types.base import BLANK, RIGHT, WRONG, Graded
from assessments.question_types.true_false.schema import Content, Value


def grade(content: Content, value: Value) -> Graded:
    """All for the right one, nothing otherwise (number-right scoring: no penalty for guessing)."""
    if value is None:
        return BLANK
    return RIGHT if value == content.right_id else WRONG
