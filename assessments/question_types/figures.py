"""Pictures and documents of a question: named by an author, held by the hash of their bytes.

An author names a file (`src`); whoever saves the question puts the file itself in (`with_files`), so that the version
keeps it whatever becomes of the library. A source cannot name a hash: nobody reaches a file by guessing.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints

from assessments.question_types.base import Line, QuestionContent, Stored, Text

__all__ = ["Attachment", "Figure", "Illustrated", "StoredFile"]

#: An alias that no source can have: what stands under it is put in when the question is saved.
_MADE = Field(validation_alias="\0made")


class StoredFile(Stored):
    """A file as payloads of lessons name it (`courses.frozen_files.FrozenFile`)."""

    sha256: str
    source: str
    name: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None


class Figure(Stored):
    """A picture. alt: what it says to whoever does not see it. files: widths and formats of the same picture."""

    src: Line = ""
    alt: Annotated[Text, StringConstraints(max_length=1000)]
    caption: Line = ""
    width: Annotated[int, _MADE] = 0
    height: Annotated[int, _MADE] = 0
    files: Annotated[tuple[StoredFile, ...], Field(strict=False), _MADE] = ()

    def made(self, picture: dict[str, Any]) -> Self:
        """Give the figure with its file: width, height and files, as a payload has them."""
        files = tuple(StoredFile(**file) for file in picture["files"])
        return self.model_copy(
            update={"src": "", "width": picture["width"], "height": picture["height"], "files": files}
        )

    def picture(self) -> dict[str, Any]:
        """Give what is rendered (`courses.render.render_picture`)."""
        files = [file.model_dump(exclude_none=True) for file in self.files]
        return {"width": self.width, "height": self.height, "files": files, "alt": self.alt}


class Attachment(Stored):
    """A document to read or to keep."""

    src: Line = ""
    title: Annotated[Text, StringConstraints(max_length=200)]
    files: Annotated[tuple[StoredFile, ...], Field(strict=False), _MADE] = ()

    def made(self, file: dict[str, Any]) -> Self:
        """Give the document with its file."""
        return self.model_copy(update={"src": "", "files": (StoredFile(**file),)})


class Illustrated(QuestionContent, ABC):
    """A content with pictures or documents."""

    @property
    def shown_figures(self) -> tuple[Figure, ...]:
        """The pictures, in their order."""
        return ()

    @property
    def shown_documents(self) -> tuple[Attachment, ...]:
        """The documents, in their order."""
        return ()

    @property
    def shown_files(self) -> tuple[StoredFile, ...]:
        """Every file that whoever is asked the question may load."""
        shown: tuple[Figure | Attachment, ...] = (*self.shown_figures, *self.shown_documents)
        return tuple(file for each in shown for file in each.files)

    @abstractmethod
    def with_files(self, figure: Callable[[Figure], Figure], document: Callable[[Attachment], Attachment]) -> Self:
        """Give the content with every figure and document led through these."""
