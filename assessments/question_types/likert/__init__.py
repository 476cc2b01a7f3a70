"""Likert: a statement, and how far one agrees. There is no right answer, and it is not scored."""

from collections.abc import Collection, Mapping

from assessments.question_types.answers import one_option, stable_id
from assessments.question_types.base import Graded, PublicOption, PublicQuestion, QuestionType, ReviewedOption
from assessments.question_types.likert.grading import grade
from assessments.question_types.likert.schema import NO_OPINION, Content, Value

__all__ = ["TYPE"]


class Likert(QuestionType[Content, Value]):
    """A question about an opinion."""

    kind = "likert"
    content = Content
    is_scored = False

    def option_ids(self, content: Content) -> tuple[str, ...]:
        """Give the steps in their order: a scale is never shuffled."""
        return tuple(content.steps)

    def public(self, content: Content) -> PublicQuestion:
        """Give the statement and the scale."""
        options = tuple(PublicOption(id, text) for id, text in content.steps.items())
        return PublicQuestion(kind=self.kind, prompt=content.prompt, options=options)

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept one of the keys."""
        return one_option(keys, value)

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give the chosen step's id."""
        return None if value is None else stable_id(value, mapping)

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)

    def summary(self, content: Content, value: Value) -> str:
        """Give the words of the chosen step; the page words "no opinion", which comes as its id."""
        return content.steps.get(value or "", "") or (NO_OPINION if value == NO_OPINION else "")

    def right_summary(self, content: Content) -> str:
        """Give nothing: no answer is right."""
        return ""

    def reviewed(self, content: Content, value: Value) -> tuple[ReviewedOption, ...]:
        """Give the steps with the one that was chosen."""
        return tuple(ReviewedOption(id, text, False, id == value, "") for id, text in content.steps.items())


TYPE = Likert()
