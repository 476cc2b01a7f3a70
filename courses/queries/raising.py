"""What raising the classification of a course would take from people: told before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.access import losing, visible_courses
from courses.classification import is_lower
from courses.models.course import Classification, Course
from courses.models.enrolment import Enrolment
from officers.models import Officer

__all__ = ["Raising", "raising"]


@dataclass(frozen=True)
class Raising:
    """How many active enrolments lose access, how many rules then count, and which courses require this one."""

    wanted: str
    losing: int
    rules: int
    required_for: Sequence[str]


def raising(course: Course, classification: str, *, by: Officer) -> Raising | None:
    """Return what a stricter classification would do; None when the one wanted is not stricter."""
    if not is_lower(course.classification, classification):
        return None
    active = Enrolment.objects.filter(course=course, state=Enrolment.State.ACTIVE)
    requiring = visible_courses(by).filter(prerequisites=course).order_by("code")
    return Raising(
        wanted=str(Classification(classification).label),
        losing=losing(active, course=course, classification=classification).count(),
        rules=course.access_rules.in_force().count(),
        required_for=list(requiring.values_list("code", flat=True)),
    )
