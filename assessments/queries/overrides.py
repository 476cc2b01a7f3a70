"""What overrides give: to one officer in one exam, and until when anybody still sits it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from django.db.models import Case, Exists, F, Max, Model, OuterRef, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Now

from assessments.models.override import Override
from assessments.models.run_override import RunOverride
from assessments.queries.clock import passed
from assessments.rules import KIND, ExamRules
from assessments.section_rules import SectionRules, section_rules
from courses.models.course import Course
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun

__all__ = [
    "ExamOfRun", "OverrideLine", "Terms", "exams_of_runs", "greater", "last_until", "newest_key", "override_lines",
    "override_rows", "terms", "terms_at", "terms_of", "terms_of_own", "with_terms",
]  # fmt: skip

M = TypeVar("M", bound=Model)
_FIELDS = ("extra_attempts", "extra_minutes", "until", "time_factor")
_RUN_FIELDS = ("extra_attempts", "extra_minutes", "time_factor")


@dataclass(frozen=True, slots=True)
class Terms:
    """What an officer gets beyond the rules of an exam. time_factor: times the time; None: once."""

    extra_attempts: int = 0
    extra_minutes: int = 0
    until: datetime | None = None
    time_factor: Decimal | None = None

    @classmethod
    def of(cls, override: Override | None) -> Self:
        """Return the terms of the newest override; of none, nothing."""
        return cls(*(getattr(override, name) for name in _FIELDS)) if override else cls()

    @classmethod
    def of_run(cls, group: RunOverride) -> Self:
        """Return what everybody in a run gets."""
        return cls(**{name: getattr(group, name) for name in _RUN_FIELDS})

    def beside(self, group: RunOverride | None, *, officer: int) -> Self:
        """Return what holds for an officer who has these of his own and is in a run where all were given something.

        Of attempts, minutes and factors the greater: nobody has less than the others because something was given to
        him. Whoever stated what all have has nothing of it himself, should he sit the exam later.
        """
        if group is None or group.by_id == officer:
            return self
        return type(self)(
            max(self.extra_attempts, group.extra_attempts), max(self.extra_minutes, group.extra_minutes), self.until,
            greater(self.time_factor, group.time_factor),
        )  # fmt: skip

    def on(self, rules: ExamRules) -> ExamRules:
        """Return the rules as they hold for the officer."""
        return rules.extended(attempts=self.extra_attempts, minutes=self.extra_minutes, factor=self.time_factor)

    def on_sections(self, payload: Mapping[str, Any]) -> tuple[SectionRules, ...]:
        """Return the rules of the sections of an exam's payload as they hold for the officer."""
        sections = section_rules(payload)
        return tuple(each.extended(minutes=self.extra_minutes, factor=self.time_factor) for each in sections)


