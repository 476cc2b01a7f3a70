"""A draft as HTML, for the CMS: its pictures travel inside, since no edition holds them yet."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from courses import frozen_files
from courses.render import render
from courses.sections import Section

__all__ = ["preview", "stay_here"]


def preview(payload: dict[str, Any], *, headings: Sequence[Section] = ()) -> SafeString:
    """Return the body of a lesson's or a guideline's draft."""
    return render(payload, activity_url=stay_here, file_url=frozen_files.inside, headings=headings)


def stay_here(uuid: UUID) -> str:
    """Return an address that stays on the preview: the draft of another page is not an edition's."""
    return "#main"
