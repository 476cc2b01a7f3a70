"""Case: what is stored."""

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator

from assessments.question_types.base import Text, count_within
from assessments.question_types.figures import Attachment, Figure, Illustrated


class Content(Illustrated):
    """A title, the matter itself (`prompt`: Markdown, also with tables of data), and its pictures and documents."""

    title: Annotated[Text, StringConstraints(max_length=200)]
    figures: Annotated[tuple[Figure, ...], Field(strict=False)] = ()
    documents: Annotated[tuple[Attachment, ...], Field(strict=False)] = ()

    @field_validator("figures", "documents")
    @classmethod
    def _few(cls, files: tuple[Text, ...]) -> tuple[Text, ...]:
        count_within(len(files), least=0, most=4)
        return files

    @property
    def shown_figures(self) -> tuple[Figure, ...]:
        """Its pictures."""
        return self.figures

    @property
    def shown_documents(self) -> tuple[Attachment, ...]:
        """Its documents."""
        return self.documents

    def with_files(self, figure: Callable[[Figure], Figure], document: Callable[[Attachment], Attachment]) -> Self:
        """Give the content with its files."""
        files = {"figures": tuple(map(figure, self.figures)), "documents": tuple(map(document, self.documents))}
        return self.model_copy(update=files)
