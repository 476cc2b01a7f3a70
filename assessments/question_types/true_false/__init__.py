"""True or false: a statement holds or does not."""

from collections.abc import Collection, Mapping

from assessments.question_types.answers import one_option, stable_id
from assessments.question_types.base import (
    Graded,
    PublicOption,
    PublicQuestion,
    QuestionType,
    ReviewedOption,
)
from assessments.question_types.true_false.grading import grade
from assessments.question_types.true_false.schema import OPTION_IDS, Content, Value

__all__ = ["TYPE"]


class TrueFalse(QuestionType[Content, Value]):
    """A question whose two options are always the same and always in the same order."""

    kind = "true_false"
    content = Content

    def option_ids(self, content: Content) -> tuple[str, ...]:
        """Give "true" and "false"."""
        return OPTION_IDS

    def public(self, content: Content) -> PublicQuestion:
        """Give the statement; the words for true and false are the page's."""
        options = tuple(PublicOption(option_id, "") for option_id in OPTION_IDS)
        return PublicQuestion(kind=self.kind, prompt=content.prompt, options=options)

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept one of the keys."""
        return one_option(keys, value)

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give "true" or "false"."""
        return None if value is None else stable_id(value, mapping)

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)

    def summary(self, content: Content, value: Value) -> str:
        """Give "true" or "false"."""
        return value or ""

    def right_summary(self, content: Content) -> str:
        """Give "true" or "false"."""
        return content.right_id

    def reviewed(self, content: Content, value: Value) -> tuple[ReviewedOption, ...]:
        """Give both, without words."""
        feedback = {"true": content.feedback_true, "false": content.feedback_false}
        return tuple(
            ReviewedOption(
                id=option_id,
                text="",
                right=option_id == content.right_id,
                chosen=option_id == value,
                feedback=feedback[option_id],
            )
            for option_id in OPTION_IDS
        )


TYPE = TrueFalse()
