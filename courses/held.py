"""What has a classification of its own: courses, and the images and documents of the library."""

from courses.models.course import Course
from courses.models.media import CourseDocument, CourseImage
from officers.roles import Scope

__all__ = ["Held", "scope_of"]

Held = Course | CourseImage | CourseDocument


def scope_of(row: Held) -> Scope:
    """Return where acts on its classification take place: the course, or the area of a file of the library."""
    return row.scope if isinstance(row, Course) else Scope(area_id=row.area_id)
