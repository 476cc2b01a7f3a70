"""The outline of a course, for whoever may see it: cover, modules and lessons by title, runs and the way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from courses import activities
from courses.access import visible
from courses.admission import Standing, why_not
from courses.models import Course, CourseRun, Edition, EditionItem, Enrolment
from courses.queries.seats import before, runs_full
from courses.queries.standing import standing
from courses.render import render_picture
from officers.models import Officer

__all__ = ["CourseOutline", "OutlineItem", "OutlineModule", "Prerequisite", "RunOffer", "course_outline", "run_offered"]

#: Of an enrolment that the officer left, or that was declined, nothing leads on: there may be a way in again.
_LEADS_ON = frozenset({*Enrolment.OPEN_STATES, Enrolment.State.COMPLETED, Enrolment.State.FAILED})


@dataclass(frozen=True)
class OutlineItem:
    """An activity by its title."""

    kind: str
    kind_label: str
    label: str
    title: str
    minutes: int


@dataclass(frozen=True)
class OutlineModule:
    """A module by its title, with what it contains."""

    label: str
    title: str
    summary: str
    items: Sequence[OutlineItem]


@dataclass(frozen=True)
class Prerequisite:
    """A course that must have been completed before."""

    code: str
    title: str


@dataclass(frozen=True)
class RunOffer:
    """A run and what a person can do about it: continue (``enrolment``), enrol, or read why not.

    ``full``: who enrols waits for a seat. ``before``: how many wait before this officer.
    """

    run: CourseRun
    enrolment: Enrolment | None
    why_not: str
    full: bool = False
    before: int = 0

    @property
    def may_enrol(self) -> bool:
        """Whether the button enrols."""
        return self.enrolment is None and not self.why_not


@dataclass(frozen=True)
class CourseOutline:
    """A course by its newest edition."""

    course: Course
    edition: Edition
    cover: dict[str, Any]
    modules: Sequence[OutlineModule]
    prerequisites: Sequence[Prerequisite]
    runs: Sequence[RunOffer]

    @property
    def picture(self) -> SafeString:
        """The cover's picture, or nothing."""
        return render_picture(self.cover["cover"]) if self.cover.get("cover") else SafeString("")


def course_outline(person: Officer | AnonymousUser, code: str) -> CourseOutline | None:
    """Return the outline of a course by its code; None when there is none that the person may see.

    Unknown, unpublished and unseen are one answer, found by one statement.
    """
    rows = Edition.objects.filter(course__code=code.upper()).select_related("course__area")
    edition = visible(person, rows, at="course").order_by("-number").first()
    if edition is None or edition.course is None:
        return None
    return CourseOutline(
        course=edition.course,
        edition=edition,
        cover=edition.payload,
        modules=_modules(edition),
        prerequisites=_prerequisites(person, edition.course),
        runs=_runs(person, edition.course),
    )


def _modules(edition: Edition) -> list[OutlineModule]:
    rows = list(EditionItem.objects.filter(edition=edition).order_by("order").values(
        "id", "parent_id", "kind", "label", "title", "minutes", "weight", "payload__summary"
    ))  # fmt: skip
    below: dict[int, list[OutlineItem]] = {row["id"]: [] for row in rows if row["kind"] == "module"}
    for row in rows:
        if row["kind"] != "module" and row["parent_id"] in below:
            below[row["parent_id"]].append(
                OutlineItem(
                    kind=row["kind"],
                    kind_label=activities.get(row["kind"]).label_for(counts=bool(row["weight"])),
                    label=row["label"],
                    title=row["title"],
                    minutes=row["minutes"],
                )
            )
    return [
        OutlineModule(row["label"], row["title"], row["payload__summary"] or "", below[row["id"]])
        for row in rows
        if row["kind"] == "module"
    ]


def _prerequisites(person: Officer | AnonymousUser, course: Course) -> list[Prerequisite]:
    titles = Edition.objects.filter(course=OuterRef("pk")).order_by("-number").values("title")[:1]
    rows = visible(person, Course.objects.filter(required_for=course)).annotate(title=Subquery(titles))
    return [Prerequisite(code, title or code) for code, title in rows.order_by("code").values_list("code", "title")]


def _runs(person: Officer | AnonymousUser, course: Course) -> list[RunOffer]:
    now = timezone.now()
    runs = list(CourseRun.objects.with_course().filter(edition__course=course, ends_at__gt=now).order_by("-starts_at"))
    full = runs_full(runs)
    if not isinstance(person, Officer):
        return [RunOffer(run, None, _words(why_not(run, Standing(), now)), run.pk in full) for run in runs]
    rows = Enrolment.objects.filter(officer=person, run__in=runs).order_by("made_at")
    own = {row.run_id: row for row in rows if row.state in _LEADS_ON}
    mine, waiting = standing(person, course), before(list(own.values()))
    return [
        RunOffer(
            run=run,
            enrolment=own.get(run.pk),
            why_not="" if run.pk in own else _words(why_not(run, mine, now)),
            full=run.pk in full,
            before=waiting.get(own[run.pk].pk, 0) if run.pk in own else 0,
        )
        for run in runs
    ]


def _words(refusal: object) -> str:
    return "" if refusal is None else str(refusal)


def run_offered(officer: Officer, code: str, run_uuid: str) -> CourseRun | None:
    """Return a run of a course that the officer may see; None for anything else that a form may send."""
    try:
        uuid = UUID(run_uuid)
    except ValueError:
        return None
    rows = CourseRun.objects.filter(uuid=uuid, edition__course__code=code.upper())
    return visible(officer, rows, at="edition__course").select_related("edition__course").first()
