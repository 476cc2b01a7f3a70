"""Likert: what is stored, and what an answer may be."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from assessments.question_types.base import QuestionContent, Text, count_within

#: The id of the chosen step; None for blank.
Value = str | None

#: The id of "no opinion"; the steps are 1, 2, 3 …
NO_OPINION = "none"


def _one_line(text: str) -> str:
    return " ".join(text.split())


Step = Annotated[Text, StringConstraints(max_length=80), AfterValidator(_one_line)]


class Content(QuestionContent):
    """A statement, and a scale of words from one end to the other; with or without a way out of it."""

    scale: Annotated[tuple[Step, ...], Field(strict=False)]
    no_opinion: bool = False

    @field_validator("scale")
    @classmethod
    def _three_to_seven(cls, scale: tuple[str, ...]) -> tuple[str, ...]:
        count_within(len(scale), least=3, most=7)
        return scale

    @property
    def steps(self) -> dict[str, str]:
        """The words by id, in their order; "no opinion" last, without words of the author."""
        steps = {str(number): words for number, words in enumerate(self.scale, start=1)}
        return steps | ({NO_OPINION: ""} if self.no_opinion else {})
