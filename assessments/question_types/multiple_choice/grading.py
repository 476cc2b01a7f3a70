"""Multiple choice: what an answer earns."""

from assessments.question_types.base import BLANK, Graded
from assessments.question_types.multiple_choice.schema import Content, Value
from assessments.question_types.shares import graded, right_less_wrong


def grade(content: Content, value: Value) -> Graded:
    """Earn the share of the right options that are chosen, less the share of the wrong ones: `right_less_wrong`.

    An id that the content does not have (a regrade by a version without that option) counts for nothing.
    """
    if not value:
        return BLANK
    known = {option.id for option in content.options}
    return graded(right_less_wrong(content.right_ids, known.intersection(value), choices=len(known)))
