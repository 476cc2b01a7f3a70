"""Recording what came of an activity, and completing the course when nothing is missing."""

from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.marks import to_text
from courses.models import ActivityState, Enrolment, Outcome, Progress
from courses.queries.required import required_undone
from courses.services.complete_when_done import complete_when_done
from courses.services.fail_enrolment import EXAM, fail_enrolment
from officers.models import Officer

__all__ = ["advance", "record_outcome", "settle"]


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
            advance(locked, outcome)
            settle(locked, outcome, by=by, at=now)
        enrolment.state, enrolment.ended_at, enrolment.final_mark = locked.state, locked.ended_at, locked.final_mark
    return outcome


def advance(enrolment: Enrolment, outcome: Outcome) -> None:
    """Bring the progress of an active enrolment up to an outcome."""
    row = Progress(
        enrolment=enrolment, activity_uuid=outcome.activity_uuid, state=outcome.state, at=outcome.at,
        fraction=outcome.fraction,
    )  # fmt: skip
    Progress.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["enrolment", "activity_uuid"],
        update_fields=["state", "fraction", "at"],
    )  # fmt: skip


def settle(enrolment: Enrolment, outcome: Outcome, *, by: Officer | None, at: datetime) -> None:
    """Complete or end an active enrolment, of ``Enrolment.objects.for_change``, if the outcome does so."""
    if outcome.state == ActivityState.DONE:
        complete_when_done(enrolment=enrolment, by=by, at=at)
    elif outcome.state == ActivityState.FAILED and _is_required(enrolment, outcome):
        fail_enrolment(enrolment=enrolment, reason=EXAM, at=at)


def _is_required(enrolment: Enrolment, outcome: Outcome) -> bool:
    return required_undone(enrolment).filter(activity_uuid=outcome.activity_uuid).exists()
