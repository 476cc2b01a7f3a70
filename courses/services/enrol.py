"""Enrolling an officer in a run."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.access import decide
from courses.admission import AlreadyEnrolled, state_on_entry, why_not
from courses.models import CourseRun, Enrolment
from courses.queries.seats import free_seats
from courses.queries.standing import standing
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require
from officers.services.notify import notify

__all__ = ["NOTICES", "CourseNotVisible", "enrol"]

#: What the officer is told, by the state in which the enrolment begins.
NOTICES: dict[str, str] = {
    Enrolment.State.ACTIVE: "enrolment.made",
    Enrolment.State.WAITING: "enrolment.waits",
    Enrolment.State.REQUESTED: "enrolment.requested",
}


class CourseNotVisible(Refusal):
    """The officer may not see the course: in the same words as for a code that does not exist."""

    code = "course_not_visible"
    message = _("There is no such course.")


def enrol(*, officer: Officer, run: CourseRun, by: Officer, at: datetime | None = None) -> Enrolment:
    """Enrol ``officer`` in ``run`` and return the enrolment: active, waiting for a seat, or a request.

    Whoever enrols another person needs ``Act.MANAGE_RUNS`` on the run, and so approves him; nobody approves
    himself. Raises ``CourseNotVisible`` and the refusals of ``courses.admission``. Of one officer twice at once
    one is refused with ``AlreadyEnrolled``: the guard is the constraint ``one_open_enrolment_per_course``, on
    both databases. Of two officers for the last seat one gets it: the guard is the lock on the run, a row
    lock on PostgreSQL, ``IMMEDIATE`` on SQLite.
    """
    course = run.edition.course
    if course is None or not decide(officer, course).allowed:
        raise CourseNotVisible
    by_himself = by == officer
    if not by_himself:
        require(by, Act.MANAGE_RUNS, on=run.scope)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        refusal = why_not(locked, standing(officer, course), now, by_himself=by_himself)
        if refusal is not None:
            raise refusal
        state = state_on_entry(locked, free=free_seats(locked), by_himself=by_himself)
        enrolment = _insert(
            Enrolment(officer=officer, run=locked, edition=locked.edition, course=course, state=state, made_at=now)
        )
        record(by=by, act="enrolment.make", on=enrolment)
        notify(
            officer=officer, kind=NOTICES[enrolment.state], at=now, address=enrolment.get_absolute_url(),
            arguments={"course": locked.edition.public_title, "run": locked.code},
        )  # fmt: skip
    return enrolment


def _insert(enrolment: Enrolment) -> Enrolment:
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyEnrolled from error
    return enrolment
