"""Recording what came of an activity, and completing the course when nothing is missing."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from courses.marks import to_text
from courses.models import ActivityState, Enrolment, Outcome, Progress
from courses.queries.final_marks import final_marks
from courses.queries.required import required_undone
from courses.services.fail_enrolment import EXAM, fail_enrolment
from courses.signals import enrolment_completed
from officers.models import Officer
from officers.services.notify import notify

__all__ = ["record_outcome"]


def record_outcome(
    *,
    enrolment: Enrolment,
    activity: UUID,
    state: str,
    fraction: Fraction | None,
    evidence: str,
    by: Officer | None,
    at: datetime | None = None,
    is_locked: bool = False,
) -> Outcome:
    """Append the outcome of an activity and bring progress and enrolment up to it.

    ``state`` is an ``ActivityState``; ``fraction`` the activity's counting mark as an exact fraction of
    1, None for what is not marked; ``evidence`` names what it rests on; ``by`` is None for a deadline.
    Progress is the copy of the newest outcome: an exam of which the latest or the mean counts may fall
    again until the course is complete. When every required activity is done the enrolment is completed,
    once, and ``enrolment_completed`` is sent after the commit; a required activity that failed ends it.
    An outcome for an enrolment that has ended is kept as evidence and changes nothing.

    The first statement locks the enrolment (row lock on PostgreSQL, ``IMMEDIATE`` on SQLite), so that
    of two outcomes at once the second sees the first. ``is_locked``: the caller has done so, in its own
    transaction: ``enrolment`` is of ``Enrolment.objects.for_change``.
    """
    now = at or timezone.now()
    with transaction.atomic(savepoint=False):
        locked = enrolment if is_locked else Enrolment.objects.locked(enrolment.pk)
        outcome = Outcome.objects.create(
            enrolment=locked, activity_uuid=activity, state=state, evidence=evidence, by=by, at=now,
            fraction="" if fraction is None else to_text(fraction),
        )  # fmt: skip
        if locked.state == Enrolment.State.ACTIVE:
            _advance(locked, activity, state, fraction, now)
            if state == ActivityState.FAILED and required_undone(locked).filter(activity_uuid=activity).exists():
                fail_enrolment(enrolment=locked, reason=EXAM, at=now)
            else:
                # Not only what is done completes: who sat something while his run moved to an edition of which he
                # had done everything was left to go on sitting (``move_run``).
                _complete_when_all_done(locked, by, now)
        enrolment.state, enrolment.ended_at, enrolment.final_mark = locked.state, locked.ended_at, locked.final_mark
    return outcome


def _advance(enrolment: Enrolment, activity: UUID, state: str, fraction: Fraction | None, now: datetime) -> None:
    row = Progress(
        enrolment=enrolment, activity_uuid=activity, state=state, at=now,
        fraction="" if fraction is None else to_text(fraction),
    )  # fmt: skip
    Progress.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["enrolment", "activity_uuid"],
        update_fields=["state", "fraction", "at"],
    )  # fmt: skip


def _complete_when_all_done(enrolment: Enrolment, by: Officer | None, now: datetime) -> None:
    if required_undone(enrolment).exists():
        return
    mark = final_marks(enrolment.edition, [enrolment.pk])[enrolment.pk]
    enrolment.end(Enrolment.State.COMPLETED, now, final_mark=mark)
    record(by=by, act="enrolment.complete", on=enrolment, changed=["state", "final_mark"])
    notify(
        officer=enrolment.officer, kind="enrolment.completed", at=now, address=enrolment.get_absolute_url(),
        arguments={"course": enrolment.edition.public_title, "mark": _words(enrolment.final_mark)},
    )  # fmt: skip
    # robust: a receiver's fault must not become an error of the act that completed the course.
    transaction.on_commit(
        partial(enrolment_completed.send_robust, sender=Enrolment, enrolment_id=enrolment.pk), robust=True
    )


def _words(mark: Decimal | None) -> str:
    return "" if mark is None else str(mark)