def greater(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return the greater of two factors; None: neither is given."""
    return max((each for each in (one, other) if each is not None), default=None)


def terms(enrolment: int, activity: UUID) -> Terms:
    """Return what an enrolment gets in an exam; one statement."""
    return terms_of(_asked(enrolment, activity).get())


def terms_at(enrolment: int, activity: UUID) -> tuple[Terms, datetime, datetime]:
    """Return the same, the database's clock, and the moment by which an exam is over (``clock.passed``)."""
    row: Any = _asked(enrolment, activity).annotate(now=Now(), passed=passed()).get()
    return terms_of(row), row.now, row.passed


def _asked(enrolment: int, activity: UUID) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(pk=enrolment).annotate(activity_uuid=Value(activity, output_field=UUIDField()))
    return with_terms(rows, enrolment=enrolment).only("pk")


def with_terms(rows: QuerySet[M], *, enrolment: int | OuterRef) -> QuerySet[M]:
    """Read the same with items or attempts, in their statement: ``terms_of`` wants it."""
    held = Value(enrolment) if isinstance(enrolment, int) else enrolment
    newest = Override.objects.filter(enrolment=held, activity_uuid=OuterRef("activity_uuid")).order_by("-number")
    of_run = RunOverride.objects.filter(run__enrolments=held, activity_uuid=OuterRef("activity_uuid"))
    of_run = of_run.order_by("-number")
    read = {f"own_{name}": Subquery(newest.values(name)[:1]) for name in _FIELDS}
    read |= {f"run_{name}": Subquery(of_run.values_list(_of_others(name))[:1]) for name in _RUN_FIELDS}
    return cast("QuerySet[M]", rows.annotate(**read))


def _of_others(name: str) -> Case:
    """A field of the override of an enrolment's run, nothing where its own officer gave it (``Terms.beside``)."""
    return Case(When(by=F("run__enrolments__officer"), then=None), default=F(name))


def terms_of(row: Any) -> Terms:
    """Return the terms of an item or attempt of ``with_terms``."""
    return Terms(
        max(row.own_extra_attempts or 0, row.run_extra_attempts or 0),
        max(row.own_extra_minutes or 0, row.run_extra_minutes or 0),
        row.own_until,
        greater(row.own_time_factor, row.run_time_factor),
    )


def terms_of_own(run: CourseRun, activity: UUID) -> dict[int, Terms]:
    """Return what enrolments of a run were given of their own in an exam, by their keys; one statement."""
    rows = Override.objects.filter(enrolment__run=run, activity_uuid=activity).order_by("number")
    return {row.enrolment_id: Terms.of(row) for row in rows}  # of several the newest holds


def last_until(*, run: int | OuterRef) -> Subquery:
    """Return, for rows with an ``activity_uuid``, the latest date that any override gave in the run."""
    given = Override.objects.filter(enrolment__run=run, activity_uuid=OuterRef("activity_uuid"))
    return Subquery(given.order_by().values("activity_uuid").annotate(last=Max("until")).values("last"))


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """One override of a list. in_force: the newest of its kind in its exam, and it gives something.

    enrolment: None for what everybody in the run was given.
    """

    enrolment: UUID | None
    activity: UUID
    name: str
    cip: str
    run: str
    exam: str
    terms: Terms
    why: str
    by: str
    at: datetime
    in_force: bool


@dataclass(frozen=True, slots=True)
class ExamOfRun:
    """An exam of a run that has not ended."""

    run: str
    course: str
    activity: UUID
    title: str
    starts_at: datetime
    ends_at: datetime


def override_rows(courses: Sequence[Course], *, run: str = "", exam: UUID | None = None) -> QuerySet[Override]:
    """Return the overrides in the runs of these courses, the newest first; of one run or exam where named."""
    rows = Override.objects.filter(enrolment__course__in=courses)
    if run:
        rows = rows.filter(enrolment__run__code=run)
    if exam:
        rows = rows.filter(activity_uuid=exam)
    exams = EditionItem.objects.filter(edition=OuterRef("enrolment__edition"), activity_uuid=OuterRef("activity_uuid"))
    read: QuerySet[Override] = rows.select_related("enrolment__officer", "enrolment__run", "by").annotate(
        is_newest=~Exists(Override.later()), exam=Subquery(exams.values("title")[:1])
    )
    return read.order_by("-at", "-pk")


def override_lines(rows: Iterable[Any]) -> list[OverrideLine]:
    """Return rows of ``override_rows`` as they are shown."""
    return [
        OverrideLine(
            enrolment=row.enrolment.uuid, activity=row.activity_uuid, name=row.enrolment.officer.get_full_name(),
            cip=row.enrolment.officer.login, run=row.enrolment.run.code, exam=row.exam or "", terms=Terms.of(row),
            why=row.why, by=row.by.get_full_name(), at=row.at, in_force=row.is_newest and row.gives,
        )
        for row in rows
    ]  # fmt: skip


def newest_key(run: CourseRun, exam: UUID) -> int:
    """Return the key of the newest override in an exam of a run; 0: there is none."""
    rows = Override.objects.filter(enrolment__run=run, activity_uuid=exam)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def exams_of_runs(courses: Sequence[Course], *, at: datetime) -> list[ExamOfRun]:
    """Return the exams of the runs of these courses that have not ended; two statements."""
    runs = CourseRun.objects.filter(edition__course__in=courses, ends_at__gt=at).order_by("ends_at", "code")
    found = list(runs.values_list("code", "edition", "edition__title", "starts_at", "ends_at"))
    items = EditionItem.objects.filter(edition__in={edition for _code, edition, *_rest in found}, kind=KIND)
    exams: dict[int, list[tuple[UUID, str]]] = {}
    for edition, activity, title in items.order_by("order").values_list("edition", "activity_uuid", "title"):
        exams.setdefault(edition, []).append((activity, title))
    return [
        ExamOfRun(code, course, activity, title, starts_at, ends_at)
        for code, edition, course, starts_at, ends_at in found
        for activity, title in exams.get(edition, [])
    ]
