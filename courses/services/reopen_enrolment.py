"""Opening again an enrolment that was not passed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models import Enrolment
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["CannotReopen", "reopen_enrolment"]


class CannotReopen(Refusal):
    """The enrolment cannot go on: it did not end as not passed, its run is over, or another has begun."""

    code = "cannot_reopen"
    message = _("This enrolment cannot be opened again.")


def reopen_enrolment(*, enrolment: Enrolment, by: Officer, why: str, at: datetime) -> None:
    """Let an enrolment that was not passed go on.

    Part of another act, which has asked for the right: the caller has locked the enrolment in its
    transaction (``Enrolment.objects.for_change``) and records the outcome from which it goes on. What
    made it fail stays on record. Raises ``CannotReopen``.
    """
    if enrolment.state != Enrolment.State.FAILED:
        raise CannotReopen
    if enrolment.run.ends_at <= at:
        raise CannotReopen(_("The run is over. The officer can enrol in the next one."))
    others = Enrolment.objects.open().filter(officer=enrolment.officer_id, course=enrolment.course_id)
    if others.exists():
        raise CannotReopen(_("The officer is enrolled in another run of this course by now."))
    enrolment.state, enrolment.ended_at = Enrolment.State.ACTIVE, None
    enrolment.save(update_fields=["state", "ended_at"])
    record(by=by, act="enrolment.reopen", on=enrolment, changed=["state"], why=why)
