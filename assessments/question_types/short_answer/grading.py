"""Short answer: what an answer earns."""

from assessments.question_types.base import BLANK, RIGHT, WRONG, Graded
from assessments.question_types.short_answer.folding import compared
from assessments.question_types.short_answer.schema import Content, Value


def grade(content: Content, value: Value) -> Graded:
    """All if the answer is one of those accepted, in the form of `folding.compared`; nothing otherwise."""
    if value is None:
        return BLANK
    accepted = {compared(text, exact=content.exact) for text in content.accepted}
    return RIGHT if compared(value, exact=content.exact) in accepted else WRONG
