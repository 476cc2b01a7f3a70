"""Hot spot: what is stored, and what an answer may be. Places are in thousandths of the picture's width and height."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Stored, Text, count_within
from assessments.question_types.figures import Attachment, Figure, Illustrated
from assessments.question_types.hot_spot.geometry import Grid, Shape, circle, polygon
from assessments.question_types.numeric.schema import Distance

#: Points as "x:y" in thousandths, or squares such as "C4", each once, in the order given; None for blank.
Value = list[str] | None

#: So many points at most may be asked for.
MOST_POINTS = 12
_KEY = re.compile(r"[a-z0-9-]{1,40}")


def _target_key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise PydanticCustomError("bad_option_key", "bad key")
    return text


def _grid(number: int) -> int:
    if not 2 <= number <= 12:
        raise PydanticCustomError("grid_size", "size")
    return number


def _penalty(text: str) -> str:
    if Fraction(text) > 1:
        raise PydanticCustomError("penalty_large", "large")
    return text


class Target(Stored):
    """A place that is to be found: a circle (x, y, radius in thousandths of the width) or a polygon, and its name."""

    id: Annotated[str, AfterValidator(_target_key)] = Field(alias="key")
    label: Annotated[Text, Field(max_length=120)]
    circle: Annotated[tuple[int, ...], Field(strict=False)] = ()
    polygon: Annotated[tuple[Annotated[tuple[int, ...], Field(strict=False)], ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        whole = all(len(point) == 2 for point in self.polygon)
        inside = all(0 <= each <= 1000 for each in [*self.circle, *(part for point in self.polygon for part in point)])
        if bool(self.circle) == bool(self.polygon) or not whole or not inside:
            raise PydanticCustomError("bad_shape", "shape")
        if self.circle and (len(self.circle) != 3 or self.circle[2] < 5):
            raise PydanticCustomError("bad_shape", "shape")
        if self.polygon and not (3 <= len(self.polygon) <= 40 and polygon(self.polygon).area > 0):
            raise PydanticCustomError("bad_shape", "shape")
        return self

    def shape(self, ratio: Fraction) -> Shape:
        """Give what is asked whether a point lies in it. ratio: the picture's height by its width."""
        return circle(*self.circle, ratio=ratio) if self.circle else polygon(self.polygon)


class Content(Illustrated):
    """A picture, the places to be found in it, and a grid by which they can be named.

    points: so many may be given; 0: as many as there are targets. penalty: what a point that hits nothing takes off, in
    targets.
    """

    image: Figure
    targets: Annotated[tuple[Target, ...], Field(strict=False)]
    columns: Annotated[int, AfterValidator(_grid)] = 6
    rows: Annotated[int, AfterValidator(_grid)] = 4
    points: int = 0
    penalty: Annotated[Distance, AfterValidator(_penalty)] = "0"

    @field_validator("targets")
    @classmethod
    def _each_once(cls, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        count_within(len(targets), least=1, most=MOST_POINTS)
        if len({target.id for target in targets}) < len(targets):
            raise PydanticCustomError("target_twice", "twice")
        return targets

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.points and not len(self.targets) <= self.points <= MOST_POINTS:
            raise PydanticCustomError("points_out", "points", {"least": len(self.targets), "most": MOST_POINTS})
        if len({self.grid.name_at(shape.centre) for shape in self.shapes}) < len(self.targets):
            raise PydanticCustomError("same_square", "same square")
        return self

    @property
    def most(self) -> int:
        """How many points may be given."""
        return self.points or len(self.targets)

    @property
    def grid(self) -> Grid:
        """The squares by which places can be named."""
        return Grid(self.columns, self.rows)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The targets' shapes."""
        ratio = Fraction(self.image.height, self.image.width) if self.image.width else Fraction(1)
        return tuple(target.shape(ratio) for target in self.targets)

    @property
    def shown_figures(self) -> tuple[Figure, ...]:
        """The picture."""
        return (self.image,)

    def with_files(self, figure: Callable[[Figure], Figure], document: Callable[[Attachment], Attachment]) -> Self:
        """Give the content with its picture."""
        return self.model_copy(update={"image": figure(self.image)})
