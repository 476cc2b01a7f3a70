"""What "My learning" shows: courses under way with their next step, marks, past enrolments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.access import seen_among
from courses.activities import is_under_way
from courses.learner_panels import Panel, panels_around
from courses.models import Enrolment
from courses.place import Activity, Outline
from courses.queries.outline import outlines
from courses.queries.seats import before
from officers.composed import composed
from officers.models import Officer
from officers.notices import words_of
from officers.unread import newest_unread

__all__ = ["Course", "Deadline", "Learning", "MarkLine", "NoticeLine", "PastEnrolment", "PendingEnrolment", "learning"]

#: What is due within this time is shown as near.
_SOON = timedelta(days=3)


@dataclass(frozen=True)
class Course:
    """A course under way. ``panels``: what the apps above say beside it."""

    enrolment: Enrolment
    outline: Outline
    panels: Sequence[Panel]

    @property
    def resume(self) -> Activity | None:
        """Where to continue; None when nothing can be done at present."""
        return self.outline.resume if self.outline.active else None


@dataclass(frozen=True)
class PendingEnrolment:
    """A place that was asked for: a request, or a place on the waiting list with so many before it."""

    enrolment: Enrolment
    before: int


@dataclass(frozen=True)
class Deadline:
    """Something that is due. ``state``: ``soon``, ``missed`` or empty."""

    at: datetime
    what: str
    course: str
    url: str
    state: str


@dataclass(frozen=True)
class MarkLine:
    """An activity that has a mark."""

    activity: Activity
    course: str


@dataclass(frozen=True)
class PastEnrolment:
    """An enrolment that has ended, or whose course the officer may no longer see (then without ``url``).

    ``exams``: of one without a final mark, the exams that count and have a mark.
    """

    title: str
    run: str
    state: str
    state_label: str
    mark: Decimal | None
    exams: Sequence[Activity]
    ended_at: datetime | None
    url: str


@dataclass(frozen=True)
class NoticeLine:
    """A notice not yet read, in words."""

    text: str
    address: str
    at: datetime


@dataclass(frozen=True)
class Learning:
    """Everything that an officer has to do and has done."""

    courses: Sequence[Course]
    pending: Sequence[PendingEnrolment]
    past: Sequence[PastEnrolment]
    notices: Sequence[NoticeLine]
    now: datetime

    @property
    def first(self) -> Course | None:
        """The course of the one big button: the first in which something can be done."""
        return next((course for course in self.courses if course.resume), None)

    @property
    def others(self) -> Sequence[Course]:
        """The other courses under way."""
        return [course for course in self.courses if course is not self.first]

    @property
    def marks(self) -> Sequence[MarkLine]:
        """What has a mark in the courses under way."""
        return [
            MarkLine(activity, course.outline.title)
            for course in self.courses
            for activity in course.outline.activities
            if activity.mark is not None
        ]

    @property
    def deadlines(self) -> Sequence[Deadline]:
        """What is due in the courses under way, the nearest first: dated activities and the ends of runs."""
        due = [self._deadline(course, each) for course in self.courses for each in course.outline.deadlines]
        due += [self._end(course) for course in self.courses]
        return sorted(due, key=lambda deadline: deadline.at)

    def _deadline(self, course: Course, activity: Activity) -> Deadline:
        at = activity.deadline or course.enrolment.run.ends_at
        return Deadline(at, activity.title, course.outline.title, activity.url, self._state(at))

    def _end(self, course: Course) -> Deadline:
        at = course.enrolment.run.ends_at
        return Deadline(at, _("The run ends"), course.outline.title, course.outline.url, self._state(at))

    def _state(self, at: datetime) -> str:
        if at <= self.now:
            return "missed"
        return "soon" if at - self.now < _SOON else ""


def learning(officer: Officer) -> Learning:
    """Return the learning of an officer; three statements, however many courses.

    One more with a reserved course, and one where a seat is waited for.
    The panels of the apps above may cost one more each.
    Courses come in the order in which their runs end, so that the button leads to what is most urgent.
    """
    rows = _all_of(officer=officer.pk)
    courses = seen_among(officer, [row.course for row in rows])
    seen = {row.pk for row in rows if row.course_id in courses}
    current = [row for row in rows if row.pk in seen and row.state == Enrolment.State.ACTIVE]
    asked = (Enrolment.State.REQUESTED, Enrolment.State.WAITING)
    pending = [row for row in rows if row.pk in seen and row.state in asked]
    ahead = before(pending)
    failed = [row for row in rows if row.pk in seen and row.state == Enrolment.State.FAILED]
    around = outlines(officer, [*current, *failed]) if current or failed else {}
    panels = panels_around(current)
    past = [row for row in rows if row not in current and row not in pending]
    past.sort(key=lambda row: row.ended_at or row.made_at, reverse=True)
    return Learning(
        now=timezone.now(),
        courses=[Course(row, around[row.pk], panels[row.pk]) for row in current],
        pending=[PendingEnrolment(row, ahead.get(row.pk, 0)) for row in pending],
        past=[_past(row, around.get(row.pk), seen=row.pk in seen) for row in past],
        notices=[NoticeLine(words_of(notice), notice.address, notice.at) for notice in newest_unread(officer)],
    )


@composed
def _all_of(officer: int) -> QuerySet[Enrolment]:
    read = Enrolment.objects.with_course().annotate(under_way=is_under_way())
    return read.filter(officer=officer).order_by("run__ends_at", "pk")


def _past(row: Enrolment, outline: Outline | None, *, seen: bool) -> PastEnrolment:
    edition = row.edition
    return PastEnrolment(
        title=edition.title if seen else edition.public_title,
        run=row.run.code,
        state=row.state,
        state_label=row.get_state_display(),
        mark=row.final_mark,
        exams=[each for each in outline.activities if each.counts and each.mark is not None] if outline else [],
        ended_at=row.ended_at,
        url=row.get_absolute_url() if seen else "",
    )
