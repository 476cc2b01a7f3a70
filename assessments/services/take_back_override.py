"""Taking back what an override gave."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models.override import Override
from audit.services.record import record
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["NothingToTakeBack", "take_back_override"]


class NothingToTakeBack(Refusal):
    """The rules of the exam hold as they are."""

    code = "nothing_to_take_back"
    message = _("Nothing is given here any more.")


def take_back_override(*, enrolment: Enrolment, activity: UUID, why: str, by: Officer) -> Override:
    """Let the rules of an exam hold again for an officer; what has begun stays as it is.

    A sitting under way keeps its end, an attempt made keeps its mark, an enrolment opened again stays
    open. Needs ``Act.MANAGE_RUNS`` on the course. Raises ``NothingToTakeBack``.
    """
    require(by, Act.MANAGE_RUNS, on=enrolment.course.scope)
    with transaction.atomic():
        held = Enrolment.objects.locked(enrolment.pk)
        newest = Override.newest(held, activity)
        if newest is None or not newest.gives:
            raise NothingToTakeBack
        row = Override.append(held, activity, after=newest, why=why, by=by, at=held.now)  # type: ignore[attr-defined]
        record(by=by, act="override.take_back", on=held, changed=["terms"], why=why)
    return row
