"""Pictures and documents of the questions of an attempt: no page but its own leads to them."""

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.utils.safestring import SafeString

from assessments.draw import Draw
from assessments.queries.wordings import wordings
from assessments.question_types.figures import Illustrated, StoredFile
from courses.render import FileURL, render_picture

__all__ = ["attempt_file_url", "file_of", "files_in", "pictures_of"]


def attempt_file_url(attempt: UUID) -> FileURL:
    """Return where the files of an attempt lie."""
    return lambda sha256, name: f"/sit/{attempt}/files/{sha256}/{quote(name)}"


def pictures_of(content: Any, file_url: FileURL) -> tuple[SafeString, ...]:
    """Return the pictures of a content as HTML; those without a file, of a draft, are left out."""
    figures = content.shown_figures if isinstance(content, Illustrated) else ()
    return tuple(render_picture(figure.picture(), file_url=file_url) for figure in figures if figure.files)


def files_in(content: Any) -> tuple[StoredFile, ...]:
    """Return the files of a content."""
    return content.shown_files if isinstance(content, Illustrated) else ()


def file_of(draw: dict[str, Any], sha256: str, *, parts: Collection[int]) -> StoredFile | None:
    """Return the file with this hash, where a question of these sections of the draw, or its case, shows it."""
    shown = Draw(tuple(slot for slot in Draw.from_json(draw).slots if slot.section in parts))
    return next((file for file in _files(shown) if file.sha256 == sha256), None)


def _files(drawn: Draw) -> Iterator[StoredFile]:
    for wording in wordings(drawn.versions).values():
        yield from files_in(wording.content)
