"""Undoing a withdrawal from a run."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record_all
from courses.models import CourseRun, Edition, Enrolment, Outcome
from courses.queries.move_effects import effects
from courses.queries.seats import free_seats
from courses.services.carry_progress import carry_progress
from courses.services.come_back import ended_ones, open_again
from courses.services.record_outcome import advance, settle
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["NoSeat", "put_back_chosen"]


class NoSeat(Refusal):
    """Fewer seats are free than officers who are to come back."""

    code = "no_seat"
    message = _(
        "%(run)s has %(free)s free seats, and %(wanted)s officers would need one: nobody was put back. Choose fewer, "
        "or give the run more seats first."
    )


def put_back_chosen(
    *, run: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None = None
) -> int:
    """Make the chosen withdrawn enrolments active again, for a reason: all or none; return how many.

    Each is the same enrolment with all that was done in it; outcomes that came after its end (a sitting that was
    under way) count now, and if the run has moved to a newer edition meanwhile it is carried over as by that move.
    Of several withdrawals of one officer the newest is meant. Whoever had only asked or waited gets a seat too:
    those in charge give it. Needs ``Act.MANAGE_RUNS`` on the run; nobody puts himself back. Raises ``RunOver``,
    ``NoSeat``, ``CannotComeBack``, ``NoAttemptLeft``. Of two who want the last seat at once one gets it: the guard is
    the lock on the run (row lock on PostgreSQL, ``IMMEDIATE`` on SQLite).
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        rows = ended_ones(locked, chosen, Enrolment.State.WITHDRAWN, by=by, now=now)
        free = free_seats(locked)
        if free is not None and len(rows) > free:
            raise NoSeat(run=locked.code, free=free, wanted=len(rows))
        late = _late(rows)
        open_again(rows, Enrolment.State.ACTIVE)
        record_all(by=by, act="enrolment.put_back", on=rows, changed=["state"], why=why)
        arguments = {"course": locked.edition.public_title, "run": locked.code, "why": why}
        news = [News(row.officer_id, arguments, row.get_absolute_url()) for row in rows]
        notify_all(news, kind="enrolment.put_back", at=now)
        _go_on(rows, late, locked.edition, by, now)
    return len(rows)


def _late(rows: Sequence[Enrolment]) -> list[Outcome]:
    """Return what came of activities after the withdrawal: kept as evidence, and not counted so far."""
    after = Outcome.objects.filter(enrolment__in=rows, at__gte=F("enrolment__ended_at"))
    return list(after.order_by("at", "pk"))


def _go_on(rows: Sequence[Enrolment], late: Sequence[Outcome], edition: Edition, by: Officer, now: datetime) -> None:
    """Let the late outcomes count, by the edition that the run teaches by now."""
    held = {row.pk: row for row in rows}
    for outcome in late:
        advance(held[outcome.enrolment_id], outcome)
    apart = [row.pk for row in rows if row.edition_id != edition.pk]
    if apart:
        moving = Enrolment.objects.filter(pk__in=apart)
        found = effects(moving, edition)
        moving.update(edition=edition)
        carry_progress(found=found, evidence=f"edition:{edition.uuid}", by=by, at=now)
    again = Enrolment.objects.for_change().in_bulk({outcome.enrolment_id for outcome in late})
    for outcome in late:
        if again[outcome.enrolment_id].state == Enrolment.State.ACTIVE:
            settle(again[outcome.enrolment_id], outcome, by=by, at=now)
