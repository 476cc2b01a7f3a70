"""Deciding about those who asked for a place in a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit.services.record import record_all
from courses.models import CourseRun, Enrolment
from courses.services.come_back import ended_ones, open_again
from courses.services.fill_seats import fill_seats
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["Approved", "approve_chosen", "decline_chosen", "enrol_declined_chosen"]


@dataclass(frozen=True)
class Approved:
    """How many requests were approved, and how many of these officers have a seat; the others wait for one."""

    count: int
    seated: int


def approve_chosen(
    *, run: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None = None
) -> Approved:
    """Approve the chosen requests, for a reason; also after enrolment has closed.

    Each joins the waiting list at the moment at which it was made, and the free seats are given in that order, so
    that an approval overtakes nobody. One's own request is left to somebody else. Needs ``Act.MANAGE_RUNS`` on
    the run; the guard against more than there are seats is the lock on the run (row lock on PostgreSQL,
    ``IMMEDIATE`` on SQLite).
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        asked = _of(locked, chosen, [Enrolment.State.REQUESTED]).exclude(officer=by)
        rows = list(asked)
        Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(state=Enrolment.State.WAITING)
        return _seat(locked, rows, by, why, now)


def enrol_declined_chosen(
    *, run: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None = None
) -> Approved:
    """Enrol those chosen who were declined, for a reason: as if their request were approved now, all or none.

    Needs ``Act.MANAGE_RUNS`` on the run. Raises ``RunOver`` and ``CannotComeBack``. Guards as in ``approve_chosen``.
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        rows = ended_ones(locked, chosen, Enrolment.State.DECLINED, by=by, now=now)
        open_again(rows, Enrolment.State.WAITING)
        return _seat(locked, rows, by, why, now)


def decline_chosen(
    *, run: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None = None
) -> int:
    """Decline the chosen requests and places on the waiting list, and return how many; the officers read why.

    Neither holds a seat, so none is freed. Needs ``Act.MANAGE_RUNS`` on the run.
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        rows = list(_of(locked, chosen, [Enrolment.State.REQUESTED, Enrolment.State.WAITING]))
        Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(state=Enrolment.State.DECLINED, ended_at=now)
        record_all(by=by, act="enrolment.decline", on=rows, changed=["state"], why=why)
        arguments = {"course": locked.edition.public_title, "run": locked.code, "why": why}
        notify_all([News(row.officer_id, arguments) for row in rows], kind="enrolment.declined", at=now)
    return len(rows)


def _seat(run: CourseRun, rows: Sequence[Enrolment], by: Officer, why: str, now: datetime) -> Approved:
    """Give the free seats in the order of the waiting list, on which the rows stand by now, and tell who waits."""
    record_all(by=by, act="enrolment.approve", on=rows, changed=["state"], why=why)
    fill_seats(run=run, by=by, at=now)
    left = set(Enrolment.objects.waiting().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    arguments = {"course": run.edition.public_title, "run": run.code}
    news = [News(row.officer_id, arguments, row.get_absolute_url()) for row in rows if row.pk in left]
    notify_all(news, kind="enrolment.waits", at=now)
    return Approved(len(rows), len(rows) - len(left))


def _of(run: CourseRun, chosen: QuerySet[Enrolment], states: list[str]) -> QuerySet[Enrolment]:
    return Enrolment.objects.for_change().filter(run=run, state__in=states, pk__in=chosen.order_by().values("pk"))
