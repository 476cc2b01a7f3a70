"""Single choice: what is stored, and what an answer may be."""

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.options import Option, OptionsContent

#: The id of the chosen option; None for blank.
Value = str | None


class Content(OptionsContent):
    """Options of which exactly one is right."""

    @field_validator("options")
    @classmethod
    def _one_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        right = sum(option.right for option in options)
        if right != 1:
            raise PydanticCustomError("not_one_right", "not one right", {"right": right})
        return options
