"""Withdrawing from a run."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record_all
from courses.models import CourseRun, Enrolment
from courses.services.fill_seats import fill_seats
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["NotEnrolled", "withdraw", "withdraw_chosen"]


class NotEnrolled(Refusal):
    """The enrolment has ended already."""

    code = "not_enrolled"
    message = _("This enrolment has already ended; there is nothing to withdraw from.")


def withdraw(*, enrolment: Enrolment, by: Officer, why: str = "", at: datetime | None = None) -> Enrolment:
    """End an open enrolment at the learner's wish, or at that of whoever holds ``Act.MANAGE_RUNS`` on the run.

    What was done stays on record. While enrolment is open a freed seat goes to the waiting list; afterwards
    whoever is in charge decides (by approving, or by more seats), lest somebody begin a run that is nearly over.
    Raises ``NotEnrolled`` when it has ended; the guard against ending twice is the lock on the enrolment (row
    lock on PostgreSQL, ``IMMEDIATE`` on SQLite), that against two for one freed seat the lock on the run.
    """
    if enrolment.officer_id != by.pk:
        require(by, Act.MANAGE_RUNS, on=enrolment.run.scope)
    with transaction.atomic():
        run = CourseRun.objects.locked(enrolment.run_id)
        ended = _end(run, Enrolment.objects.filter(pk=enrolment.pk), by, why, at)
        if not ended:
            raise NotEnrolled
    return ended[0]


def withdraw_chosen(
    *, run: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None = None
) -> int:
    """Do so for the chosen enrolments of one run, for a reason, and return how many: those that are still open."""
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    with transaction.atomic():
        return len(_end(CourseRun.objects.locked(run.pk), chosen, by, why, at))


def _end(
    run: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None
) -> Sequence[Enrolment]:
    now = at or timezone.now()
    rows = list(Enrolment.objects.for_change().open().filter(run=run, pk__in=chosen.order_by().values("pk")))
    for row in rows:
        row.state, row.ended_at = Enrolment.State.WITHDRAWN, now
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(state=Enrolment.State.WITHDRAWN, ended_at=now)
    record_all(by=by, act="enrolment.withdraw", on=rows, changed=["state"], why=why)
    arguments = {"course": run.edition.public_title, "why": why}
    told = [News(row.officer_id, arguments) for row in rows if row.officer_id != by.pk]
    notify_all(told, kind="enrolment.withdrawn", at=now)
    if now < run.enrolment_closes_at:
        fill_seats(run=run, by=by, at=now)
    return rows
