"""What raising the classification of a course or a guideline would take from people: told before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courses.access import losing, visible_courses
from courses.classification import is_lower
from courses.models.course import Classification, Course
from courses.models.enrolment import Enrolment
from courses.subjects import Subject
from officers.models import Officer

__all__ = ["Raising", "raising"]


@dataclass(frozen=True)
class Raising:
    """How many active enrolments lose access, how many rules then count, and which courses require this one.

    A guideline has no enrolments: ``losing`` is None.
    """

    wanted: str
    losing: int | None
    rules: int
    required_for: Sequence[str]


def raising(subject: Subject, classification: str, *, by: Officer) -> Raising | None:
    """Return what a stricter classification would do; None when the one wanted is not stricter."""
    if not is_lower(subject.classification, classification):
        return None
    told = Raising(
        wanted=str(Classification(classification).label),
        losing=None,
        rules=subject.access_rules.in_force().count(),
        required_for=[],
    )
    if not isinstance(subject, Course):
        return told
    active = Enrolment.objects.filter(course=subject, state=Enrolment.State.ACTIVE)
    requiring = visible_courses(by).filter(prerequisites=subject).order_by("code")
    return replace(
        told,
        losing=losing(active, course=subject, classification=classification).count(),
        required_for=list(requiring.values_list("code", flat=True)),
    )
