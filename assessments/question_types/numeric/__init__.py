"""Numeric: a number, within a tolerance, with or without its unit."""

from assessments.question_types.base import Graded, PublicQuestion
from assessments.question_types.numeric.grading import grade
from assessments.question_types.numeric.reading import read
from assessments.question_types.numeric.schema import Content, Value
from assessments.question_types.written import WrittenType

__all__ = ["TYPE"]


class Numeric(WrittenType[Content]):
    """A question whose answer is a number."""

    kind = "numeric"
    content = Content

    def public(self, content: Content) -> PublicQuestion:
        """Give the prompt and the unit."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt, unit=content.unit)

    def readable(self, value: Value) -> bool:
        """Say whether it can be read as a number."""
        return value is None or read(value) is not None

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)

    def right_summary(self, content: Content) -> str:
        """Give the number, its unit and how far an answer may be: `0.17 % (± 0.01)`."""
        number = f"{content.answer} {content.unit}".strip()
        return f"{number} (± {content.tolerance})" if content.exact_tolerance else number


TYPE = Numeric()
