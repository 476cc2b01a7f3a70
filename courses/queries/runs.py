"""Runs as those see them who plan them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models import Course, CourseRun, Edition, EditionItem, Enrolment
from courses.subjects import Subject

__all__ = ["RunLine", "dated_items", "editions_for_runs", "run_page", "runs_concerned", "runs_soon", "suggested_code"]

_A_PAGE = 50


@dataclass(frozen=True)
class RunLine:
    """A run and how many are in it."""

    uuid: UUID
    code: str
    course: str
    edition: int
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    active: int
    completed: int
    requested: int
    waiting: int


def run_page(runs: QuerySet[CourseRun], page: str) -> "tuple[Page[CourseRun], Sequence[RunLine]]":
    """Return a page of these runs, the newest first; two statements."""
    found = Paginator(runs.order_by("-starts_at", "code"), _A_PAGE).get_page(page)
    return found, _lines(CourseRun.objects.filter(pk__in=[run.pk for run in found]))


def runs_soon(runs: QuerySet[CourseRun], *, at: datetime) -> Sequence[RunLine]:
    """Return those that begin or end within two weeks; one statement."""
    soon = (at, at + timedelta(days=14))
    return _lines(runs.filter(Q(starts_at__range=soon) | Q(ends_at__range=soon)))


def runs_concerned(subject: Subject, *, at: datetime) -> Sequence[RunLine]:
    """Return the runs of a course that are not over: they keep their editions until they are moved; one statement."""
    if not isinstance(subject, Course):
        return ()
    return _lines(CourseRun.objects.filter(edition__course=subject, ends_at__gt=at))


def _lines(runs: QuerySet[CourseRun]) -> Sequence[RunLine]:
    states = ("active", "completed", "requested", "waiting")
    rows = runs.annotate(**{state: _many(state) for state in states}).order_by("-starts_at", "code")
    fields = ("uuid", "code", "edition__title", "edition__number", "starts_at", "ends_at", "capacity", *states)
    return [RunLine(*row) for row in rows.values_list(*fields)]


def _many(state: str) -> Coalesce:
    """Return how many of a run stand in a state, counted in the index of run and state alone."""
    of_run = Enrolment.objects.filter(run=OuterRef("pk"), state=state).order_by().values("run")
    return Coalesce(Subquery(of_run.annotate(many=Count("*")).values("many")), 0)


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
