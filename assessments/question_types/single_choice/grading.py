"""Single choice: what an answer earns."""

from assessments.question_types.base import BLANK, RIGHT, WRONG, Graded
from assessments.question_types.single_choice.schema import Content, Value


def grade(content: Content, value: Value) -> Graded:
    """All for the right option, nothing otherwise (number-right scoring: no penalty for guessing)."""
    if value is None:
        return BLANK
    return RIGHT if value in content.right_ids else WRONG
