"""Withdrawing from a run."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models import CourseRun, Enrolment
from courses.services.fill_seats import fill_seats
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require
from officers.services.notify import notify

__all__ = ["NotEnrolled", "withdraw"]


class NotEnrolled(Refusal):
    """The enrolment has ended already."""

    code = "not_enrolled"
    message = _("This enrolment has already ended; there is nothing to withdraw from.")


def withdraw(*, enrolment: Enrolment, by: Officer, why: str = "", at: datetime | None = None) -> Enrolment:
    """End an open enrolment at the learner's wish, or at that of whoever holds ``Act.MANAGE_RUNS`` on the course.

    What was done stays on record. While enrolment is open a freed seat goes to the waiting list; afterwards
    whoever is in charge decides (``approve``, more seats), lest somebody begin a run that is nearly over.
    Raises ``NotEnrolled`` when it has ended; the guard against ending twice is the lock on the enrolment (row
    lock on PostgreSQL, ``IMMEDIATE`` on SQLite), that against two for one freed seat the lock on the run.
    """
    if enrolment.officer_id != by.pk:
        require(by, Act.MANAGE_RUNS, on=enrolment.run.scope)
    now = at or timezone.now()
    with transaction.atomic():
        run = CourseRun.objects.locked(enrolment.run_id)
        locked = Enrolment.objects.locked(enrolment.pk)
        if locked.state not in Enrolment.OPEN_STATES:
            raise NotEnrolled
        locked.end(Enrolment.State.WITHDRAWN, now)
        record(by=by, act="enrolment.withdraw", on=locked, changed=["state"], why=why)
        if locked.officer_id != by.pk:
            notify(
                officer=locked.officer, kind="enrolment.withdrawn", at=now,
                arguments={"course": locked.run.edition.public_title, "why": why},
            )  # fmt: skip
        if now < run.enrolment_closes_at:
            fill_seats(run=run, by=by, at=now)
    return locked
