"""The rubric by which a person marks an answer: criteria, each with levels and their points. Pure.

What a marker gives is a level of each criterion, by its number from 0 in the author's order; a version never changes,
so that the number keeps its meaning.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Line, QuestionContent, Stored, count_within
from assessments.question_types.numeric.schema import Distance
from assessments.question_types.options import OptionId, each_once

__all__ = ["MOST_CRITERIA", "MOST_LEVELS", "Criterion", "Level", "NotALevel", "RubricContent"]

MOST_CRITERIA = 12
MOST_LEVELS = 8
_MOST_POINTS = 100


class NotALevel(ValueError):
    """What was given is not one level of each criterion."""


def _few_points(text: str) -> str:
    if Fraction(text) > _MOST_POINTS:
        raise PydanticCustomError("points_too_many", "too many points", {"most": _MOST_POINTS})
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text


#: Points as text with a decimal point: "2", "1.5".
Points = Annotated[Distance, AfterValidator(_few_points)]


class Level(Stored):
    """How well a criterion may be met, and what that earns."""

    points: Points
    text: Line = ""

    @property
    def exact(self) -> Fraction:
        """The points, exactly."""
        return Fraction(self.points)


class Criterion(Stored):
    """What is looked at, and how well it may be met, in the author's order."""

    id: OptionId = Field(alias="key")
    text: Annotated[Line, AfterValidator(_not_blank)]
    levels: Annotated[tuple[Level, ...], Field(strict=False)]

    @field_validator("levels")
    @classmethod
    def _apart(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        count_within(len(levels), least=2, most=MOST_LEVELS)
        seen: set[Fraction] = set()
        for level in levels:
            if level.exact in seen:
                raise PydanticCustomError("points_twice", "points twice", {"points": level.points})
            seen.add(level.exact)
        return levels

    @property
    def most(self) -> Fraction:
        """What its best level earns; above nothing, since no two levels earn the same."""
        return max(level.exact for level in self.levels)


class RubricContent(QuestionContent):
    """A question that is marked by a rubric. shows_rubric: whether the officer reads it while answering."""

    rubric: Annotated[tuple[Criterion, ...], Field(strict=False)]
    shows_rubric: bool = False

    @field_validator("rubric")
    @classmethod
    def _some(cls, rubric: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        count_within(len(rubric), least=1, most=MOST_CRITERIA)
        return rubric

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        each_once(criterion.id for criterion in self.rubric)
        return self

    @property
    def most(self) -> Fraction:
        """The points of the best level of every criterion."""
        return sum((criterion.most for criterion in self.rubric), Fraction(0))

    def given(self, levels: Sequence[int]) -> tuple[Fraction, ...]:
        """Return the points of these levels, one a criterion; raises `NotALevel`."""
        if len(levels) != len(self.rubric):
            raise NotALevel
        points = []
        for criterion, number in zip(self.rubric, levels, strict=True):
            if not 0 <= number < len(criterion.levels):
                raise NotALevel
            points.append(criterion.levels[number].exact)
        return tuple(points)

    def fraction(self, levels: Sequence[int]) -> Fraction:
        """Return what these levels earn of the question: points given ÷ points of the best levels; `NotALevel`."""
        return sum(self.given(levels), Fraction(0)) / self.most
