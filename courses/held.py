"""What has a classification of its own: courses, guidelines, and the images and documents of the library."""

from courses.models.course import Course, Guideline
from courses.models.media import CourseDocument, CourseImage
from officers.roles import Scope

__all__ = ["Held", "scope_of"]

Held = Course | Guideline | CourseImage | CourseDocument


def scope_of(row: Held) -> Scope:
    """Return where acts on its classification take place: the course or guideline, or a file's area."""
    return row.scope if isinstance(row, Course | Guideline) else Scope(area_id=row.area_id)
