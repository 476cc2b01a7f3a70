"""Opening again an enrolment that was not passed."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models import ActivityState, Enrolment
from courses.queries.required import required_undone
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["CannotReopen", "reopen_enrolment"]


class CannotReopen(Refusal):
    """The enrolment cannot go on; the sentence says why."""

    code = "cannot_reopen"
    message = _("This enrolment cannot be opened again.")


def reopen_enrolment(
    *, enrolment: Enrolment, activity: UUID, by: Officer, why: str, at: datetime, is_done: bool = False
) -> None:
    """Let an enrolment that was not passed go on by one of its activities.

    Part of another act, which has asked for the right: the caller has locked the enrolment in its
    transaction (``Enrolment.objects.for_change``) and records the outcome from which it goes on. What
    made it fail stays on record. is_done: the activity turns out to be done, so that the course may be
    complete though its run is over. Raises ``CannotReopen``.
    """
    if enrolment.state != Enrolment.State.FAILED:
        raise CannotReopen
    undone = required_undone(enrolment).exclude(activity_uuid=activity)
    if enrolment.run.ends_at <= at and (undone.exists() or not is_done):
        raise CannotReopen(_("The run is over. The officer can enrol in the next one."))
    failed = enrolment.progress.filter(state=ActivityState.FAILED, activity_uuid__in=undone.values("activity_uuid"))
    if failed.exists():
        raise CannotReopen(_("The officer did not pass another exam of the course either."))
    others = Enrolment.objects.open().filter(officer=enrolment.officer_id, course=enrolment.course_id)
    if others.exists():
        raise CannotReopen(_("The officer is enrolled in another run of this course by now."))
    enrolment.state, enrolment.ended_at = Enrolment.State.ACTIVE, None
    enrolment.save(update_fields=["state", "ended_at"])
    record(by=by, act="enrolment.reopen", on=enrolment, changed=["state"], why=why)
