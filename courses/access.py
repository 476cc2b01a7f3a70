"""The second door: may this person see this content?

Asked of here and nowhere else. One definition, a filter over courses (``_visible``), answers both for
a single subject and for lists, so that they cannot disagree; what needs no naming (``_plain``) is
answered of a loaded subject without asking the database. What one may not see answers 404, in the
same words as what does not exist.

Who sees a course: everybody sees the outline of an open one; whoever serves sees open and internal
ones; reserved ones need a rule in force that names the officer or a unit above, or a grant of a
content role for exactly this area, course or a run of it. Grants for units, and grants without a
scope, open nothing reserved: need to know is always named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from courses import classification as levels
from courses.activities import is_under_way
from courses.models.access_rule import AccessRule
from courses.models.course import Course, Guideline
from courses.models.enrolment import Enrolment
from courses.models.media import CourseDocument, CourseImage
from courses.models.run import CourseRun
from courses.subjects import Subject
from officers.asking import Asker, recognised
from officers.composed import composed
from officers.models import Act, Grant, Officer, Unit
from officers.roles import CONTENT_ROLES, grants_of, may

__all__ = [
    "Decision",
    "admitted",
    "decide",
    "enrolment_or_404",
    "locked_enrolment_or_404",
    "losing",
    "reading_is_noted",
    "seen_among",
    "visible",
    "visible_courses",
    "visible_either",
    "visible_guidelines",
    "visible_media",
]

Person = Officer | AnonymousUser
M = TypeVar("M", bound=Model)

_SERVING = frozenset({Officer.Status.ACTIVE, Officer.Status.ON_LEAVE})


@dataclass(frozen=True)
class Decision:
    """Whether content may be seen, and by which way: ``open``, ``serving``, ``need_to_know``; else ``none``."""

    allowed: bool
    reason: str


def visible(person: Person, rows: QuerySet[M], *, subject: type[Subject] = Course, at: str = "") -> QuerySet[M]:
    """Return those of ``rows`` whose course (or guideline), reached by the path ``at``, the person may see.

    ``visible(person, Edition.objects.all(), at="course")``; empty ``at``: the rows are the subjects.
    """
    return rows.filter(_visible(person, subject, at))


def visible_courses(person: Person) -> QuerySet[Course]:
    """Return the courses that a person may see."""
    return visible(person, Course.objects.all())


def visible_guidelines(person: Person) -> QuerySet[Guideline]:
    """Return the guidelines that a person may see."""
    return visible(person, Guideline.objects.all(), subject=Guideline)


def visible_either(person: Person, rows: QuerySet[M], *, at: str = "") -> QuerySet[M]:
    """Return those of ``rows`` (with a ``course`` or a ``guideline``, by the path ``at``) whose subject is seen."""
    prefix = f"{at}__" if at else ""
    return rows.filter(_visible(person, Course, f"{prefix}course") | _visible(person, Guideline, f"{prefix}guideline"))


def seen_among(person: Person, subjects: Sequence[Subject]) -> set[int]:
    """Return the keys of those of the loaded courses (or guidelines) that a person may see.

    One statement, and only where need to know decides.
    """
    plain = _plain(person)
    seen = {subject.pk for subject in subjects if subject.classification in plain}
    named = {subject.pk: type(subject) for subject in subjects if subject.pk not in seen}
    if named:
        kind = next(iter(named.values()))
        rows = visible(person, kind._default_manager.filter(pk__in=list(named)), subject=kind)
        seen.update(rows.values_list("pk", flat=True))
    return seen


def visible_media(officer: Officer, rows: QuerySet[M]) -> QuerySet[M]:
    """Return those images or documents of the library that an officer who works on content may see.

    Open and internal ones are everybody's who works there. A file belongs to an area and to no course, so
    reserved ones are for whoever has a content grant for the area, or reads a reserved course of it.
    """
    if officer.status not in _SERVING:
        return rows.none()
    need = {grant.area_id for grant in grants_of(officer, Act.READ_CONTENT) if grant.area_id}
    for course in visible_courses(officer).filter(classification=levels.RESERVED):
        if may(officer, Act.READ_CONTENT, on=course.scope):
            need.add(course.area_id)
    return rows.filter(Q(classification__in=[levels.OPEN, levels.INTERNAL]) | Q(area__in=need))


def decide(person: Person, subject: Subject) -> Decision:
    """Return whether a person may see a course or guideline, and why."""
    if not seen_among(person, [subject]):
        return Decision(allowed=False, reason="none")
    if subject.classification == levels.RESERVED:
        return Decision(allowed=True, reason="need_to_know")
    return Decision(allowed=True, reason="serving" if isinstance(person, Officer) else "open")


def reading_is_noted(subject: Subject | CourseImage | CourseDocument) -> bool:
    """Whether it is written down who was shown this material (docs/access.md)."""
    return subject.classification == levels.RESERVED


def losing(enrolments: QuerySet[Enrolment], *, course: Course, classification: str) -> QuerySet[Enrolment]:
    """Return those of a course's enrolments whose officers see it now and would not, were it held as said."""
    return enrolments.filter(_admitted(course, course.classification)).exclude(_admitted(course, classification))


