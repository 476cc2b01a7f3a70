"""Runs as their directors see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from courses.models import Course, CourseRun, Edition, EditionItem

__all__ = ["RunLine", "dated_items", "editions_for_runs", "runs_of", "runs_soon", "suggested_code"]


@dataclass(frozen=True)
class RunLine:
    """A run and how many are in it."""

    code: str
    course: str
    edition: int
    starts_at: datetime
    ends_at: datetime
    active: int
    completed: int


def runs_of(courses: Sequence[Course]) -> Sequence[RunLine]:
    """Return the runs of these courses, the newest first; one statement."""
    return _lines(CourseRun.objects.filter(edition__course__in=courses))


def runs_soon(courses: Sequence[Course], *, at: datetime) -> Sequence[RunLine]:
    """Return those that begin or end within two weeks; one statement."""
    soon = (at, at + timedelta(days=14))
    return _lines(
        CourseRun.objects.filter(Q(starts_at__range=soon) | Q(ends_at__range=soon), edition__course__in=courses)
    )


def _lines(runs: QuerySet[CourseRun]) -> Sequence[RunLine]:
    rows = runs.annotate(
        active=Count("enrolments", filter=Q(enrolments__state="active")),
        completed=Count("enrolments", filter=Q(enrolments__state="completed")),
    ).order_by("-starts_at", "code")
    fields = ("code", "edition__title", "edition__number", "starts_at", "ends_at", "active", "completed")
    return [RunLine(*row) for row in rows.values_list(*fields)]


def editions_for_runs(courses: Sequence[Course]) -> QuerySet[Edition]:
    """Return the editions of which a run can be made, by course, the newest first."""
    rows: QuerySet[Edition] = Edition.objects.filter(course__in=courses)
    return rows.select_related("course").order_by("course__code", "-number")


def dated_items(edition: Edition) -> Sequence[EditionItem]:
    """Return the activities that a run may date: all but modules and lessons, which are open with the run."""
    return list(edition.items.exclude(kind__in=["module", "lesson"]).defer("payload").order_by("order"))


def suggested_code(course: Course) -> str:
    """Return a code that no run has yet: the course's, the Lima year, the next number."""
    stem = f"{course.code}-{timezone.localdate().year}-"
    taken = set(CourseRun.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"{stem}{n}") not in taken)
