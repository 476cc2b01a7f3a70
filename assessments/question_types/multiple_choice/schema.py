"""Multiple choice: what is stored, and what an answer may be."""

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.options import Option, OptionsContent

#: The ids of the chosen options, each once; None for blank.
Value = list[str] | None


class Content(OptionsContent):
    """Options of which at least one is right; all may be."""

    @field_validator("options")
    @classmethod
    def _some_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        if not any(option.right for option in options):
            raise PydanticCustomError("none_right", "none right")
        return options