def admitted(officers: QuerySet[Officer], course: Course) -> QuerySet[Officer]:
    """Return those of the officers who may see a course: ``decide`` for many, from the other side."""
    return officers.filter(Q(status__in=_SERVING) & _named_for(course, course.classification, ""))


@composed
def _own(uuid: UUID, officer: int) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.with_course().select_related("officer__rank").annotate(under_way=is_under_way())
    return rows.filter(uuid=uuid, officer=officer)[:1]


@composed
def _own_locked(uuid: UUID, officer: int) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.for_change().select_related("officer__rank")
    return rows.filter(uuid=uuid, officer=officer)[:1]


def enrolment_or_404(asker: Asker, uuid: UUID) -> Enrolment:
    """Return the officer's own enrolment whose course may (still) be seen, or raise ``Http404``.

    One statement, and one more for a reserved course. ``officer`` (with the rank), ``run``, ``edition`` (its facts, not
    its cover) and ``course`` are loaded, and as ``under_way`` whether a sitting is.
    """
    return _let_through(asker, _own.first(uuid=uuid, officer=asker.pk))


def locked_enrolment_or_404(asker: Asker, uuid: UUID) -> Enrolment:
    """Do as ``enrolment_or_404`` and lock the row: first statement of a transaction (``for_change``)."""
    return _let_through(asker, _own_locked.lock_first(uuid=uuid, officer=asker.pk))


def _let_through(asker: Asker, enrolment: Enrolment | None) -> Enrolment:
    if enrolment is None or not seen_among(recognised(asker, enrolment.officer), [enrolment.course]):
        raise Http404
    return enrolment


def _plain(person: Person) -> tuple[str, ...]:
    """Return the levels that a person sees without being named."""
    if not isinstance(person, Officer):
        return (levels.OPEN,)
    return (levels.OPEN, levels.INTERNAL) if person.status in _SERVING else ()


def _visible(person: Person, subject: type[Subject], at: str) -> Q:
    prefix = f"{at}__" if at else ""
    plain = Q(**{f"{prefix}classification__in": _plain(person)})
    if not isinstance(person, Officer) or person.status not in _SERVING:
        return plain
    return plain | _need_to_know(person, subject, prefix)


def _admitted(course: Course, level: str) -> Q:
    """The officers of enrolments in one course whom ``_visible`` lets see it at a level, from the other side."""
    if level == levels.OPEN:
        return Q()
    return Q(officer__status__in=_SERVING) & _named_for(course, level, "officer")


def _named_for(course: Course, level: str, at: str) -> Q:
    """The officers, reached by the path ``at``, who need not be named at a level, or are."""
    if level != levels.RESERVED:
        return Q()
    pk, path = (f"{at}__pk", f"{at}__unit__path") if at else ("pk", "unit__path")
    rules = list(AccessRule.objects.in_force().filter(course=course).select_related("unit"))
    named = Q(**{f"{pk}__in": [rule.officer_id for rule in rules if rule.officer_id]})
    for rule in rules:
        if rule.unit is not None:
            named |= Q(**{f"{path}__startswith": rule.unit.path})
    runs = CourseRun.objects.filter(edition__course=course).values("uuid")
    grants = Grant.objects.in_force().filter(role__in=CONTENT_ROLES)
    grants = grants.filter(Q(area=course.area_id) | Q(course=course.uuid) | Q(run__in=runs))
    return named | Q(**{f"{pk}__in": grants.values("officer")})


def _need_to_know(officer: Officer, subject: type[Subject], prefix: str) -> Q:
    noun = "course" if subject is Course else "guideline"
    pk, uuid, area = OuterRef(f"{prefix}pk"), OuterRef(f"{prefix}uuid"), OuterRef(f"{prefix}area")
    rules = AccessRule.objects.in_force().filter(**{noun: pk})
    grants = Grant.objects.in_force().filter(officer=officer, role__in=CONTENT_ROLES)
    way = Q(Exists(rules.filter(officer=officer))) | Q(Exists(grants.filter(area=area)))
    if officer.unit_id:
        above = Unit.objects.filter(pk=officer.unit_id, path__startswith=OuterRef("unit__path"))
        way |= Q(Exists(rules.filter(unit__isnull=False).filter(Exists(above))))
    if subject is Course:
        way |= Q(Exists(grants.filter(course=uuid))) | Q(Exists(_grants_for_runs(grants, uuid)))
    return way


def _grants_for_runs(grants: QuerySet[Grant], course_uuid: OuterRef) -> QuerySet[Grant]:
    run_courses = CourseRun.objects.filter(uuid=OuterRef("run")).values("edition__course__uuid")
    return grants.filter(run__isnull=False).annotate(run_course=run_courses[:1]).filter(run_course=course_uuid)
