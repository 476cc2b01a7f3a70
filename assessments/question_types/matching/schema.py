"""Matching: what is stored."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.pairs import PairsContent


class Content(PairsContent):
    """Items, each with the choice that belongs to it; choices that belong to none are distractors.

    shared: whether one choice may belong to several items.
    """

    shared: bool = False

    @model_validator(mode="after")
    def _one_each(self) -> Self:
        seen: set[str] = set()
        for item in self.items:
            if item.right in seen and not self.shared:
                raise PydanticCustomError("right_shared", "shared", {"key": item.right})
            seen.add(item.right)
        return self
