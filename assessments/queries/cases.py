"""A case as it is shown above the questions about it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from assessments.prose import prose
from assessments.queries.attempt_files import pictures_of
from assessments.queries.wordings import Wording
from assessments.question_types.case.schema import Content
from courses.render import FileURL

__all__ = ["CasePaper", "ShownCase", "shown_case"]


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A document of a case."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case. number: of the first question about it; by it the others find their way back."""

    number: int
    title: str
    text: SafeString
    pictures: tuple[SafeString, ...]
    papers: tuple[CasePaper, ...]


def shown_case(wording: Wording, number: int, file_url: FileURL) -> ShownCase:
    """Return a case. file_url: where its files lie for the reader."""
    content = wording.content
    assert isinstance(content, Content), "a draw names it as a case"  # noqa: S101 - a fault of the program
    papers = (
        CasePaper(each.title, file_url(file.sha256, file.name)) for each in content.documents for file in each.files
    )
    return ShownCase(number, content.title, prose(content.prompt), pictures_of(content, file_url), tuple(papers))
