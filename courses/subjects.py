"""What has pages, editions, a classification and access rules: a course or a guideline."""

from typing import Any, TypedDict

from courses.models.course import Course, Guideline

__all__ = ["Named", "Subject", "named", "noun_of", "subject_of"]

Subject = Course | Guideline


def subject_of(page: Any) -> Subject | None:
    """Return the course or guideline that a page of the tree belongs to, its area loaded; None above all of them."""
    return Course.objects.of_page(page) or Guideline.objects.of_page(page)


def noun_of(subject: Subject) -> str:
    """Return what addresses, acts and the column of an edition call it: ``course`` or ``guideline``."""
    return "course" if isinstance(subject, Course) else "guideline"


class Named(TypedDict, total=False):
    """One of the two, by the name of the column and of the argument that hold it."""

    course: Course
    guideline: Guideline


def named(subject: Subject) -> Named:
    """Return a subject as the arguments of a service that takes exactly one of the two."""
    return {"course": subject} if isinstance(subject, Course) else {"guideline": subject}
