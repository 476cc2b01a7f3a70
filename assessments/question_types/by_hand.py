"""What the kinds share whose answers a person marks by a rubric."""

from collections.abc import Mapping
from typing import Any, TypeVar

from assessments.question_types.base import BLANK, WAITS, Graded, QuestionType, ReviewedOption
from assessments.question_types.rubric import RubricContent

__all__ = ["HandMarkedType"]

R = TypeVar("R", bound=RubricContent)
#: Text, or what stands for a file; None for blank.
Value = str | None


class HandMarkedType(QuestionType[R, Value]):
    """A kind whose answers wait for a person."""

    is_marked_by_hand = True

    def option_ids(self, content: R) -> tuple[str, ...]:
        """Give nothing: there are no options."""
        return ()

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give what was stored: there is nothing to map."""
        return value

    def grade(self, content: R, value: Value) -> Graded:
        """A blank answer earns nothing and waits for nobody; what any other earns, a person says."""
        return BLANK if value is None else WAITS

    def parts(self, content: R, value: Value) -> Any:
        """Give the rubric where the officer may read it, for the kind's template."""
        return {"rubric": content.rubric if content.shows_rubric else ()}

    def reviewed_parts(self, content: R, value: Value) -> Any:
        """Give the rubric, for the template of a review with right answers."""
        return {"rubric": content.rubric}

    def words(self, content: R) -> str:
        """Give also what the rubric says."""
        rubric = [criterion.text for criterion in content.rubric]
        levels = [level.text for criterion in content.rubric for level in criterion.levels]
        return " ".join(" ".join([super().words(content), *rubric, *levels]).split())

    def right_summary(self, content: R) -> str:
        """Give nothing: what is looked for stands in the rubric."""
        return ""

    def reviewed(self, content: R, value: Value) -> tuple[ReviewedOption, ...]:
        """Give nothing: there are no options."""
        return ()
