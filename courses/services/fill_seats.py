"""Offering free seats to the waiting list."""

from datetime import datetime

from audit.services.record import record_all
from courses.models import CourseRun, Enrolment
from courses.queries.seats import free_seats
from officers.models import Officer
from officers.services.notify import News, notify_all

__all__ = ["fill_seats"]


def fill_seats(*, run: CourseRun, by: Officer | None, at: datetime) -> int:
    """Give the free seats of a run to those who wait, in the order in which they asked; return how many were given.

    Straight to active, with a notice and without asking back: who waits has asked for the seat and may leave
    the list at any time, and an offer that lapses would keep a seat empty while others wait. The caller has
    locked the run (``CourseRun.objects.locked``) and decides whether seats are still offered.
    """
    free = free_seats(run)
    waiting = Enrolment.objects.for_change().filter(run=run).waiting()
    rows = list(waiting if free is None else waiting[:free])
    if not rows:
        return 0
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(state=Enrolment.State.ACTIVE)
    record_all(by=by, act="enrolment.seat", on=rows, changed=["state"])
    arguments = {"course": run.edition.public_title, "run": run.code}
    notify_all(
        [News(row.officer_id, arguments, row.get_absolute_url()) for row in rows], kind="enrolment.seated", at=at
    )  # fmt: skip
    return len(rows)
