"""Single choice: one option of several is right."""

from collections.abc import Collection, Mapping

from assessments.question_types.answers import one_option, stable_id
from assessments.question_types.base import Graded
from assessments.question_types.options import OptionsType
from assessments.question_types.single_choice.grading import grade
from assessments.question_types.single_choice.schema import Content, Value

__all__ = ["TYPE"]


class SingleChoice(OptionsType[Content, Value]):
    """A question whose answer is one option."""

    kind = "single_choice"
    content = Content

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept one of the keys."""
        return one_option(keys, value)

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give the chosen option's id."""
        return None if value is None else stable_id(value, mapping)

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)


TYPE = SingleChoice()
