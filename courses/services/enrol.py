"""Enrolling an officer in a run."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.access import decide
from courses.admission import AlreadyEnrolled, why_not
from courses.models import CourseRun, Enrolment
from courses.queries.standing import standing
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require
from officers.services.notify import notify

__all__ = ["CourseNotVisible", "enrol"]


class CourseNotVisible(Refusal):
    """The officer may not see the course: in the same words as for a code that does not exist."""

    code = "course_not_visible"
    message = _("There is no such course.")


def enrol(*, officer: Officer, run: CourseRun, by: Officer, at: datetime | None = None) -> Enrolment:
    """Enrol ``officer`` in ``run`` and return the active enrolment.

    Whoever enrols another person needs ``Act.MANAGE_RUNS`` on the course. Raises ``CourseNotVisible``
    and the refusals of ``courses.admission``. Of two at once one is refused with ``AlreadyEnrolled``:
    the guard is the constraint ``one_open_enrolment_per_course``, on both databases.
    """
    course = run.edition.course
    if course is None or not decide(officer, course).allowed:
        raise CourseNotVisible
    if by != officer:
        require(by, Act.MANAGE_RUNS, on=course.scope)
    now = at or timezone.now()
    with transaction.atomic():
        refusal = why_not(run, standing(officer, course), now)
        if refusal is not None:
            raise refusal
        enrolment = _insert(Enrolment(officer=officer, run=run, course=course, state="active", made_at=now))
        record(by=by, act="enrolment.make", on=enrolment)
        notify(
            officer=officer, kind="enrolment.made", at=now, address=enrolment.get_absolute_url(),
            arguments={"course": run.edition.public_title, "run": run.code},
        )  # fmt: skip
    return enrolment


def _insert(enrolment: Enrolment) -> Enrolment:
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyEnrolled from error
    return enrolment
