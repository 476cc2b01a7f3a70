"""Lowerings among proposals: what the person sees of the library and the catalogue, and their words."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from courses.gate import reach
from courses.held import Held
from courses.models.course import Classification, Course, Guideline
from courses.models.media import CourseImage
from officers.models import Act, Officer

__all__ = ["rows", "words"]


def rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Held, str]]:
    """Return the courses, guidelines, images or documents within reach, with code or title."""
    for kind in (Course, Guideline):
        if model == kind._meta.label:
            found = reach.subjects(officer, Act.LOWER_CLASSIFICATION, kind)
            return {str(subject.pk): (subject, subject.code) for subject in found if str(subject.pk) in keys}
    media: Any = reach.images(officer) if model == CourseImage._meta.label else reach.documents(officer)
    return {str(row.pk): (row, row.title) for row in media.filter(pk__in=keys)}


def words(row: Held, arguments: dict[str, Any]) -> str:
    """Return from which classification to which."""
    wanted = Classification(arguments["classification"]).label
    return _("From “%(present)s” to “%(wanted)s”.") % {"present": row.get_classification_display(), "wanted": wanted}
