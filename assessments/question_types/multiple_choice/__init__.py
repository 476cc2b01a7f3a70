"""Multiple choice: several options may be right, with partial credit."""

from collections.abc import Collection, Mapping

from assessments.question_types.answers import stable_id
from assessments.question_types.base import Graded
from assessments.question_types.multiple_choice.grading import grade
from assessments.question_types.multiple_choice.schema import Content, Value
from assessments.question_types.options import OptionsType
from assessments.question_types.problems import ResponseRefused

__all__ = ["TYPE"]


class MultipleChoice(OptionsType[Content, Value]):
    """A question whose answer is a set of options."""

    kind = "multiple_choice"
    takes_several = True
    content = Content

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept a list of distinct keys; stored in the slot's order, so that equal answers are equal."""
        if value is None or value == "":
            return None
        if not isinstance(value, list | tuple):
            raise ResponseRefused("not_a_list_of_options")
        chosen: set[str] = set()
        for key in value:
            if not isinstance(key, str) or key not in keys:
                raise ResponseRefused("unknown_option")
            if key in chosen:
                raise ResponseRefused("option_chosen_twice")
            chosen.add(key)
        return [key for key in keys if key in chosen] or None

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give the chosen options' ids."""
        return None if value is None else [stable_id(key, mapping) for key in value]

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)


TYPE = MultipleChoice()
