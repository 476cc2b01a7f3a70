"""Numeric: a number, within a tolerance, with or without its unit."""

from fractions import Fraction

from assessments.question_types.base import Graded, PublicQuestion
from assessments.question_types.further import Further, FurtherField, NotFurther, typed
from assessments.question_types.numeric.grading import grade
from assessments.question_types.numeric.reading import read
from assessments.question_types.numeric.schema import Content, Value, WiderContent, is_decimal
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

    def further_fields(self, content: Content) -> tuple[FurtherField, ...]:
        """Ask for another number, or the same with a wider tolerance."""
        return (FurtherField("number"), FurtherField("tolerance", required=False))

    def accepting(self, content: Content, further: Further) -> Content:
        """Give the question with this number accepted as well."""
        number, tolerance = decimal(further, "number"), distance(further)
        if any(abs(number - near) + tolerance <= known for near, known in content.nears):
            raise NotFurther("number", "accepted_already")
        known = content.nears[1:]
        return WiderContent.model_construct(**{**dict(content), "further": (*known, (number, tolerance))})


def decimal(further: Further, name: str) -> Fraction:
    """Give the number that was typed, with a decimal point or comma; raises `NotFurther`."""
    text = typed(further, name, at_most=40).replace(",", ".")
    if not is_decimal(text):
        raise NotFurther(name, "not_a_decimal")
    return Fraction(text)


def distance(further: Further) -> Fraction:
    """Give the tolerance that was typed, none where it was left empty; raises `NotFurther`."""
    tolerance = decimal(further, "tolerance") if further.get("tolerance", "").strip() else Fraction(0)
    if tolerance < 0:
        raise NotFurther("tolerance", "negative")
    return tolerance


TYPE = Numeric()
