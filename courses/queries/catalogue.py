"""The catalogue: the newest edition of every course that a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.access import visible
from courses.models import Course, CourseRun, Edition, Enrolment
from kernel.folding import fold
from officers.models import Area, Officer

__all__ = ["CARDS_A_PAGE", "HOURS", "CourseCard", "Wanted", "areas", "catalogue_page"]

CARDS_A_PAGE = 24

#: Ranges of academic hours by which courses are found: name, from, to.
HOURS: dict[str, tuple[int, int]] = {"short": (0, 8), "medium": (9, 24), "long": (25, 32767)}


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty means everything."""

    words: str = ""
    area: str = ""
    level: str = ""
    hours: str = ""
    open_run: bool = False


@dataclass(frozen=True)
class CourseCard:
    """A course in the catalogue. ``state`` is the newest enrolment's, empty for none."""

    code: str
    title: str
    area: str
    summary: str
    hours: int
    level: str
    modules: int
    state: str = ""
    open_run: CourseRun | None = None
    next_run: CourseRun | None = None


@dataclass(frozen=True)
class _Runs:
    open: dict[int, CourseRun] = field(default_factory=dict)
    next: dict[int, CourseRun] = field(default_factory=dict)


def areas(person: Officer | AnonymousUser) -> QuerySet[Area]:
    """Return the areas in which a person may see a course that has been published."""
    courses = visible(person, Course.objects.filter(editions__isnull=False))
    return Area.objects.filter(pk__in=courses.values("area"))


def catalogue_page(
    person: Officer | AnonymousUser, wanted: Wanted, *, page: str = "1"
) -> "tuple[Page[Edition], Sequence[CourseCard]]":
    """Return a page of the catalogue and its cards; five statements at most, whatever the number of courses.

    What a person may not see is in no list and in no count.
    """
    now = timezone.now()
    rows = _search(_newest(person), wanted, now)
    found = Paginator(rows, CARDS_A_PAGE).get_page(page)
    editions = list(found)
    courses = [edition.course_id for edition in editions]
    runs = _runs(courses, now)
    states = _states(person, courses)
    return found, [_card(edition, runs, states) for edition in editions]


def _newest(person: Officer | AnonymousUser) -> QuerySet[Edition]:
    newer = Edition.objects.filter(course=OuterRef("course"), number__gt=OuterRef("number"))
    rows: QuerySet[Edition] = Edition.objects.filter(course__isnull=False)
    return (
        visible(person, rows, at="course")
        .exclude(Exists(newer))
        .select_related("course__area")
        .annotate(modules=Count("items", filter=Q(items__kind="module")))
        .order_by("title", "pk")
    )


def _search(rows: QuerySet[Edition], wanted: Wanted, now: datetime) -> QuerySet[Edition]:
    for word in fold(wanted.words).split():
        rows = rows.filter(Q(search_text__contains=word) | Q(course__code__icontains=word))
    if wanted.area:
        rows = rows.filter(course__area__code=wanted.area)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.hours:
        rows = rows.filter(academic_hours__range=HOURS[wanted.hours])
    if wanted.open_run:
        rows = rows.filter(Exists(_open(CourseRun.objects.filter(edition__course=OuterRef("course")), now)))
    return rows


def _open(runs: QuerySet[CourseRun], now: datetime) -> QuerySet[CourseRun]:
    return runs.filter(enrolment_opens_at__lte=now, enrolment_closes_at__gt=now)


def _runs(courses: Sequence[int | None], now: datetime) -> _Runs:
    runs = _Runs()
    ahead = CourseRun.objects.filter(edition__course__in=courses, enrolment_closes_at__gt=now)
    for run in ahead.select_related("edition").only(
        "code", "starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at", "edition__course_id"
    ).order_by("starts_at"):  # fmt: skip
        into = runs.open if run.enrolment_opens_at <= now else runs.next
        into.setdefault(run.edition.course_id or 0, run)
    return runs


def _states(person: Officer | AnonymousUser, courses: Sequence[int | None]) -> dict[int, str]:
    if not isinstance(person, Officer):
        return {}
    rows = Enrolment.objects.filter(officer=person, course__in=courses).order_by("made_at", "pk")
    return dict(rows.values_list("course", "state"))


def _card(edition: Edition, runs: _Runs, states: dict[int, str]) -> CourseCard:
    course = edition.course
    assert course is not None  # noqa: S101 - the rows are editions of courses
    return CourseCard(
        code=course.code,
        title=edition.title,
        area=course.area.name,
        summary=edition.payload.get("summary", ""),
        hours=edition.academic_hours,
        level=edition.get_level_display(),
        modules=edition.modules,  # type: ignore[attr-defined]  # annotated in _newest
        state=states.get(course.pk, ""),
        open_run=runs.open.get(course.pk),
        next_run=runs.next.get(course.pk),
    )
