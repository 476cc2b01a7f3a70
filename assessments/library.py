"""The files that an author may use in a question: those of the library that he sees and that its course may show."""

from functools import cached_property
from typing import Any

from assessments.models.bank import Bank
from courses import frozen_files
from courses.gate import reach
from courses.models.media import CourseDocument, CourseImage
from courses.references import agrees
from officers.models import Officer

__all__ = ["CourseLibrary"]


class CourseLibrary:
    """The library for one author and the bank of one course. One statement for the pictures, one for the documents."""

    def __init__(self, officer: Officer, bank: Bank) -> None:
        self._officer, self._course = officer, bank.course

    def images(self) -> list[tuple[str, str]]:
        """Return keys and titles of the pictures."""
        return [(key, image.title) for key, image in self._images.items()]

    def documents(self) -> list[tuple[str, str]]:
        """Return keys and titles of the documents."""
        return [(key, document.title) for key, document in self._documents.items()]

    def figure(self, key: str) -> dict[str, Any]:
        """Return a picture as a payload has it; its files are stored by their hash."""
        return frozen_files.picture(self._images[key])

    def document(self, key: str) -> dict[str, Any]:
        """Return a document as a payload has it."""
        return frozen_files.paper(self._documents[key])

    @cached_property
    def _images(self) -> dict[str, CourseImage]:
        rows = reach.images(self._officer).order_by("title", "pk")
        return {str(row.pk): row for row in rows if agrees(self._course, row)}

    @cached_property
    def _documents(self) -> dict[str, CourseDocument]:
        rows = reach.documents(self._officer).order_by("title", "pk")
        return {str(row.pk): row for row in rows if agrees(self._course, row)}
