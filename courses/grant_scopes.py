"""Courses and runs as scopes of grants (``officers.scopes``): found and named through the second door."""

from collections.abc import Collection, Sequence
from typing import Any, cast
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from courses.access import visible, visible_courses
from courses.models.course import Course
from courses.models.edition import Edition
from courses.models.run import CourseRun
from officers.models import Officer
from officers.roles import Scope
from officers.scopes import Allowed, Place, Target, matching

__all__ = ["CourseScopes", "RunScopes"]


class CourseScopes:
    """Courses, by code and by the title of their newest edition."""

    def find(self, by: Officer, text: str, allowed: Allowed) -> Sequence[Place]:
        """Return the courses that the person sees and that match."""
        places = (
            Place(course.code, _course_words(course), Target(course=course.uuid), course.scope)
            for course in _titled(visible_courses(by))
        )
        return matching(places, text, allowed)

    def named(self, by: Officer, keys: Collection[UUID]) -> dict[UUID, str]:
        """Return code and title."""
        return {course.uuid: _course_words(course) for course in _titled(visible_courses(by).filter(uuid__in=keys))}

    def scope_of(self, key: UUID) -> Scope | None:
        """Return the course's scope."""
        course = Course.objects.filter(uuid=key).first()
        return course.scope if course else None

    def within(self, areas: Collection[int], courses: Collection[UUID]) -> QuerySet[Any, Any]:
        """Return the courses of the areas, and these courses."""
        return Course.objects.filter(Q(area__in=areas) | Q(uuid__in=courses)).values("uuid")


class RunScopes:
    """Runs, by code and by the title of their edition; the newest first."""

    def find(self, by: Officer, text: str, allowed: Allowed) -> Sequence[Place]:
        """Return the runs that the person sees and that match."""
        places = (
            Place(run.code, _run_words(run), Target(run=run.uuid), _run_scope(run))
            for run in self._seen(by).order_by("-starts_at")
        )
        return matching(places, text, allowed)

    def named(self, by: Officer, keys: Collection[UUID]) -> dict[UUID, str]:
        """Return code and title."""
        return {run.uuid: _run_words(run) for run in self._seen(by).filter(uuid__in=keys)}

    def scope_of(self, key: UUID) -> Scope | None:
        """Return the run's scope, within its course and area."""
        run = CourseRun.objects.filter(uuid=key).select_related("edition__course").first()
        return _run_scope(run) if run else None

    def within(self, areas: Collection[int], courses: Collection[UUID]) -> QuerySet[Any, Any]:
        """Return the runs of the courses of the areas, and of these courses."""
        below = Q(edition__course__area__in=areas) | Q(edition__course__uuid__in=courses)
        return CourseRun.objects.filter(below).values("uuid")

    def _seen(self, by: Officer) -> QuerySet[CourseRun]:
        runs = CourseRun.objects.select_related("edition__course").defer("edition__payload", "edition__search_text")
        return visible(by, runs, at="edition__course")


def _titled(courses: QuerySet[Course]) -> QuerySet[Any]:
    editions = Edition.objects.filter(course=OuterRef("pk")).order_by("-number")
    return courses.annotate(newest_title=editions.values("title")[:1])


def _course_words(course: Any) -> str:
    return f"{course.code} {course.newest_title or ''}".strip()


def _run_words(run: CourseRun) -> str:
    return f"{run.code} {run.edition.title}"


def _run_scope(run: CourseRun) -> Scope:
    course = cast("Course", run.edition.course)  # guidelines have no runs
    return Scope(area_id=course.area_id, course=course.uuid, run=run.uuid)
