"""Short answer: a word or a few, of which several may be accepted."""

from assessments.question_types.base import Graded
from assessments.question_types.short_answer.grading import grade
from assessments.question_types.short_answer.schema import Content, Value
from assessments.question_types.written import WrittenType

__all__ = ["TYPE"]


class ShortAnswer(WrittenType[Content]):
    """A question whose answer is a short text."""

    kind = "short_answer"
    content = Content

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)

    def right_summary(self, content: Content) -> str:
        """Give the accepted answers."""
        return " / ".join(" ".join(text.split()) for text in content.accepted)


TYPE = ShortAnswer()
