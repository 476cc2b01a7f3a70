"""A draft as HTML, for the CMS: its pictures travel inside, since no edition holds them yet."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from courses import frozen_files
from courses.models.media import CourseDocument
from courses.render import render
from courses.sections import Section

__all__ = ["preview", "stay_here"]

_PLAYED = (".mp4", ".webm", ".mp3", ".m4a", ".vtt")


def preview(payload: dict[str, Any], *, headings: Sequence[Section] = ()) -> SafeString:
    """Return the body of a lesson's or a guideline's draft."""
    return render(payload, activity_url=stay_here, file_url=_file_url, headings=headings)


def _file_url(sha256: str, name: str) -> str:
    """Return a small picture itself; of a recording and its captions, where the library has them, behind the gate."""
    if not name.lower().endswith(_PLAYED):
        return frozen_files.inside(sha256, name)
    row = CourseDocument.objects.filter(sha256=sha256).order_by("pk").first()
    return row.url if row is not None else "#main"


def stay_here(uuid: UUID) -> str:
    """Return an address that stays on the preview: the draft of another page is not an edition's."""
    return "#main"
