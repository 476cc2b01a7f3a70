"""Ordering: what is stored."""

from typing import Annotated

from pydantic import Field, field_validator

from assessments.question_types.base import Prose, QuestionContent, Stored, Text, count_within
from assessments.question_types.options import OptionId, each_once


class Step(Stored):
    """One thing of the sequence, and what is said of it at review."""

    id: OptionId = Field(alias="key")
    text: Text
    feedback: Prose = ""


class Content(QuestionContent):
    """A sequence, in the right order: the author's order is the key.

    At least three: of two, which are never shown in the right order, the answer would be known.
    """

    items: Annotated[tuple[Step, ...], Field(strict=False)]

    @field_validator("items")
    @classmethod
    def _each_once(cls, items: tuple[Step, ...]) -> tuple[Step, ...]:
        count_within(len(items), least=3, most=12)
        each_once(item.id for item in items)
        return items
