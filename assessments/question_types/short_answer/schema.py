"""Short answer: what is stored, and what an answer may be."""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Line, QuestionContent, count_within
from assessments.question_types.short_answer.folding import compared

#: What was typed, unchanged; None for blank.
Value = str | None


class Content(QuestionContent):
    """The answers that are accepted, the first being the one that a review shows first.

    exact: accents, case, spaces and punctuation count.
    """

    accepted: Annotated[tuple[Line, ...], Field(strict=False)]
    exact: bool = False

    @field_validator("accepted")
    @classmethod
    def _some(cls, accepted: tuple[str, ...]) -> tuple[str, ...]:
        count_within(len(accepted), least=1, most=50)
        return accepted

    @model_validator(mode="after")
    def _something_left(self) -> Self:
        for text in self.accepted:
            if not compared(text, exact=self.exact):
                raise PydanticCustomError("nothing_left", "nothing left", {"text": text})
        return self
