"""Matrix: what is stored."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Prose, Stored, Text
from assessments.question_types.options import OptionId, each_once
from assessments.question_types.pairs import PairsContent


class Row(Stored):
    """A row, the keys of the columns that are right in it, and what is said at review."""

    id: OptionId = Field(alias="key")
    text: Text
    right: Annotated[tuple[OptionId, ...], Field(strict=False)]
    feedback: Prose = ""

    @property
    def rights(self) -> tuple[str, ...]:
        """The ids of the columns that are right."""
        return self.right

    def accepting(self, choice: str) -> "Row":
        """Give the row in which this column is right as well; no schema holds it."""
        return self.model_copy(update={"right": (*self.right, choice)})


class Content(PairsContent):
    """Rows (the items) and columns (the choices). several: whether several columns may be right in a row."""

    items: Annotated[tuple[Row, ...], Field(strict=False)]  # type: ignore[assignment]  # a row has several
    several: bool = False

    @model_validator(mode="after")
    def _rights_of_a_row(self) -> Self:
        for row in self.items:
            each_once(row.right)
            if not row.right:
                raise PydanticCustomError("row_without_right", "none right", {"key": row.id})
            if len(row.right) > 1 and not self.several:
                raise PydanticCustomError("row_with_several", "several right", {"key": row.id})
        return self
