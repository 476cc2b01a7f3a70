"""File: what is stored, and what names a file."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import count_within
from assessments.question_types.rubric import RubricContent

#: ``<sha256>/<name>``; None for blank.
Value = str | None
REFERENCE = re.compile(r"[0-9a-f]{64}/[^/\\\x00-\x1f\x7f]{1,120}")

#: The kinds of file that may be asked for, with the endings of their names.
ENDINGS = {
    "pdf": ("pdf",), "word": ("docx",), "sheet": ("xlsx",), "slides": ("pptx",), "picture": ("png", "jpg", "jpeg"),
    "text": ("txt", "csv"),
}  # fmt: skip
MOST_MEGABYTES = 10


def _known(name: str) -> str:
    if name not in ENDINGS:
        raise PydanticCustomError("file_type_unknown", "unknown", {"known": ", ".join(ENDINGS)})
    return name


def _size(number: int) -> int:
    if not 1 <= number <= MOST_MEGABYTES:
        raise PydanticCustomError("file_size", "size", {"most": MOST_MEGABYTES})
    return number


class Content(RubricContent):
    """A rubric, which kinds of file are taken, and how large one may be."""

    types: Annotated[tuple[Annotated[str, AfterValidator(_known)], ...], Field(strict=False)]
    megabytes: Annotated[int, AfterValidator(_size)] = 5

    @field_validator("types")
    @classmethod
    def _some_types(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        count_within(len(types), least=1, most=len(ENDINGS))
        return tuple(dict.fromkeys(types))

    @property
    def endings(self) -> tuple[str, ...]:
        """How the names of such files end."""
        return tuple(ending for name in self.types for ending in ENDINGS[name])
