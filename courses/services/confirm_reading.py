"""Confirming that a lesson was read."""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import ActivityState, Enrolment
from courses.place import Activity
from courses.queries.outline import place
from courses.services.record_outcome import record_outcome
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["LessonLocked", "NothingCompletes", "confirm_reading"]

#: The kind that is done when it is confirmed; other kinds push their outcomes themselves.
_LESSON = "lesson"


class LessonLocked(Refusal):
    """The lesson is not open yet."""

    code = "lesson_locked"
    message = _("This lesson is locked. %(why)s")


class NothingCompletes(Refusal):
    """The run or the enrolment has ended."""

    code = "nothing_completes"
    message = _("This run has ended for you: you may still read, but nothing is recorded any more.")


def confirm_reading(
    *, enrolment: Enrolment, activity: UUID, by: Officer, at: datetime | None = None
) -> Activity | None:
    """Mark a lesson as read and return the activity to go on with; None after the last one.

    Twice is once. ``enrolment`` came through the door. Raises ``Http404`` for what is no lesson of the
    course, ``LessonLocked``, ``NothingCompletes``.
    """
    found = place(enrolment, activity)
    if found is None or found.item.kind != _LESSON or found.outline.here is None:
        raise Http404
    now = at or timezone.now()
    here = found.outline.here
    if not here.done:
        if here.locked:
            raise LessonLocked(why=here.locked)
        if enrolment.state != Enrolment.State.ACTIVE or now >= enrolment.run.ends_at:
            raise NothingCompletes
        record_outcome(
            enrolment=enrolment, activity=activity, state=ActivityState.DONE, fraction=None,
            evidence="read", by=by, at=now,
        )  # fmt: skip
    return found.outline.next
