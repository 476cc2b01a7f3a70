"""Case: what several questions are about. It has versions and a hash as they have, and is asked by itself nowhere."""

from collections.abc import Collection, Mapping

from assessments.question_types.base import Graded, PublicQuestion, QuestionType, ReviewedOption
from assessments.question_types.case.grading import grade
from assessments.question_types.case.schema import Content
from assessments.question_types.problems import ResponseRefused

__all__ = ["TYPE"]


class Case(QuestionType[Content, None]):
    """The matter of several questions."""

    kind = "case"
    content = Content
    is_asked = False
    is_scored = False

    def option_ids(self, content: Content) -> tuple[str, ...]:
        """Give nothing: there are no options."""
        return ()

    def public(self, content: Content) -> PublicQuestion:
        """Give the matter."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt)

    def words(self, content: Content) -> str:
        """Give all that the case says."""
        names = [content.title, *(each.alt for each in content.figures), *(each.title for each in content.documents)]
        return " ".join([*names, super().words(content)])

    def accepts(self, keys: Collection[str], value: object) -> None:
        """Accept nothing but the blank answer."""
        if value is None or value == "":
            return None
        raise ResponseRefused("unknown_option")

    def translate(self, value: None, mapping: Mapping[str, str]) -> None:
        """Give the blank answer."""
        return None

    def grade(self, content: Content, value: None) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)

    def summary(self, content: Content, value: None) -> str:
        """Give nothing."""
        return ""

    def right_summary(self, content: Content) -> str:
        """Give nothing."""
        return ""

    def reviewed(self, content: Content, value: None) -> tuple[ReviewedOption, ...]:
        """Give nothing."""
        return ()


TYPE = Case()
