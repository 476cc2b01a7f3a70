"""Calculated: a number by a formula, from values that each sitting draws."""

from collections.abc import Mapping
from typing import Any

from assessments.question_types.base import Graded, PublicQuestion
from assessments.question_types.calculated.checks import problems
from assessments.question_types.calculated.grading import grade
from assessments.question_types.calculated.schema import Content, Value
from assessments.question_types.further import Further, FurtherField, NotFurther
from assessments.question_types.numeric import distance
from assessments.question_types.numeric.reading import read
from assessments.question_types.parameters import Parameters, Values
from assessments.question_types.plain import plain_text
from assessments.question_types.problems import InvalidContent
from assessments.question_types.written import WrittenType

__all__ = ["TYPE"]


class Calculated(WrittenType[Content]):
    """A question whose numbers differ from sitting to sitting, and whose answer follows from them."""

    kind = "calculated"
    content = Content

    def parse(self, source: Mapping[str, Any]) -> Content:
        """Read a source, and reckon every question that it can make; raises `InvalidContent`."""
        content = super().parse(source)
        found = problems(content)
        if found:
            raise InvalidContent(found)
        return content

    def parameters(self, content: Content) -> Parameters | None:
        """Give what a sitting draws."""
        return content.drawing

    def with_values(self, content: Content, values: Values) -> Content:
        """Give the question of one sitting."""
        return content.with_values(values)

    def public(self, content: Content) -> PublicQuestion:
        """Give the prompt and the unit."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt, unit=content.unit)

    def words(self, content: Content) -> str:
        """Give all that the question says, with its formula."""
        texts = (plain_text(content.prompt), content.formula, content.unit, plain_text(content.explanation))
        return " ".join([*texts, content.reference])

    def readable(self, value: Value) -> bool:
        """Say whether it can be read as a number."""
        return value is None or read(value) is not None

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`; before the values are put in, those of the first question."""
        return grade(self._drawn(content), value)

    def further_fields(self, content: Content) -> tuple[FurtherField, ...]:
        """Ask for a wider tolerance: the number itself is another one in each sitting."""
        return (FurtherField("tolerance"),)

    def accepting(self, content: Content, further: Further) -> Content:
        """Give the question with this tolerance."""
        tolerance = distance(further)
        if tolerance <= content.exact_tolerance:
            raise NotFurther("tolerance", "not_wider")
        return content.model_copy(update={"tolerance": further["tolerance"].strip().replace(",", ".")})

    def right_summary(self, content: Content) -> str:
        """Give the number, its unit, how far an answer may be, and how it is reckoned."""
        if not content.is_drawn:
            return content.formula
        number = f"{content.shown_answer} {content.unit}".strip()
        return f"{number} (± {content.tolerance})" if content.exact_tolerance else number

    def _drawn(self, content: Content) -> Content:
        return content if content.is_drawn else content.with_values(next(content.drawing.every()))


TYPE = Calculated()
