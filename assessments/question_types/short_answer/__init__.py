"""Short answer: a word or a few, of which several may be accepted."""

from assessments.question_types.base import Graded
from assessments.question_types.further import Further, FurtherField, NotFurther, typed
from assessments.question_types.short_answer.folding import compared
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

    def further_fields(self, content: Content) -> tuple[FurtherField, ...]:
        """Ask for another text."""
        return (FurtherField("text"),)

    def accepting(self, content: Content, further: Further) -> Content:
        """Give the question with this text accepted as well."""
        text = typed(further, "text", at_most=500)
        also = compared(text, exact=content.exact)
        if not also or also in {compared(known, exact=content.exact) for known in content.accepted}:
            raise NotFurther("text", "accepted_already" if also else "nothing_left")
        return content.model_copy(update={"accepted": (*content.accepted, text)})


TYPE = ShortAnswer()
